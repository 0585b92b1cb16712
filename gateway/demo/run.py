"""One run of the demo against a gateway that is up: sends the prompts, judges each, and looks for what was planted."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gateway.demo import outcome
from gateway.demo.curl import Curl, CurlError
from gateway.demo.outcome import Outcome, Result
from gateway.demo.processes import Ports, StandInProcess, ask, clean_environment
from gateway.demo.prompts import Prompt
from gateway.demo.sdk import Sdk, SdkError, environment
from gateway.demo.table import Row

HOSTS = {"openai": "https://api.openai.com", "anthropic": "https://api.anthropic.com"}
PATHS = {"openai": "/v1/chat/completions", "anthropic": "/v1/messages"}
BASE_URLS = {"openai": "/openai/v1", "anthropic": "/anthropic"}
"""As each vendor's SDK is told: OpenAI's base URL holds the version, Anthropic's does not."""

KEYS = {
    "openai": {"authorization": "Bearer sk-zkusebni"},
    "anthropic": {"x-api-key": "sk-zkusebni", "anthropic-version": "2023-06-01"},
}
EVENTS_PAGE = 100
EVENT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it. ``leaked`` counts planted values that reached the provider, ``events`` the blocks that the API shows."""

    rows: tuple[Row, ...]
    leaked: int
    events: int

    @property
    def good(self) -> bool:
        """Whether nothing planted came through, every clean prompt was answered, and each block has its event."""
        stopped = sum(row.expected is Result.STOPPED for row in self.rows)
        return not self.leaked and all(row.good for row in self.rows) and self.events >= stopped


class Demo:
    """Sends prompts through one gateway to one stand-in. ``clients`` is an interpreter with the SDKs, or None for curl only."""

    def __init__(self, ports: Ports, data: Path, stand_in: StandInProcess, clients: Path | None) -> None:
        self._ports = ports
        self._stand_in = stand_in
        self._token = data / "api-token"
        self._clients = clients
        self._proxy = f"http://127.0.0.1:{ports.proxy}"
        self._ca = data / "ca" / "ca.pem"
        self._curl = Curl(self._proxy, self._ca)

    def run(self, prompts: Iterable[Prompt]) -> Report:
        """Sends all prompts, in order."""
        prompts = tuple(prompts)
        with ExitStack() as stack:
            sdks: dict[str, Sdk] = {}
            if self._clients is not None:
                for entrance in ("proxy", "base_url"):
                    sdks[entrance] = stack.enter_context(Sdk(self._clients, self._environment(entrance)))
                    sdks[entrance].call({"ready": True})
            rows = tuple(self._row(prompt, sdks) for prompt in prompts)
        planted = sorted({value for prompt in prompts for value in prompt.planted})
        leaked = self._stand_in.control("POST", "/search", {"values": planted})["found"]
        return Report(rows, len(leaked), self._await_events(sum(bool(prompt.planted) for prompt in prompts)))

    def _environment(self, entrance: str) -> dict[str, str]:
        if entrance == "proxy":
            return environment(clean_environment(), {}, self._proxy, self._ca)
        urls = {vendor: f"http://127.0.0.1:{self._ports.entrance}{path}" for vendor, path in BASE_URLS.items()}
        return environment(clean_environment(), urls, None, self._ca)

    def _row(self, prompt: Prompt, sdks: dict[str, Sdk]) -> Row:
        before = self._stand_in.control("GET", "/counts")
        sdk = sdks.get(prompt.entrance) if prompt.client == "sdk" else None
        started = time.perf_counter()
        result = self._with_sdk(prompt, sdk) if sdk else self._with_curl(prompt)
        milliseconds = (time.perf_counter() - started) * 1000
        after = self._stand_in.control("GET", "/counts")
        client = f"{prompt.vendor} SDK" if sdk else "curl --http2" if prompt.client == "curl-h2" else "curl"
        return Row(
            prompt.czech,
            prompt.english,
            client if prompt.entrance == "proxy" else f"{client}, base URL",
            result,
            Result.STOPPED if prompt.planted else Result.ANSWERED,
            after["requests"] - before["requests"],
            after["bytes"] - before["bytes"] if after["begun"] != before["begun"] else 0,
            milliseconds,
        )

    def _with_sdk(self, prompt: Prompt, sdk: Sdk) -> Outcome:
        try:
            return outcome.of_sdk(sdk.call({"vendor": prompt.vendor, "body": dict(prompt.body)}))
        except SdkError:
            return Outcome(Result.BROKEN, "the SDK ended")

    def _with_curl(self, prompt: Prompt) -> Outcome:
        base = HOSTS[prompt.vendor]
        if prompt.entrance == "base_url":
            base = f"http://127.0.0.1:{self._ports.entrance}/{prompt.vendor}"
        headers, body = dict(KEYS[prompt.vendor]), prompt.content()
        if prompt.coding == "gzip":
            headers["content-encoding"], body = "gzip", gzip.compress(body)
        options = ["--http2"] if prompt.client == "curl-h2" else ["--http1.1"]
        try:
            answer = self._curl.send(base + PATHS[prompt.vendor], body, headers, options)
        except (CurlError, ValueError) as error:
            return Outcome(Result.BROKEN, str(error))
        return outcome.of_http(answer, prompt.vendor, stream=prompt.stream)

    def _events(self) -> int:
        headers = {"authorization": f"Bearer {self._token.read_text(encoding='ascii').strip()}"}
        status, body = ask(self._ports.console, "GET", f"/api/v1/events?limit={EVENTS_PAGE}", headers=headers)
        page: dict[str, Any] = json.loads(body) if status == 200 else {}
        return sum(item.get("type") == "prompt.blocked" for item in page.get("items", ()))

    def _await_events(self, expected: int) -> int:
        """The writer takes events from the spool into the store a moment later."""
        until = time.monotonic() + EVENT_SECONDS
        while (number := self._events()) < expected and time.monotonic() < until:
            time.sleep(0.1)
        return number
