"""A stopped text that its sender may send after all."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from allowlist.answers import Approved, Role
from allowlist.person import Person
from detectors.finding import Finding
from gateway.act import own_link
from gateway.act.own_link import OwnLink
from gateway.decide.action import Action
from gateway.decide.choice import Choice, Clearance
from gateway.decide.policy import Policy
from gateway.decide.rules import Bounds, Period, Permission, Rule, Unread
from gateway.extract.api import SocketMessage
from gateway.extract.registry import formats
from gateway.extract.running import Said
from gateway.model import File, FileRead, OpaqueReason, RequestHead, Scan, Unscanned
from gateway.pipeline import Request
from gateway.proxy.clearing import Clearing
from gateway.proxy.customs import Customs
from gateway.proxy.outcome import Dropped, Forward, Outcome, Progress, Stop
from support.customs import AT, customs
from support.proxy import VALUE, ListRecorder

KEY = b"k" * 32
BASE = "http://127.0.0.1:8082"
PERSON = Person("2026-Q4.0123456789abcdef0123")
PERIOD = Period(AT - timedelta(days=1), AT + timedelta(days=1))
WARNS = Policy(rules=(Rule("jména", Action.WARN, kinds=frozenset({"PERSON"})),))
PERMITS = {"openai": Permission("openai", "WG", PERIOD)}
REFERENCE = "TEST-REFERENCE"


class Given:
    """Choices in memory."""

    def __init__(self) -> None:
        self.held: dict[str, Clearance] = {}
        self.asked: list[str] = []

    async def __call__(self, mark: str, at: datetime) -> Clearance | None:
        assert at == AT
        self.asked.append(mark)
        return self.held.pop(mark, None)


async def names(texts: Sequence[str]) -> Sequence[Scan]:
    """Knows two names and one birth number."""
    known = (("Alena Vzorová", "PERSON"), ("Jan Vzor", "PERSON"), (VALUE, "CZ_BIRTH_NUMBER"))
    return [
        tuple(Finding(kind, at, at + len(value), 0.95, "test") for value, kind in known if (at := text.find(value)) >= 0) for text in texts
    ]


def made(policy: Policy, *, justified: bool = True) -> tuple[Customs, ListRecorder, Given]:
    given = Given()
    clearing = Clearing(KEY, BASE, given, formats(), lambda: AT, justified=justified)
    house, _, recorder = customs(policy, clearing=clearing)
    house._detect = names
    return house, recorder, given


def request(*texts: str, person: Person | None = PERSON, tool: str = "openai", more: dict[str, object] | None = None) -> Request:
    messages = [{"role": "user", "content": text} for text in texts]
    head = RequestHead("https", "api.example", 443, "POST", "/v1/x", "", (("content-type", "application/json"),), person=person)
    body = json.dumps({"model": "m", "messages": messages, **(more or {})}).encode()
    return Request(head, body, Approved(tool, "chat", Role.PROMPT, "test", "openai_chat"), 100_000)


def inspect(house: Customs, sent: Request) -> Outcome:
    return asyncio.run(house.inspect(sent, "proxy", Progress()))


def offered(outcome: Outcome) -> OwnLink:
    """What the link in a refusal says."""
    assert isinstance(outcome, Stop)
    error = json.loads(outcome.answer.body)["error"]
    path, _, ticket = error["link"].removeprefix(BASE).partition("?t=")
    link = own_link.redeem(KEY, path.removeprefix(own_link.PATH), ticket, AT)
    assert link is not None
    return link


def test_a_warning_passes_once_after_it_was_confirmed() -> None:
    """Stopped with a link; after the choice the same text passes once, as disclosed, and names the choice's event; then it is stopped."""
    house, recorder, given = made(WARNS)
    link = offered(inspect(house, request("Napiš Alena Vzorová dopis.")))
    assert link.choices == (Choice.CONFIRM,)
    assert [(one.verdict, one.disclosed) for one in recorder.events] == [("warn", "none")]
    given.held[link.mark] = Clearance(Choice.CONFIRM, REFERENCE)
    outcome = inspect(house, request("Napiš Alena Vzorová dopis.", more={"user": "another id of the page"}))
    assert isinstance(outcome, Forward)
    assert outcome.body is not None
    assert "Alena Vzorová" in json.loads(outcome.body)["messages"][0]["content"]
    passed = recorder.events[-1]
    assert (passed.verdict, passed.reason, passed.disclosed, passed.detail) == ("pass_recorded", "confirmed", "full", REFERENCE)
    assert passed.kinds == {"PERSON": 1}
    assert offered(inspect(house, request("Napiš Alena Vzorová dopis."))).mark == link.mark
    assert "Alena" not in repr([one.payload() for one in recorder.events])


