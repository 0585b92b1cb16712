import dataclasses
from datetime import timedelta

import pytest

from gateway.record.request.case import TABLE, Request, RequestError, lacks, replay, take
from gateway.record.request.step import Action, Outcome, State
from support.requests import ERASURE, RECEIVED, erasure, step


def test_the_whole_way():
    """A request for erasure from receipt to the last recipient told."""
    request, steps = erasure()
    assert (request.state, request.outcome, request.erased, dict(request.kept)) == (State.ANSWERED, Outcome.PARTLY, 2, {"filing_plan": 1})
    assert (request.departments, request.further_months, request.told) == (("IT", "personální"), 2, ("OpenAI: nic neodešlo",))
    assert lacks(request) == ()
    assert replay(request.id, steps) == request
    assert "Vzorová" not in repr(request)


@pytest.mark.parametrize(
    ("count", "missing"),
    [
        (1, ("verify", "found", "draft", "answer")),
        (2, ("found", "draft", "answer")),
        (4, ("erased", "draft", "answer")),
        (5, ("draft", "answer")),
        (6, ("answer",)),
        (8, ("tell",)),
    ],
)
def test_what_is_missing(count, missing):
    """At each stage the officer sees what is still to do."""
    assert lacks(erasure(count)[0]) == missing


@pytest.mark.parametrize(
    ("count", "action", "why", "facts", "reason", "what"),
    [
        (0, Action.VERIFY, "", {"how": "x"}, "action", "nothing was received"),
        (0, Action.RECEIVE, "", {"kind": "access"}, "incomplete", "no applicant"),
        (0, Action.RECEIVE, "", {"kind": "other things", "applicant": "A"}, "value", "no such kind"),
        (0, Action.RECEIVE, "", {"kind": "access", "applicant": "A", "received": "yesterday"}, "value", "no time"),
        (0, Action.RECEIVE, "", {"kind": "access", "applicant": "A", "received": "2026-11-20T10:00:00"}, "value", "no zone"),
        (0, Action.RECEIVE, "", {"kind": "access", "applicant": "A", "received": "2036-11-20T10:00:00+01:00"}, "value", "the future"),
        (1, Action.FOUND, "", {"events": 1}, "action", "nobody knows yet who asks"),
        (1, Action.ERASED, "", {"events": 1}, "action", "nor may anything be erased"),
        (1, Action.VERIFY, "", {}, "incomplete", "how was it verified"),
        (1, Action.ANSWER, "", {"outcome": "granted", "dispatch": "x"}, "identity", "given out to nobody knows whom"),
        (1, Action.ANSWER, "", {"outcome": "refused", "dispatch": "x"}, "why", "a refusal without reasons"),
        (2, Action.VERIFY, "", {"how": "x"}, "action", "verified already"),
        (2, Action.DISTRIBUTE, "", {"departments": []}, "incomplete", "no department"),
        (2, Action.EXTEND, "", {"months": 1}, "why", "an extension without reasons"),
        (2, Action.EXTEND, "x", {"months": 3}, "value", "three months"),
        (2, Action.EXTEND, "x", {"months": True}, "value", "no number"),
        (2, Action.FOUND, "", {"events": "3"}, "incomplete", "no number"),
        (2, Action.ERASED, "", {"events": 1, "kept": [1]}, "incomplete", "no reasons"),
        (4, Action.ANSWER, "", {"outcome": "granted", "dispatch": "x"}, "incomplete", "granted and not carried out"),
        (4, Action.ANSWER, "", {"outcome": "maybe", "dispatch": "x"}, "value", "no such outcome"),
        (6, Action.ANSWER, "x", {"outcome": "granted"}, "incomplete", "no dispatch"),
        (7, Action.EXTEND, "x", {"months": 1}, "value", "extended twice"),
        (9, Action.ANSWER, "x", {"outcome": "granted", "dispatch": "x"}, "action", "answered already"),
        (9, Action.NOTE, "", {}, "incomplete", "an empty note"),
    ],
)
def test_refused(count, action, why, facts, reason, what):
    """What may not be done is refused with its reason, and without the words of anybody."""
    request, _ = erasure(count)
    with pytest.raises(RequestError) as caught:
        take(request, step(request, action, why, facts))
    assert caught.value.reason == reason, what


@pytest.mark.parametrize(
    ("change", "reason"), [({"request": "Z-2"}, "request"), ({"number": 9}, "number"), ({"at": RECEIVED - timedelta(days=1)}, "time")]
)
def test_order(change, reason):
    """A step of another request, out of turn, or older than the last one is refused."""
    request, _ = erasure(2)
    with pytest.raises(RequestError) as caught:
        take(request, dataclasses.replace(step(request, Action.NOTE, "", {"text": "x"}), **change))
    assert caught.value.reason == reason


def test_identity_asked():
    """While the applicant is asked who they are the period rests; asked twice, it rests from the first question."""
    request, _ = erasure(1)
    before = request.deadlines().answer
    request = take(request, step(request, Action.ASK_IDENTITY, "", {"how": "dopis"}, at=RECEIVED + timedelta(days=1)))
    request = take(request, step(request, Action.ASK_IDENTITY, "", {"how": "druhý dopis"}, at=RECEIVED + timedelta(days=5)))
    assert (request.state, request.rested_days) == (State.ASKED, 0)
    request = take(request, step(request, Action.VERIFY, "", {"how": "osobně"}, at=RECEIVED + timedelta(days=11)))
    assert request.rested_days == 10
    assert (request.deadlines().answer - before).days >= 9


def test_too_late_to_extend_or_to_be_silent():
    """After the first month no more time is taken, and a late answer says why."""
    request, _ = erasure(6)
    late = RECEIVED + timedelta(days=60)
    for action, why, facts in ((Action.EXTEND, "x", {"months": 1}), (Action.ANSWER, "", {"outcome": "granted", "dispatch": "x"})):
        with pytest.raises(RequestError) as caught:
            take(request, step(request, action, why, facts, at=late))
        assert caught.value.reason == "late"
    assert take(request, step(request, Action.ANSWER, "nemoc", {"outcome": "granted", "dispatch": "x"}, at=late)).state is State.ANSWERED


def test_no_deadline_before_receipt():
    """Nothing runs before a request came."""
    with pytest.raises(ValueError):
        Request("Z-1").deadlines()


def test_every_action_has_its_place():
    """Each action may be done in some state, and the example does nearly all of them."""
    assert frozenset().union(*TABLE.values()) == frozenset(Action)
    assert {row[0] for row in ERASURE} == set(Action) - {Action.ASK_IDENTITY, Action.NOTE}
