"""The real proxy in a thread: mitmproxy's dispatcher, our addon, sockets on loopback; detection and spool are small parts of the test."""

from __future__ import annotations

import asyncio
import http.client
import json
import ssl
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from allowlist.loader import packaged
from detectors.finding import Finding
from gateway.free_ports import free_ports
from gateway.model import File, FileRead, OpaqueReason, Scan, ScanOutcome
from gateway.proxy import process, tls
from gateway.proxy.customs import Customs
from gateway.proxy.identity import Identity
from gateway.record.event import Event
from gateway.record.sink import SinkUnavailable
from gateway.register import Admission, register
from gateway.settings import Settings, Tool
from gateway.tenants import tenants_of
from gateway.uploads.limits import Limits
from support.ca import authority
from support.stand_in import Provider

VALUE = "715319/2743"


class CountingMeter:
    """A meter that a test can read."""

    def __init__(self) -> None:
        self.seen: Counter[tuple[str, str]] = Counter()

    def request(self, tool: str, verdict: str, scan: ScanOutcome, entrance: str) -> None:
        self.seen["request", f"{tool} {verdict} {scan} {entrance}"] += 1

    def finding(self, entity: str, count: int) -> None:
        self.seen["finding", entity] += count

    def stage(self, name: str, seconds: float) -> None:
        self.seen["stage", name] += 1

    def refusal(self, reason: str) -> None:
        self.seen["refusal", reason] += 1

    def boundary_fault(self, stage: str) -> None:
        self.seen["fault", stage] += 1

    def connection_refused(self, reason: str) -> None:
        self.seen["connection", reason] += 1

    def provider_unreached(self, reason: str) -> None:
        self.seen["unreached", reason] += 1

    def identified(self, way: str, outcome: str) -> None:
        self.seen["identified", f"{way} {outcome}"] += 1

    def way_down(self, way: str, down: bool) -> None:
        self.seen["down", way] = int(down)


class ListRecorder:
    """A spool that is a list, and can be broken."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.held: list[Event] = []
        self.broken = False

    async def put(self, event: Event) -> None:
        if self.broken:
            self.held.append(event)
            raise SinkUnavailable("broken")
        self.events.append(event)

    async def ready(self) -> bool:
        if not self.broken:
            self.events += self.held
            self.held = []
        return not self.held


async def unreadable(files: Sequence[File]) -> Sequence[FileRead]:
    """Reads no file."""
    return [OpaqueReason.UNKNOWN_DOCUMENT for _ in files]


async def detect(texts: Sequence[str]) -> Sequence[Scan]:
    """Knows one birth number."""
    found = [text.find(VALUE) for text in texts]
    return [(Finding("CZ_BIRTH_NUMBER", at, at + len(VALUE), 0.95, "test"),) if at >= 0 else () for at in found]


class People(Protocol):
    """Who asks, in a test."""

    def settings(self, settings: Settings) -> Settings: ...

    def identity(self, settings: Settings, admission: Admission, meter: CountingMeter) -> Identity: ...


@dataclass
class Running:
    """A running proxy and everything a test may look at or break."""

    settings: Settings
    customs: Customs
    meter: CountingMeter
    recorder: ListRecorder
    admission: Admission
    provider: Provider
    answers: list[tuple[int, bytes]] = field(default_factory=list)

    def send(
        self,
        body: Any,
        *,
        host: str = "api.openai.com",
        path: str = "/v1/chat/completions",
        method: str = "POST",
        headers: dict[str, str] | None = None,
        connect: dict[str, str] | None = None,
    ) -> tuple[int, bytes, dict[str, str]]:
        """One request through CONNECT by Python's own client; ``connect`` are headers of the CONNECT itself."""
        context = ssl.create_default_context(cadata=authority().pem.decode())
        connection = http.client.HTTPSConnection("127.0.0.1", self.settings.proxy.port, context=context, timeout=60)
        connection.set_tunnel(host, 443, connect)
        try:
            data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
            connection.request(method, path, data, {"content-type": "application/json", **(headers or {})})
            answer = connection.getresponse()
            return answer.status, answer.read(), {key.lower(): value for key, value in answer.getheaders()}
        finally:
            connection.close()

    def prompt(self, text: str) -> tuple[int, bytes, dict[str, str]]:
        """One chat prompt."""
        return self.send({"model": "m", "messages": [{"role": "user", "content": text}]})


def settings_for(
    provider: Provider, folder: Path, tools: Sequence[str] = ("openai", "anthropic"), outbound: Any = None, **proxy: Any
) -> Settings:
    one, two, three = free_ports(3)
    entry = Tool(approved_by="test", approved_from=date(2026, 1, 1), approved_until=date(2099, 12, 31), pin=f"127.0.0.1:{provider.port}")
    return Settings.model_validate(
        {
            "data": {"dir": folder},
            "proxy": {"port": one, "max_request_bytes": 200_000, **proxy},
            "entrance": {"port": two},
            "transparent": {"port": three, "hosts": ["127.0.0.1"]},
            "outbound": outbound or {},
            "tools": {tool: entry.model_dump() for tool in tools},
        }
    )


@contextmanager
def running(
    provider: Provider, folder: Path, *, limits: Limits | None = None, people: People | None = None, **proxy: Any
) -> Iterator[Running]:
    """Runs the proxy in a thread of this process. ``people`` says who asks."""
    settings = settings_for(provider, folder, **proxy)
    if people is not None:
        settings = people.settings(settings)
    from support.customs import customs as made

    customs, meter, recorder = made()
    admission = Admission(register(settings), tenants=tenants_of(settings, packaged()))
    known_by = people.identity(settings, admission, meter) if people is not None else None
    trust = tls.trust_file(folder, [provider.ca])
    ready, loops = threading.Event(), []
    stop = asyncio.Event()

    async def main() -> None:
        loops.append(asyncio.get_running_loop())
        await process.serve(
            settings,
            authority=authority(),
            customs=customs,
            register=admission,
            meter=meter,
            trust=trust,
            ready=ready.set,
            stop=stop,
            limits=limits,
            identity=known_by,
        )

    thread = threading.Thread(target=asyncio.run, args=(main(),))
    thread.start()
    try:
        assert ready.wait(60), "the proxy did not start"
        yield Running(settings, customs, meter, recorder, admission, provider)
    finally:
        with suppress(RuntimeError):  # it ended by itself
            loops[0].call_soon_threadsafe(stop.set)
        thread.join(60)
        assert not thread.is_alive()
