"""One request judged, without mitmproxy: each verdict, its event and its answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from allowlist.answers import Approved, Role
from detectors.finding import Finding
from gateway.decide.action import Action
from gateway.decide.policy import Policy
from gateway.decide.rules import Monitor, Period, Permission, Rule
from gateway.decide.verdict import Pseudonymise, Warn
from gateway.extract.api import SocketMessage
from gateway.extract.running import Said
from gateway.model import RequestHead, Scan, ScanOutcome
from gateway.pipeline import Judgement, Request
from gateway.proxy.outcome import Dropped, Forward, Progress, Stop
from gateway.record.event import EventType
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


@pytest.mark.parametrize("name", ["openai_chat", "anthropic_messages"])
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


@pytest.mark.parametrize("verdict", [Pseudonymise("personal_data"), Warn("personal_data")])
def test_a_verdict_without_an_act_does_not_leave(verdict: Pseudonymise | Warn) -> None:
    """What nobody can act on here (an upload to be pseudonymised, a confirmation) blocks, and its event says so."""
    made, _, recorder = customs()
    sent = request("x")
    outcome = asyncio.run(made.conclude(sent.head, sent.admitted, Judgement(verdict, ScanOutcome.SCANNED), "proxy", Progress()))
    assert isinstance(outcome, Stop)
    assert recorder.events[0].verdict == "block"


NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)  # as the clock of support.customs
PERIOD = Period(NOW - timedelta(days=1), NOW + timedelta(days=1))
PERMITTED = Policy(rules=(Rule("r", Action.PSEUDONYMISE),), permissions={"openai": Permission("openai", "WG", PERIOD)})
MONITORED = Policy(monitors={"openai": Monitor("openai", "WG", "DPO", PERIOD)})


def test_a_pseudonymised_prompt_leaves_without_the_value() -> None:
    """A token leaves in place of the value, with an event that says that nothing was disclosed; the answer gets the value back."""
    made, _, recorder = customs()
    made.policy = PERMITTED
    outcome = asyncio.run(made.inspect(request(f"rodné číslo {VALUE}"), "proxy", Progress()))
    assert isinstance(outcome, Forward)
    assert outcome.body is not None
    assert VALUE.encode() not in outcome.body
    assert "rodné číslo [RODNE_CISLO_1]" in json.loads(outcome.body)["messages"][0]["content"]
    assert (recorder.events[0].verdict, recorder.events[0].disclosed) == ("pseudonymise", "none")
    assert outcome.restoring is not None
    reader = outcome.restoring.stream("application/json")
    answer = json.dumps({"choices": [{"index": 0, "message": {"content": "Číslo [RODNE_CISLO_1] platí."}}]}).encode()
    assert json.loads(reader.feed(answer) + reader.close())["choices"][0]["message"]["content"] == f"Číslo {VALUE} platí."
    assert VALUE not in repr(outcome)


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("walk", VALUE, "a format that says nothing of the history"),
        ("openai_chat", VALUE.replace("/", "\\/"), "a value that only a second reading shows"),
    ],
)
def test_what_cannot_be_pseudonymised_blocks(name: str, text: str, why: str) -> None:
    """Where no token can stand, or something would be left, the request does not leave."""
    made, _, recorder = customs()
    made.policy = PERMITTED
    outcome = asyncio.run(made.inspect(request(text, name=name), "proxy", Progress()))
    if isinstance(outcome, Forward):
        assert VALUE.encode() not in (outcome.body or b""), why
        return
    assert recorder.events[0].verdict == "block", why


@pytest.mark.parametrize("policy", [PERMITTED, MONITORED])
def test_nothing_leaves_without_its_event(policy: Policy) -> None:
    """While the spool cannot be written neither a pseudonymised nor a monitored request goes on."""
    made, _, recorder = customs()
    made.policy = policy
    recorder.broken = True
    outcome = asyncio.run(made.inspect(request(f"r. č. {VALUE}"), "proxy", Progress()))
    assert isinstance(outcome, Stop)


def test_a_monitored_tool_lets_out_and_records(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a trial a finding leaves as a suspected incident; a floor kind still blocks."""
    made, _, recorder = customs()
    made.policy = MONITORED
    assert isinstance(asyncio.run(made.inspect(request(f"r. č. {VALUE}"), "proxy", Progress())), Stop)

    async def person(texts: Sequence[str]) -> Sequence[Scan]:
        return [(Finding("PERSON", 0, 3, 0.9, "test"),) if text.startswith("Jan") else () for text in texts]

    monkeypatch.setattr(made, "_detect", person)
    outcome = asyncio.run(made.inspect(request("Jan"), "proxy", Progress()))
    assert isinstance(outcome, Forward)
    assert (recorder.events[-1].verdict, recorder.events[-1].disclosed) == ("pass_recorded", "full")


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


def event(text: str) -> SocketMessage:
    content = [{"type": "input_text", "text": text}]
    value = {"type": "conversation.item.create", "item": {"type": "message", "role": "user", "content": content}}
    return SocketMessage(json.dumps(value).encode())


SOCKET = Approved("openai", "realtime", Role.PROMPT, "test", "openai_realtime")


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (event("Dobrý den"), None),
        (event(f"rodné číslo {VALUE}"), "personal_data"),
        (SocketMessage(b"{"), "opaque_body"),
        (None, "too_large"),
    ],
    ids=["clean", "planted", "unreadable", "over the limit"],
)
def test_a_message_of_a_websocket(message: SocketMessage | None, reason: str | None) -> None:
    """It goes through the same stages; what stops it is told in the dialect of the socket."""
    made, meter, recorder = customs()
    head = request("x").head
    outcome = asyncio.run(made.inspect_message(head, SOCKET, message, 100_000, "proxy", Progress(), Said()))
    assert [event.reason for event in recorder.events] == ([reason] if reason else [])
    assert sum(count for (kind, _), count in meter.seen.items() if kind == "request") == 1
    if reason is None:
        assert isinstance(outcome, Forward)
    else:
        assert isinstance(outcome, Dropped)
        assert recorder.events[0].id in outcome.answers[0].content.decode()
        assert VALUE not in outcome.answers[0].content.decode()


def test_a_fault_with_a_message() -> None:
    """The boundary's words come in the dialect, too."""
    made, meter, recorder = customs()
    outcome = asyncio.run(made.fault_message(request("x").head, SOCKET, "detect", "proxy"))
    assert b"celnice_gateway_fault" in outcome.answers[0].content
    assert [event.reason for event in recorder.events] == ["gateway_fault"]
    assert meter.seen["fault", "detect"] == 1
