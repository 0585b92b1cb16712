"""A case's whole way, and what may not be skipped."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allowlist.workflow.entered import Entered, Way
from gateway.record.breach.case import Case, lacks
from gateway.record.breach.history import replay, take
from gateway.record.breach.machine import CaseError
from gateway.record.breach.severity import Risk
from gateway.record.breach.step import Action, Part, State
from support.breach import ASSESSMENT, DESCRIPTION, INCIDENT, START, incident, step


def refused(case: Case, *given: object, **more: object) -> str:
    with pytest.raises(CaseError) as caught:
        take(case, step(case, *given, **more))  # type: ignore[arg-type]
    return caught.value.reason


def test_the_whole_way():
    """From the report to the closed file."""
    case, steps = incident()
    assert case.state is State.CLOSED
    assert (case.risk, case.score.value) == (Risk.HIGH, 3.25)
    assert list(case.times) == ["detected", "reported", "received", "aware"]
    assert replay("C1", steps) == case


def test_a_security_event():
    """Stopped before it left: a remedy, the director's approval, closed."""
    case, _ = incident(Action.RECEIVE)
    case = take(case, step(case, Action.CLASSIFY, Part.DPO, "zastaveno před odesláním", {"as": "event"}))
    assert case.clock() is None
    assert refused(case, Action.APPROVE, Part.DIRECTOR, "", {"approve": True}) == "incomplete"
    assert refused(case, Action.CLOSE, Part.DPO) == "incomplete"
    case = take(case, step(case, Action.PROPOSE, Part.DPO, "", {"text": "poučení"}))
    case = take(case, step(case, Action.APPROVE, Part.DIRECTOR, "", {"approve": False}))
    assert refused(case, Action.CLOSE, Part.DPO) == "incomplete"
    case = take(case, step(case, Action.PROPOSE, Part.DPO, "", {"text": "školení odboru"}))
    case = take(case, step(case, Action.APPROVE, Part.DIRECTOR, "", {"approve": True}))
    assert take(case, step(case, Action.CLOSE, Part.DPO)).state is State.CLOSED


def test_a_false_alarm():
    """Not an event at all: dismissed, and can be opened again."""
    case, _ = incident(Action.RECEIVE)
    case = take(case, step(case, Action.CLASSIFY, Part.DPO, "fiktivní osoba", {"as": "none"}))
    assert case.state is State.DISMISSED
    assert take(case, step(case, Action.REOPEN, Part.DPO, "přece skutečná")).state is State.RECEIVED


MISSING = [
    (Action.RECEIVE, (Action.CLASSIFY, Part.DPO, "x", {"as": "maybe"}), "value", "no such class"),
    (Action.CLASSIFY, (Action.SIGN, Part.DPO), "incomplete", "nothing is described yet"),
    (Action.CLASSIFY, (Action.DESCRIBE, Part.DPO, "", {"source": "soused"}), "value", "no such source"),
    (Action.CLASSIFY, (Action.DESCRIBE, Part.DPO, "", {"persons": -1}), "value", "a negative count"),
    (Action.CLASSIFY, (Action.DESCRIBE, Part.DPO, "", {"persons": True}), "value", "no count"),
    (Action.CLASSIFY, (Action.DESCRIBE, Part.DPO, "", {"mood": "x"}), "value", "no such field"),
    (Action.CLASSIFY, (Action.DESCRIBE, Part.DPO, "", {"category": ["beauty"]}), "value", "no such category"),
    (Action.DESCRIBE, (Action.ASSESS, Part.DPO, "", {**ASSESSMENT, "kinds": []}), "value", "no kind of data"),
    (
        Action.DESCRIBE,
        (Action.ASSESS, Part.DPO, "", {**ASSESSMENT, "risk": "none"}),
        "why",
        "another level than proposed, without a reason",
    ),
    (Action.ASSESS, (Action.SIGN, Part.HEAD), "part", "not theirs to sign"),
    (Action.SIGN, (Action.CLOSE, Part.DPO), "incomplete", "nobody was told"),
    (Action.SIGN, (Action.SUPPLEMENT, Part.DPO, "", {"dispatch": "x"}), "incomplete", "nothing to supplement"),
    (Action.SIGN, (Action.NOTIFY_AUTHORITY, Part.DPO), "incomplete", "no dispatch number"),
    (Action.NOTIFY_AUTHORITY, (Action.CLOSE, Part.DPO), "incomplete", "the persons were not told"),
    (Action.MEASURE, (Action.DONE, Part.HEAD, "", {"measure": 2}), "value", "no such measure"),
    (Action.MEASURE, (Action.CLOSE, Part.DPO), "incomplete", "a measure is open"),
    (Action.NOTIFY_PERSONS, (Action.MEASURE, Part.HEAD, "", {"text": "x", "owner": "y", "due": "zítra"}), "value", "no date"),
]


