"""One request judged, without mitmproxy: each verdict, its event and its answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence

import pytest

from allowlist.answers import Approved, Role
from gateway.decide.verdict import Pseudonymise, Warn
from gateway.extract.registry import formats
from gateway.model import RequestHead, ScanOutcome, Segment
from gateway.pipeline import Judgement, Request
from gateway.proxy.customs import FINGERPRINTS_KEPT, Forward, Progress, Stop
from gateway.record.event import Event, EventType
from gateway.record.evidence import Mark
from gateway.record.sink import SinkUnavailable
from support.customs import customs
from support.proxy import VALUE

HEADERS = (("content-type", "application/json"),)


def request(text: str, *, name: str = "openai_chat", headers: tuple[tuple[str, str], ...] = HEADERS, path: str = "/v1/x") -> Request:
    body = json.dumps({"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": text}]}).encode()
    head = RequestHead("https", "api.example", 443, "POST", path, "", headers)
    return Request(head, body, Approved("openai", "chat", Role.PROMPT, "test", name), 100_000)


def test_a_clean_prompt_goes_on() -> None:
    """Forwarded as scanned, counted, not recorded."""
    made, meter, recorder = customs()
    outcome = asyncio.run(made.inspect(request("Dobrý den"), "proxy", Progress()))
    assert isinstance(outcome, Forward)
    assert outcome.body == request("Dobrý den").raw
    assert recorder.events == []
    assert {name for kind, name in meter.seen if kind == "stage"} == {"extract", "detect", "decide"}


@pytest.mark.parametrize("name", [name for name in formats() if name != "walk"])
def test_a_finding_stops_it_in_the_tools_dialect(name: str) -> None:
    """403 in the vendor's envelope, not to be retried, with the kind and the reference, without the value."""
    made, _, recorder = customs()
    outcome = asyncio.run(made.inspect(request(f"rodné číslo {VALUE}", name=name), "proxy", Progress()))
    assert isinstance(outcome, Stop)
    body = outcome.answer.body.decode()
    assert (outcome.answer.status, dict(outcome.answer.headers)["x-should-retry"]) == (403, "false")
    assert "rodné číslo" in body
    assert recorder.events[0].id in body
    assert VALUE not in body


def test_a_browser_gets_a_page() -> None:
    """A navigation is answered with a page for people."""
    made, _, _ = customs()
    outcome = asyncio.run(made.inspect(request(VALUE, headers=(*HEADERS, ("sec-fetch-mode", "navigate"))), "proxy", Progress()))
    assert isinstance(outcome, Stop)
    assert dict(outcome.answer.headers)["content-type"].startswith("text/html")


def test_fingerprints_are_bounded_and_distinct() -> None:
    """One for each value, not for each finding, and never thousands."""
    made, _, recorder = customs()
    text = "; ".join([VALUE] * 3)
    asyncio.run(made.inspect(request(text), "proxy", Progress()))
    assert len(recorder.events[0].fingerprints) == 1
    assert FINGERPRINTS_KEPT < 1000


@pytest.mark.parametrize("verdict", [Pseudonymise("x"), Warn("x")])
def test_a_verdict_without_an_act_does_not_leave(verdict: Pseudonymise | Warn) -> None:
    """What nobody can act on yet raises, and the boundary blocks."""
    made, _, _ = customs()
    sent = request("x")
    with pytest.raises(NotImplementedError):
        asyncio.run(made.conclude(sent.head, sent.admitted, Judgement(verdict, ScanOutcome.SCANNED), "proxy", Progress()))


def test_a_refusal_holds_host_and_time_only() -> None:
    """A service that is not approved: one event without path, method or person."""
    made, meter, recorder = customs()
    head = RequestHead("https", "chatgpt.com", 443, "POST", "/secret-path", "q=secret", HEADERS)
    outcome = asyncio.run(made.refuse(head, "chatgpt", "not_approved", "proxy", kind=EventType.TOOL_REFUSED))
    assert isinstance(outcome, Stop)
    assert "secret" not in json.dumps(recorder.events[0].payload())
    assert meter.seen["refusal", "not_approved"] == 1


def test_a_count_leaves_no_event() -> None:
    """Hosts outside the catalogue are counted, not recorded."""
    made, _, recorder = customs()
    head = RequestHead("http", "example.com", 80, "GET", "/", "", ())
    asyncio.run(made.refuse(head, "", "plain_http", "proxy", kind=None))
    assert recorder.events == []


def test_progress_names_the_stage() -> None:
    """The boundary can say where it broke."""
    made, _, _ = customs()
    progress = Progress()
    asyncio.run(made.inspect(request("x"), "proxy", progress))
    assert progress.stage == "decide"


@pytest.mark.parametrize("fails", [False, True])
def test_evidence_is_offered_after_the_event(*, fails: bool) -> None:
    """What could be sealed is handed on with its findings once the event stands; when it cannot be kept, the verdict stands all the same."""
    made, meter, recorder = customs()
    given: list[tuple[str, list[str]]] = []

    async def keep(event: Event, segments: Sequence[Segment], marks: Sequence[Mark]) -> None:
        assert recorder.events == [event]
        given.append((event.id, [segments[index].text[start:end] for mark in marks for index, start, end in mark.parts]))
        if fails:
            raise SinkUnavailable("evidence: full")

    made._evidence = keep
    outcome = asyncio.run(made.inspect(request(f"rodné číslo {VALUE}"), "proxy", Progress()))
    assert isinstance(outcome, Stop)
    assert given == [(recorder.events[0].id, [VALUE])]
    assert (("fault", "record") in meter.seen) is fails
    asyncio.run(made.inspect(request("Dobrý den"), "proxy", Progress()))
    assert len(given) == 1, "a clean prompt leaves nothing"