@pytest.mark.parametrize(
    ("why", "sent"),
    [
        ("another text", request("Napiš Alena Vzorová mail.")),
        ("a second finding elsewhere", request("Napiš Alena Vzorová dopis.", "A co Jan Vzor?")),
        ("another person", request("Napiš Alena Vzorová dopis.", person=Person("2026-Q4.ffffffffffffffffffff"))),
        ("another tool", request("Napiš Alena Vzorová dopis.", tool="mistral")),
        ("nobody known", request("Napiš Alena Vzorová dopis.", person=None)),
    ],
)
def test_only_this_text_of_this_person_for_this_tool(why: str, sent: Request) -> None:
    """A choice lets nothing else pass."""
    house, _, given = made(WARNS)
    given.held[offered(inspect(house, request("Napiš Alena Vzorová dopis."))).mark] = Clearance(Choice.CONFIRM, REFERENCE)
    assert isinstance(inspect(house, sent), Stop), why
    assert given.held, why


@pytest.mark.parametrize(
    ("why", "policy", "sent", "justified", "choices"),
    [
        ("a default block", Policy(), request("Alena Vzorová"), True, ()),
        ("nobody to seal a justification to", WARNS, request("Alena Vzorová"), False, ()),
        ("nobody known", WARNS, request("Alena Vzorová", person=None), True, ()),
        ("a floor beside it", WARNS, request("Alena Vzorová", VALUE), True, ()),
        ("tokens permitted", Policy(permissions=PERMITS), request("Alena Vzorová", VALUE), True, (Choice.PSEUDONYMISE,)),
        ("tokens for nobody known", Policy(permissions=PERMITS), request("Alena Vzorová", person=None), True, (Choice.PSEUDONYMISE,)),
        ("both", replace(WARNS, permissions=PERMITS), request("Alena Vzorová"), True, (Choice.CONFIRM, Choice.PSEUDONYMISE)),
        (
            "a rule that blocks in as many words",
            Policy(rules=(Rule("ne", Action.BLOCK),), permissions=PERMITS),
            request("Alena Vzorová"),
            True,
            (),
        ),
        ("a value where no token can stand", Policy(permissions=PERMITS), request("x", more={"Alena Vzorová": 1}), True, ()),
    ],
)
def test_what_is_offered(why: str, policy: Policy, sent: Request, justified: bool, choices: tuple[Choice, ...]) -> None:
    """A choice is offered only where it would help; without one a warning is a block."""
    house, recorder, given = made(policy, justified=justified)
    link = offered(inspect(house, sent))
    assert link.choices == choices, why
    assert recorder.events[0].verdict == ("warn" if Choice.CONFIRM in choices else "block"), why
    assert bool(given.asked) == bool(choices), "the store is asked only where there is a choice"


def test_chosen_tokens_leave_in_place_of_the_values() -> None:
    """After the choice the same text leaves pseudonymised, once, and nothing is disclosed."""
    house, recorder, given = made(Policy(permissions=PERMITS))
    sent = request(f"Jan Vzor, rodné číslo {VALUE}")
    given.held[offered(inspect(house, sent)).mark] = Clearance(Choice.PSEUDONYMISE, REFERENCE)
    outcome = inspect(house, sent)
    assert isinstance(outcome, Forward)
    assert outcome.restoring is not None
    assert VALUE.encode() not in (outcome.body or b"")
    assert (recorder.events[-1].verdict, recorder.events[-1].disclosed, recorder.events[-1].detail) == ("pseudonymise", "none", REFERENCE)
    assert isinstance(inspect(house, sent), Stop)


