"""A real gateway for tests: ``celnice run`` with a stand-in provider, and what tests ask of it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from gateway.demo import processes
from gateway.demo.curl import Curl
from gateway.demo.outcome import HttpAnswer
from gateway.demo.processes import Ports, ask
from gateway.free_ports import free_ports
from gateway.record.event import OFFICIAL
from support.persons import SAYS_BIRTH_NUMBER
from support.stand_in import Provider

SECONDS = 60.0
"""For what takes a moment; generous, for a slow machine."""


class Gateway:
    """A running gateway as tests see it."""

    def __init__(self, folder: Path, ports: Ports, process: subprocess.Popen[bytes], provider: Provider) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.ports = ports
        self.process = process
        self.provider = provider
        self.proxy = f"http://127.0.0.1:{ports.proxy}"
        self.entrance = f"http://127.0.0.1:{ports.entrance}"
        self.ca = self.data / "ca" / "ca.pem"
        self.curl = Curl(self.proxy, self.ca)

    @property
    def token(self) -> str:
        """The API's bearer token."""
        return (self.data / "api-token").read_text(encoding="ascii").strip()

    def api(self, method: str, path: str, body: Any = None) -> tuple[int, bytes]:
        """Asks the console with the token."""
        return ask(self.ports.console, method, path, body, {"authorization": f"Bearer {self.token}", "content-type": "application/json"})

    def events(self) -> list[dict[str, Any]]:
        """All events of the store, oldest first."""
        found: list[dict[str, Any]] = []
        cursor = ""
        while True:
            status, body = self.api("GET", f"/api/v1/events?limit=200{cursor}")
            assert status == 200
            page = json.loads(body)
            found += page["items"]
            if not page["more"]:
                return found
            cursor = f"&after={page['next']}"

    def event_of(self, answer: HttpAnswer) -> dict[str, Any]:
        """The event whose number the refusal quotes, once it is stored."""
        return self.quoted(answer.body.decode())

    def quoted(self, said: str) -> dict[str, Any]:
        """The event whose number stands in what somebody was told, once it is stored: the writer does that a moment after the answer."""
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            if found := [event for event in self.events() if event["id"] in said]:
                return found[0]
            time.sleep(0.05)
        raise AssertionError("the refusal's event was not stored")

    def events_until_now(self) -> list[dict[str, Any]]:
        """All events of requests up to now, oldest first, none of them still on its way; the last is a refusal of this method's own.

        The spool hands on in order: when the newest refusal is stored, everything before it is. What an official or the gateway itself
        did (settings taken up, a relief confirmed) may come in between at any time and is left out.
        """
        answer = self.curl.send("https://api.openai.com/v1/chat/completions", json.dumps(sdk_bodies("openai", SAYS_BIRTH_NUMBER)).encode())
        assert answer.status == 403
        mine = self.event_of(answer)["id"]
        found = self.events()
        end = [event["id"] for event in found].index(mine) + 1
        return [event for event in found[:end] if event["type"] not in OFFICIAL]

    def settings(self) -> str:
        """Its ``celnice.toml``."""
        return (self.folder / "celnice.toml").read_text(encoding="utf-8")

    def configure(self, text: str) -> None:
        """Another ``celnice.toml``, written aside and put in its place: the gateway looks at it a few times a second."""
        (self.folder / "celnice.new").write_text(text, encoding="utf-8")
        (self.folder / "celnice.new").replace(self.folder / "celnice.toml")

    def metrics(self) -> dict[str, float]:
        """Every sample of ``/metrics`` by its name with labels."""
        status, body = ask(self.ports.console, "GET", "/metrics", headers={"authorization": f"Bearer {self.token}"})
        assert status == 200
        lines = [line for line in body.decode().splitlines() if line and not line.startswith("#")]
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}

    def counted(self, name: str, **labels: str) -> float:
        """The sum of a metric's samples that have these labels."""
        wanted = [f'{label}="{value}"' for label, value in labels.items()]
        samples = self.metrics().items()
        return sum(value for sample, value in samples if re.split(r"[{ ]", sample)[0] == name and all(pair in sample for pair in wanted))

    def worked(self) -> float:
        """How many seconds of a processor its processes have used so far: unlike the time that passed, not a matter of who else works."""
        return sum(map(_processor_seconds, descendants(self.process.pid)))

    def log(self) -> str:
        """Everything it wrote to its log."""
        return (self.folder / "gateway.log").read_text(encoding="utf-8", errors="replace")

    def forget_peaks(self) -> None:
        """Lets the kernel start anew with each process's peak of resident memory (proc(5), clear_refs)."""
        for pid in descendants(self.process.pid):
            with suppress(OSError):  # it ended meanwhile
                Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")

    def peaks(self) -> dict[int, int]:
        """The peak of resident memory, in bytes, of each of the gateway's processes."""
        return {pid: _peak(pid) for pid in descendants(self.process.pid)}

    def grown(self, before: Mapping[int, int]) -> int:
        """By how many bytes the process that grew most has grown."""
        return max(peak - before.get(pid, peak) for pid, peak in self.peaks().items())


@contextmanager
def gateway(folder: Path, provider: Provider, *, workers: int = 1, more: str = "", proxy: str = "", console: str = "") -> Iterator[Gateway]:
    """Runs a gateway in ``folder``, whose tools are reached at ``provider``. After it, asserts that it ended cleanly at its interrupt."""
    folder.mkdir(parents=True, exist_ok=True)
    ports = Ports(*free_ports(3))
    text = processes.configuration(ports, provider.port, provider.ca, workers, more).replace("[proxy]\n", f"[proxy]\n{proxy}", 1)
    text = text.replace("[console]\n", f"[console]\n{console}", 1)
    (folder / "celnice.toml").write_text(text, encoding="utf-8")
    with processes.gateway(folder, ports) as process:
        running = Gateway(folder, ports, process, provider)
        yield running
        family = descendants(process.pid)
        assert processes.stop(process) in {0, 130}, "the gateway did not end cleanly when interrupted"
        assert "Traceback" not in running.log(), "the gateway's log holds a traceback"
        until = time.monotonic() + SECONDS
        while [pid for pid in family if Path(f"/proc/{pid}/exe").exists() and _state(pid) != "Z"]:
            assert time.monotonic() < until, "it left processes behind"
            time.sleep(0.05)


def descendants(pid: int) -> list[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        children.setdefault(int(fields[1]), []).append(int(status.parent.name))
    found = [pid]
    for each in found:
        found.extend(children.get(each, ()))
    return found


def files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file below a folder with its content. A running gateway makes and removes files (SQLite's log, metrics) while this looks."""
    for place, _, names in os.walk(folder):  # unlike rglob, it minds no folder that vanishes
        for path in (Path(place, name) for name in names):
            with suppress(FileNotFoundError):
                if path.is_file():
                    yield path, path.read_bytes()


def _peak(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0  # it ended meanwhile
    found = re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def _processor_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")  # its own, and its ended children's (proc(5): utime to cstime)


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


def sdk_bodies(vendor: str, text: str, **more: Any) -> Mapping[str, Any]:
    """A prompt as that vendor's SDK takes it."""
    body: dict[str, Any] = {"model": "gpt-4o", "messages": [{"role": "user", "content": text}], **more}
    return {**body, "max_tokens": 64} if vendor == "anthropic" else body
