"""Forms from typed bodies, and back."""

from __future__ import annotations

import pytest

from gateway.console.breach_bodies import Assess, Correct, Measure, Note, Report
from gateway.console.case_forms import BODIES, HIDDEN
from gateway.console.request_bodies import Distribute
from gateway.console.typed_form import Kind, Unread, fields, read
from gateway.record.breach.step import Action

VERSION = {"version": 1}


@pytest.mark.parametrize(
    ("body", "name", "kind", "needed"),
    [
        (Report, "title", Kind.TEXT, True),
        (Report, "left", Kind.YES_NO, False),
        (Report, "department", Kind.LINE, False),
        (Report, "persons", Kind.NUMBER, False),
        (Report, "source", Kind.CHOICE, False),
        (Report, "category", Kind.CHECKS, False),
        (Report, "occurred", Kind.MOMENT, False),
        (BODIES[Action.REPORT], "left", Kind.FLAG, False),  # a further report only ever says yes
        (Assess, "kinds", Kind.CHECKS, True),
        (Assess, "identification", Kind.CHOICE, True),  # an enum by reference
        (Measure, "due", Kind.DATE, False),
        (Distribute, "departments", Kind.LINES, True),
    ],
)
def test_kinds(body: type[Report], name: str, kind: Kind, needed: bool) -> None:
    """Every shape of the bodies has its way of being written."""
    found = {one.name: one for one in fields(body, HIDDEN)}[name]
    assert (found.kind, found.needed) == (kind, needed)


def test_what_is_known_comes_back() -> None:
    """A form filled from a body's values and sent unchanged says the same."""
    given = {"kinds": ["financial"], "identification": "maximum", "confidentiality": "full", "malicious": True, "adjustment": -1}
    shown = list(fields(Assess, HIDDEN, given))
    form = {one.name: [value for value, chosen in one.options if chosen] if one.options else [one.value] for one in shown}
    back = read(Assess, HIDDEN, form, {"action": "assess", **VERSION})
    assert {name: value for name, value in back.facts().items() if name in given} == given


def test_times_go_by_pragues_clock() -> None:
    """Summer and winter."""
    for said, instant in (("2026-07-01T12:00:30", "2026-07-01T10:00:30+00:00"), ("2026-12-01T12:00", "2026-12-01T11:00:00+00:00")):
        body = read(Correct, HIDDEN, {"what": ["detected"], "time": [said]}, {"action": "correct", **VERSION})
        assert body.time.isoformat() == instant
        shown = {one.name: one.value for one in fields(Correct, HIDDEN, {"time": body.time})}
        assert shown["time"].startswith(said)


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ({}, {"kinds", "identification", "confidentiality"}),
        ({"kinds": ["secret"], "identification": ["maximum"], "confidentiality": ["full"]}, {"kinds"}),
        ({"kinds": ["simple"], "identification": ["maximum"], "confidentiality": ["full"], "persons": ["mnoho"]}, {"persons"}),
    ],
)
def test_what_cannot_be_read_is_named(form: dict[str, list[str]], names: set[str]) -> None:
    """By its field, and nothing of what was written is quoted."""
    with pytest.raises(Unread) as caught:
        read(Assess, HIDDEN, form, {"action": "assess", **VERSION})
    assert caught.value.names == names
    assert "mnoho" not in str(caught.value)


def test_what_was_sent_is_shown_again() -> None:
    """With its mark where it was wrong."""
    shown = {one.name: one for one in fields(Note, HIDDEN, None, {"text": ["rozepsáno"], "ticket": ["x"]}, {"ticket"})}
    assert (shown["text"].value, shown["ticket"].wrong) == ("rozepsáno", True)