def test_confirming_never_lets_out_what_a_rule_turns_into_tokens() -> None:
    """Beside a confirmed name a birth number still leaves as a token; what left in clear is partial."""
    rules = (*WARNS.rules, Rule("čísla", Action.PSEUDONYMISE, kinds=frozenset({"CZ_BIRTH_NUMBER"})))
    house, recorder, given = made(Policy(rules=rules, permissions=PERMITS))
    sent = request(f"Jan Vzor, rodné číslo {VALUE}")
    given.held[offered(inspect(house, sent)).mark] = Clearance(Choice.CONFIRM, REFERENCE)
    outcome = inspect(house, sent)
    assert isinstance(outcome, Forward)
    said = json.loads(outcome.body or b"")["messages"][0]["content"]
    assert "Jan Vzor" in said
    assert VALUE not in said
    assert (recorder.events[-1].verdict, recorder.events[-1].disclosed) == ("pseudonymise", "partial")


def test_nothing_passes_without_its_event() -> None:
    """While the spool cannot be written a confirmed text is stopped, too."""
    house, recorder, given = made(WARNS)
    sent = request("Alena Vzorová")
    given.held[offered(inspect(house, sent)).mark] = Clearance(Choice.CONFIRM, REFERENCE)
    recorder.broken = True
    assert isinstance(inspect(house, sent), Stop)


def test_a_choice_that_was_not_offered_is_not_taken() -> None:
    """A clearance of another kind, from a time with another policy, lets nothing pass."""
    house, _, given = made(WARNS)
    sent = request("Alena Vzorová")
    given.held[offered(inspect(house, sent)).mark] = Clearance(Choice.PSEUDONYMISE, REFERENCE)
    assert isinstance(inspect(house, sent), Stop)


def test_a_message_of_a_socket_is_confirmed_the_same_way() -> None:
    """On a WebSocket the warning is a server's message; the confirmed message then goes on, once."""
    house, recorder, given = made(WARNS)
    head = replace(request("x").head, method="GET")
    admitted = Approved("openai", "realtime", Role.PROMPT, "test", "openai_realtime")
    item = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Alena Vzorová"}]}
    message = SocketMessage(json.dumps({"type": "conversation.item.create", "item": item}).encode(), True)

    def send() -> Forward | Dropped:
        return asyncio.run(house.inspect_message(head, admitted, message, 100_000, "proxy", Progress(), Said()))

    assert isinstance(send(), Dropped)
    assert recorder.events[0].verdict == "warn"
    given.held[given.asked[-1]] = Clearance(Choice.CONFIRM, REFERENCE)
    assert isinstance(send(), Forward)
    assert recorder.events[-1].disclosed == "full"
    assert isinstance(send(), Dropped)


MEDIA = Unread("záznamy", frozenset({"media"}), True, frozenset({"openai"}), approved_by="WG", period=PERIOD)


def attached(*contents: bytes, text: str = "Přepiš to.", person: Person | None = PERSON) -> Request:
    files = [{"type": "file", "file": {"filename": "a.bin", "file_data": base64.b64encode(one).decode()}} for one in contents]
    made = request("x", person=person)
    message = {"role": "user", "content": [{"type": "text", "text": text}, *files]}
    return replace(made, raw=json.dumps({"model": "m", "messages": [message]}).encode())


async def recordings(files: Sequence[File]) -> Sequence[FileRead]:
    """Every file is a recording, but for those behind a password."""
    return [OpaqueReason.ENCRYPTED if bytes(file.content).startswith(b"locked") else OpaqueReason.MEDIA for file in files]


def of_files(policy: Policy, *, justified: bool = True) -> tuple[Customs, ListRecorder, Given]:
    house, recorder, given = made(policy, justified=justified)
    house._documents = recordings
    return house, recorder, given


def test_what_could_not_be_read_passes_once_after_it_was_confirmed() -> None:
    """Stopped with a link and the reason; after the choice the same bytes pass once, as possibly disclosed; other bytes never did."""
    house, recorder, given = of_files(Policy(unread=(MEDIA,)))
    link = offered(inspect(house, attached(b"sound")))
    assert link.choices == (Choice.CONFIRM,)
    asked = recorder.events[-1]
    assert (asked.verdict, asked.reason, asked.detail, asked.scan, asked.disclosed) == ("warn", "unread", "media", "opaque", "none")
    given.held[link.mark] = Clearance(Choice.CONFIRM, REFERENCE)
    for why, sent in (
        ("other bytes", attached(b"sound!")),
        ("a second file", attached(b"sound", b"noise")),
        ("a finding beside it", attached(b"sound", text="Alena Vzorová")),
        ("another person", attached(b"sound", person=Person("2026-Q4.ffffffffffffffffffff"))),
        ("nobody known", attached(b"sound", person=None)),
    ):
        assert isinstance(inspect(house, sent), Stop), why
        assert given.held, why
    outcome = inspect(house, attached(b"sound", text="Prosím, přepiš to."))
    assert isinstance(outcome, Forward)
    passed = recorder.events[-1]
    assert (passed.verdict, passed.reason, passed.detail, passed.scan) == ("pass_recorded", "unread", REFERENCE, "opaque")
    assert passed.disclosed == "unknown"
    assert isinstance(inspect(house, attached(b"sound")), Stop)


