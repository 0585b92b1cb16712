"""What is written down of a verdict: the event first, its evidence beside it, whether it stops or leaves."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import timedelta

import pytest

from allowlist.answers import Approved, Role
from detectors.finding import Finding
from gateway.decide.action import Action
from gateway.decide.policy import Policy
from gateway.decide.rules import Monitor, Period, Permission, Rule
from gateway.model import RequestHead, Scan, Segment
from gateway.pipeline import Request
from gateway.proxy.outcome import Forward, Progress, Stop
from gateway.record.event import Event
from gateway.record.evidence import Mark
from gateway.record.fingerprint import FINGERPRINTS_KEPT
from gateway.record.sink import SinkUnavailable
from support.customs import AT, customs
from support.proxy import VALUE

PERIOD = Period(AT - timedelta(days=1), AT + timedelta(days=1))
PERMITTED = Policy(rules=(Rule("r", Action.PSEUDONYMISE),), permissions={"openai": Permission("openai", "WG", PERIOD)})
MONITORED = Policy(monitors={"openai": Monitor("openai", "WG", "DPO", PERIOD)})


def request(text: str) -> Request:
    body = json.dumps({"model": "m", "messages": [{"role": "user", "content": text}]}).encode()
    head = RequestHead("https", "api.example", 443, "POST", "/v1/x", "", (("content-type", "application/json"),))
    return Request(head, body, Approved("openai", "chat", Role.PROMPT, "test", "openai_chat"), 100_000)


@pytest.mark.parametrize("fails", [False, True])
@pytest.mark.parametrize(
    ("policy", "entity", "outcome", "disclosed"),
    [
        (Policy(), "CZ_BIRTH_NUMBER", Stop, "none"),
        (PERMITTED, "CZ_BIRTH_NUMBER", Forward, "none"),
        (MONITORED, "PHONE_NUMBER", Forward, "full"),
    ],
    ids=["stopped", "pseudonymised", "monitored"],
)
def test_evidence_is_offered_after_the_event(
    monkeypatch: pytest.MonkeyPatch, policy: Policy, entity: str, outcome: type[Stop | Forward], disclosed: str, *, fails: bool
) -> None:
    """What could be sealed is handed on with its findings once the event stands, also of what leaves; failing that, the verdict stands."""
    given: list[tuple[str, list[str]]] = []

    async def keep(event: Event, segments: Sequence[Segment], marks: Sequence[Mark]) -> None:
        assert recorder.events == [event]
        given.append((event.id, [segments[index].text[start:end] for mark in marks for index, start, end in mark.parts]))
        if fails:
            raise SinkUnavailable("evidence: full")

    made, meter, recorder = customs(policy, keep)

    async def found(texts: Sequence[str]) -> Sequence[Scan]:
        where = [(text, text.find(VALUE)) for text in texts]
        return [(Finding(entity, at, at + len(VALUE), 0.9, "test"),) if at >= 0 else () for _, at in where]

    monkeypatch.setattr(made, "_detect", found)
    assert isinstance(asyncio.run(made.inspect(request(f"číslo {VALUE}"), "proxy", Progress())), outcome)
    assert given == [(recorder.events[0].id, [VALUE])]
    assert recorder.events[0].disclosed == disclosed
    assert (("fault", "record") in meter.seen) is fails
    asyncio.run(made.inspect(request("Dobrý den"), "proxy", Progress()))
    assert len(given) == 1, "a clean prompt leaves nothing"


def test_fingerprints_are_bounded_and_distinct() -> None:
    """One for each value, not for each finding, and never thousands."""
    made, _, recorder = customs()
    text = "; ".join([VALUE] * 3)
    asyncio.run(made.inspect(request(text), "proxy", Progress()))
    assert len(recorder.events[0].fingerprints) == 1
    assert FINGERPRINTS_KEPT < 1000
