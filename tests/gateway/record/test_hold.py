from datetime import UTC, datetime

import pytest

from gateway.record.hold import Hold, HoldError, following, from_plain, running

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_placed_and_lifted():
    """A hold runs from its placing to its lifting, and can be placed again."""
    steps = []
    for held in (True, False, True):
        steps.append(following(steps, "case:2026-0001", NOW, held=held, who="A", why="spor"))
        assert running(steps) == ({"case:2026-0001"} if held else frozenset())
    assert [step.number for step in steps] == [1, 2, 3]
    assert [from_plain(step.plain()) for step in steps] == steps


@pytest.mark.parametrize("held", [True, False])
def test_not_twice(held):
    """What stands is not placed again, and what does not stand is not lifted."""
    steps = [Hold("event:e1", 1, NOW, held, "A", "spor")]
    with pytest.raises(HoldError):
        following(steps, "event:e1", NOW, held=held, who="A", why="spor")


@pytest.mark.parametrize(
    ("subject", "who", "why"),
    [("e1", "A", "spor"), ("person:x", "A", "spor"), ("case:", "A", "spor"), ("case:1", " ", "spor"), ("case:1", "A", "")],
)
def test_needs_all(subject, who, why):
    """A hold names a case or an event, who, and why."""
    with pytest.raises(HoldError):
        following([], subject, NOW, held=True, who=who, why=why)
