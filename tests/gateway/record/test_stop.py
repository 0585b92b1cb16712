"""The kill switch as values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gateway.record.event import EventType
from gateway.record.stop import Stop, StopError, event, following, from_plain, running

AT = datetime(2026, 11, 22, 14, tzinfo=UTC)
PERSON = "person:2026-Q4.0123456789abcdef0123"


def made(subject: str = "tool:openai", *, on: bool = True, **more: str) -> Stop:
    return Stop(subject, 1, AT, on, more.pop("who", "IT"), more.pop("why", "únik"), **more)


def test_on_and_off() -> None:
    """Steps are numbered by subject, the last one says what holds, and nothing is done twice."""
    first = following([], made())
    with pytest.raises(StopError, match="already"):
        following([first], made())
    with pytest.raises(StopError, match="not suspended"):
        following([first], made(PERSON, on=False))
    lifted = following([first], made(on=False))
    assert (lifted.number, running([first]), running([first, lifted])) == (2, {"tool:openai": first}, {})
    early = following([first], Stop("tool:openai", 1, AT - timedelta(days=1), False, "IT", "omyl"))
    assert early.at == AT, "a clock that goes back"


@pytest.mark.parametrize(
    ("subject", "more"),
    [
        ("tool:", {}),
        ("tool:Jana Nováková", {}),
        ("host:example.cz", {}),
        ("person:jana.novakova", {}),
        ("record:12", {}),
        ("tool:openai", {"why": " "}),
        ("tool:openai", {"who": ""}),
        ("tool:openai", {"notice": "x" * 301}),
    ],
)
def test_refused(subject: str, more: dict[str, str]) -> None:
    """Only what has the shape of a tool's id, a pseudonym or a record; with who and why."""
    with pytest.raises(StopError):
        made(subject, **more)


def test_plain() -> None:
    """JSON values and back."""
    step = made(case="2026-0001", notice="Prověřujeme.")
    assert from_plain(step.plain()) == step


@pytest.mark.parametrize(
    ("subject", "tool", "person", "what"),
    [
        ("tool:openai", "openai", None, "tool"),
        (PERSON, "", PERSON.partition(":")[2], "person"),
        ("record:" + "0" * 64, "", None, "person"),
    ],
)
def test_event(subject: str, tool: str, person: str | None, what: str) -> None:
    """The event names a tool or a pseudonym; an account's lasting name, a reason and whoever acted are in no event."""
    found = event(made(subject), "R1")
    assert (found.type, found.tool, found.person, found.detail) == (EventType.ACCESS_STOPPED, tool, person, what)
    assert "únik" not in str(found.payload())
    assert "0" * 64 not in str(found.payload())
    assert event(made(subject, on=False), "R2").type is EventType.ACCESS_RESUMED