@pytest.mark.parametrize(
    ("why", "policy", "sent", "justified", "verdict"),
    [
        ("the default", Policy(), attached(b"sound"), True, ("block", "opaque_body", "media")),
        ("nobody to seal a justification to", Policy(unread=(MEDIA,)), attached(b"sound"), False, ("block", "opaque_body", "media")),
        ("nobody known", Policy(unread=(MEDIA,)), attached(b"sound", person=None), True, ("block", "opaque_body", "media")),
        ("an encrypted file is not listed", Policy(unread=(MEDIA,)), attached(b"locked"), True, ("block", "opaque_body", "encrypted")),
        ("one of two", Policy(unread=(MEDIA,)), attached(b"sound", b"locked"), True, ("block", "opaque_body", "encrypted")),
        ("a floor beside it", Policy(unread=(MEDIA,)), attached(b"sound", text=VALUE), True, ("block", "personal_data", "")),
        (
            "no files at all",
            Policy(bounds=(Bounds("b", files=0),), unread=(MEDIA,)),
            attached(b"a"),
            True,
            ("block", "policy_limit", "limit_files"),
        ),
        (
            "too much text",
            Policy(bounds=(Bounds("b", text=5),)),
            request("Navrhni odpověď."),
            True,
            ("block", "policy_limit", "limit_text"),
        ),
        ("as much as allowed", Policy(bounds=(Bounds("b", text=30, files=0),)), request("Navrhni odpověď."), True, None),
    ],
)
def test_what_is_stopped_for_good(why: str, policy: Policy, sent: Request, justified: bool, verdict: tuple[str, str, str] | None) -> None:
    """Without an entry, a person, a reader of justifications, or beside what blocks, nobody is asked: it is stopped."""
    house, recorder, given = of_files(policy, justified=justified)
    outcome = inspect(house, sent)
    assert isinstance(outcome, Forward if verdict is None else Stop), why
    assert [(one.verdict, one.reason, one.detail) for one in recorder.events] == ([verdict] if verdict else []), why
    assert not given.asked, why


def test_a_text_that_was_not_scanned_is_confirmed_the_same_way() -> None:
    """Where policy lists it, the very text that the detectors gave up on may be confirmed, and no other."""
    house, recorder, given = made(Policy(unread=(replace(MEDIA, reasons=frozenset({"not_scanned"})),)))

    async def late(texts: Sequence[str]) -> Sequence[Scan]:
        return [Unscanned("deadline") if "dlouhý" in text else () for text in texts]

    house._detect = late
    link = offered(inspect(house, request("Velmi dlouhý text")))
    assert (recorder.events[-1].verdict, recorder.events[-1].detail) == ("warn", "deadline")
    given.held[link.mark] = Clearance(Choice.CONFIRM, REFERENCE)
    assert isinstance(inspect(house, request("Jiný dlouhý text")), Stop)
    assert isinstance(inspect(house, request("Velmi dlouhý text")), Forward)
    assert recorder.events[-1].disclosed == "unknown"


def test_a_threshold_of_a_tool() -> None:
    """A weak finding counts where an entry says so, and nowhere else."""
    house, _, _ = made(Policy(threshold=0.5, bounds=(Bounds("b", frozenset({"mistral"}), threshold=0.3),)))

    async def weak(texts: Sequence[str]) -> Sequence[Scan]:
        return [(Finding("PERSON", 0, 5, 0.4, "test"),) if "Alena" in text else () for text in texts]

    house._detect = weak
    assert isinstance(inspect(house, request("Alena")), Forward)
    assert isinstance(inspect(house, request("Alena", tool="mistral")), Stop)