@pytest.mark.parametrize(("upto", "given", "reason", "why"), MISSING, ids=[row[3] for row in MISSING])
def test_what_may_not_be_skipped(upto, given, reason, why):
    """Each step asks for what the directive and the GDPR ask for."""
    assert refused(incident(upto)[0], *given) == reason, why


def test_two_signatures_of_two_persons():
    """One person cannot sign in both parts; a new description or assessment asks for both again."""
    case, _ = incident(Action.ASSESS)
    case = take(case, step(case, Action.SIGN, Part.DPO, who="A"))
    assert refused(case, Action.SIGN, Part.DIRECTOR, who="A") == "signatures"
    again = take(case, step(case, Action.DESCRIBE, Part.DPO, "", {"persons": 13}))
    assert not again.signatures
    assert take(case, step(case, Action.SIGN, Part.DIRECTOR, who="B")).state is State.DECIDED


@pytest.mark.parametrize(
    ("officer", "director", "refused_", "why"),
    [
        (("Jana", ("account:jana",)), ("Jana Vzorová", ("account:jana",)), True, "the same account under another name"),
        (
            ("Jana", ("account:jana", "oidc:1")),
            ("Petr", ("account:petr", "oidc:1")),
            True,
            "the provider's person, with another account name",
        ),
        (("Jan Novák", ("account:jan1",)), ("Jan Novák", ("account:jan2",)), False, "two persons of one name"),
        (("Jana", ()), ("Jana", ("account:jana",)), True, "an older signature has a name only"),
        (("Jana", ("account:jana",)), ("Petr", ()), False, "entered for somebody else, with the token"),
        (("Jana", ()), ("Petr", ()), False, "two older ones"),
    ],
)
def test_who_signs_twice(officer, director, refused_, why):
    """Persons are told apart by what stays of them; by name only where there is nothing else."""
    case, _ = incident(Action.ASSESS)
    case = take(case, step(case, Action.SIGN, Part.DPO, who=officer[0], ids=officer[1]))
    given = step(case, Action.SIGN, Part.DIRECTOR, who=director[0], ids=director[1])
    if refused_:
        assert refused(case, Action.SIGN, Part.DIRECTOR, who=director[0], ids=director[1]) == "signatures", why
        given = step(case, Action.SIGN, Part.DPO, who="Nová Pověřenkyně", ids=("account:new",))  # one's own part may be signed anew
        after = take(case, given)
        assert take(after, step(after, Action.SIGN, Part.DIRECTOR, who=director[0], ids=director[1])).state is State.DECIDED
    else:
        assert take(case, given).state is State.DECIDED, why


def test_late():
    """After the deadline the authority is told why it is late."""
    case, _ = incident(Action.SIGN)
    late = START + timedelta(hours=90)
    assert refused(case, Action.NOTIFY_AUTHORITY, Part.DPO, "", {"dispatch": "DZ 1"}, at=late) == "late"
    case = take(
        case, step(case, Action.NOTIFY_AUTHORITY, Part.DPO, "", {"dispatch": "DZ 1", "delay_reasons": "zjišťování rozsahu"}, at=late)
    )
    assert case.authority[0].delay_reasons == "zjišťování rozsahu"


