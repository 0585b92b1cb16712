"""Customs with a memory of histories, and one without: the two must never differ but in what is read."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from allowlist.answers import Approved, Role
from detectors.finding import Finding
from gateway.decide.policy import Policy
from gateway.model import RequestHead, Scan, Unscanned
from gateway.pipeline import Request
from gateway.proxy.customs import Customs
from gateway.proxy.outcome import Outcome, Progress
from gateway.proxy.settled import Settled
from support import histories
from support.customs import customs
from support.histories import chat
from support.proxy import CountingMeter, ListRecorder

NUMBER, NAME, PUBLIC, DOUBTFUL, BROKEN = "715319/2743", "Jan Vzorový", "Karel Čapek", "DOUBT", "BROKEN"
LONE, LABEL = "Čapkovi", ", nar."
"""A surname that is public beside the whole name in another text, and what makes the whole name a private person's."""
FOUND = {
    NUMBER: Finding("CZ_BIRTH_NUMBER", 0, 0, 0.95, "test"),
    NAME: Finding("PERSON", 0, 0, 0.9, "person.name"),
    PUBLIC: Finding("PERSON", 0, 0, 0.9, "person.name", public="historical"),
    LONE: Finding("PERSON", 0, 0, 0.9, "person.surname"),
    PUBLIC + LABEL: Finding("PERSON", 0, 0, 0.9, "person.name"),
    DOUBTFUL: Finding("CZ_BIRTH_NUMBER", 0, 0, 0.1, "test"),
}


@dataclass
class Detecting:
    """Knows a number, names and what is in doubt; cannot scan a text that says so. Counts the texts."""

    asked: list[str] = field(default_factory=list)

    async def __call__(self, texts: Sequence[str]) -> Sequence[Scan]:
        self.asked += texts
        return [self._scan(text) for text in texts]

    def _scan(self, text: str) -> Scan:
        if BROKEN in text:
            return Unscanned("deadline")
        matches = (match for value in FOUND for match in re.finditer(re.escape(value), text))
        return tuple(Finding(f.entity, m.start(), m.end(), f.score, f.rule, public=f.public) for m in matches for f in (FOUND[m[0]],))


@dataclass
class House:
    """Customs, with or without a memory of histories."""

    policy: Policy = field(default_factory=Policy)
    settled: Settled = field(default_factory=lambda: Settled(least=1))
    detecting: Detecting = field(default_factory=Detecting)
    made: Customs = field(init=False)
    meter: CountingMeter = field(init=False)
    recorder: ListRecorder = field(init=False)

    def __post_init__(self) -> None:
        self.made, self.meter, self.recorder = customs(self.policy, settled=self.settled, detect=self.detecting)

    def send(self, content: bytes, name: str = "openai_chat", tool: str = "openai") -> Outcome:
        self.detecting.asked.clear()
        return asyncio.run(self.made.inspect(request(content, name, tool), "proxy", Progress()))

    @property
    def counted(self) -> dict[tuple[str, str], int]:
        return {key: count for key, count in self.meter.seen.items() if key[0] != "stage"}


def request(content: bytes, name: str = "openai_chat", tool: str = "openai") -> Request:
    head = RequestHead("https", "api.example", 443, "POST", "/v1/x", "", (("content-type", "application/json"),), "api.example")
    return Request(head, content, Approved(tool, "chat", Role.PROMPT, "test", name), 1_000_000)


def forgetful(policy: Policy) -> House:
    return House(policy, Settled(least=1 << 30))


def body(messages: Sequence[Any], name: str = "openai_chat") -> bytes:
    return histories.body(name, messages)


def grown(*said: str, name: str = "openai_chat") -> list[bytes]:
    """The bodies of a dialogue, turn by turn."""
    return [body(chat(*said[: at + 1]), name) for at in range(0, len(said), 2)]
