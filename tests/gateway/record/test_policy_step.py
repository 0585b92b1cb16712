"""Steps of the policy in the console."""

from __future__ import annotations

from datetime import UTC, datetime

from gateway.record.event import EventType
from gateway.record.policy_step import Standing, Step, StepKind, payload, standing

AT = datetime(2027, 3, 14, 8, tzinfo=UTC)


def step(number: int, kind: StepKind, rule: str = "r1", lines: str = "x", draft: int = 0) -> Step:
    return Step(kind, rule, "jména", AT, "Jana (jana)", ("account:jana",), "proto", lines, draft, number)


def test_a_rule_is_set_changed_and_ended() -> None:
    """What was decided last stands first; an ended rule is gone."""
    one, two, again = step(1, StepKind.SET), step(2, StepKind.SET, "r2"), step(3, StepKind.SET, lines="y")
    assert standing([]) == Standing()
    assert standing([one, two]).rules == (two, one)
    assert standing([one, two, again]).rules == (again, two)
    assert standing([one, two, again]).rule("r1") is again
    assert standing([one, two, step(3, StepKind.SET, lines="")]).rules == (two,)


def test_a_draft_waits_until_it_is_decided() -> None:
    """It holds only once it is confirmed."""
    draft = step(1, StepKind.DRAFTED)
    waits = standing([draft])
    assert (waits.rules, waits.waiting, waits.draft(1), waits.draft(2)) == ((), (draft,), draft, None)
    confirmed = step(2, StepKind.CONFIRMED, draft=1)
    assert standing([draft, confirmed]) == Standing((confirmed,))
    assert standing([draft, step(2, StepKind.REFUSED, draft=1)]) == Standing()


def test_a_relief_is_withdrawn() -> None:
    """By its id."""
    assert standing([step(1, StepKind.WITHDRAWN, "p1", "")]).withdrawn == {"p1"}


def test_the_event_of_a_step() -> None:
    """Who, why, which rule and whether it ends stand in the part that stays in the house."""
    for kind, type_ in (
        (StepKind.DRAFTED, EventType.POLICY_DRAFTED),
        (StepKind.CONFIRMED, EventType.POLICY_CONFIRMED),
        (StepKind.REFUSED, EventType.POLICY_REFUSED),
        (StepKind.SET, EventType.POLICY_SET),
        (StepKind.WITHDRAWN, EventType.RELIEF_WITHDRAWN),
    ):
        made = payload(step(4, kind, lines=""), "e1")
        assert (made["type"], made["id"]) == (type_.value, "e1")
        assert made["console"] == {"who": "Jana (jana)", "why": "proto", "rule": "jména", "version": 4, "ends": "yes"}