def test_times_are_set_once():
    """A recorded time is corrected with a reason, and what stood there stays known."""
    case, _ = incident(Action.CLASSIFY)
    old = case.times["aware"].isoformat()
    assert refused(case, Action.CORRECT, Part.DPO, "", {"what": "aware", "time": old}) == "why"
    assert refused(case, Action.CORRECT, Part.DPO, "omyl", {"what": "aware", "time": "2026-11-20 14:00"}) == "value"
    assert refused(case, Action.CORRECT, Part.DPO, "omyl", {"what": "noted", "time": old}) == "value"
    case = take(case, step(case, Action.CORRECT, Part.DPO, "přepis", {"what": "aware", "time": "2026-11-20T14:30:05+01:00"}))
    assert case.times["aware"].astimezone(UTC) == datetime(2026, 11, 20, 13, 30, 5, tzinfo=UTC)
    assert case.corrections == (("aware", old),)


def test_a_further_report_of_the_same_case():
    """More attempts add their events and larger counts; the first times and facts stay."""
    case, _ = incident(Action.REPORT)
    first = dict(case.times)
    case = take(
        case, step(case, Action.REPORT, Part.SYSTEM, "", {"events": ["E1", "E2"], "kinds": {"PERSON": 3, "VIN": 1}, "title": "jiný"})
    )
    assert case.times == first
    assert case.facts["events"] == ["E1", "E2"]
    assert case.facts["kinds"] == {"PERSON": 12, "VIN": 1}
    assert (case.facts["title"], case.reports) == ("Tabulka platů", 2)


def test_two_at_once():
    """Who acts on what has changed meanwhile is told so."""
    case, _ = incident(Action.RECEIVE)
    late = step(case, Action.CLASSIFY, Part.DPO, "x", {"as": "event"})
    case = take(case, step(case, Action.NOTE, Part.DPO, "", {"text": "volal ředitel"}))
    with pytest.raises(CaseError, match="somebody else"):
        take(case, late)
    assert refused(case, Action.NOTE, Part.DPO, "", {"text": "x"}, at=START - timedelta(days=1)) == "time"
    with pytest.raises(CaseError, match="another case"):
        take(case, step(Case("C2"), Action.REPORT, Part.SYSTEM))


def test_an_exception_from_telling_the_persons():
    """GDPR art. 34 para. 3: with its reason the persons need not be told one by one."""
    case, _ = incident(Action.NOTIFY_AUTHORITY)
    case = take(case, step(case, Action.NOTIFY_PERSONS, Part.DPO, "", {"exception": "údaje byly šifrované"}))
    assert "notify_persons" not in lacks(case)


@given(st.lists(st.tuples(st.sampled_from(Action), st.sampled_from(Part)), max_size=25))
def test_no_way_round_the_decision(moves):
    """Whatever is tried in whatever order, an incident is closed only with two signatures and everybody told."""
    ready: dict[Action, list[object]] = {}
    for action, _, why, facts in INCIDENT:
        ready.setdefault(action, [why or "důvod", facts])
    case = Case("C1")
    for action, part in [(Action.REPORT, Part.SYSTEM), (Action.RECEIVE, Part.DPO), *moves]:
        why, facts = ready.get(action, ["důvod", DESCRIPTION])
        try:
            case = take(case, step(case, action, part, str(why), facts))
        except CaseError:
            continue
    if case.state is State.CLOSED and case.risk is not None:
        assert {Part.DPO, Part.DIRECTOR} <= set(case.signatures)
        assert case.authority


@pytest.mark.parametrize("way", list(Way))
def test_what_is_entered_for_somebody_takes_a_paper(way: Way) -> None:
    """The token and the command line write any name: a signature and the director's word are copies of a paper, or nothing."""
    case, _ = incident(Action.ASSESS)
    signature = step(case, Action.SIGN, Part.DPO, who="A")
    with pytest.raises(CaseError) as error:
        take(case, dataclasses.replace(signature, entered=Entered(way)))
    assert error.value.reason == "paper"
    assert take(case, dataclasses.replace(signature, entered=Entered(way, paper="č. j. 1"))).signatures == {Part.DPO: "A"}
    assert take(case, signature).signatures == {Part.DPO: "A"}, "signed in, or of an older release"
