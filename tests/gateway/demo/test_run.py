"""The demo's verdict on its run; the run itself is in tests/end_to_end."""

import pytest

from gateway.demo.outcome import Outcome, Result
from gateway.demo.run import Report
from gateway.demo.table import Row

STOPPED = Row("a", "a", "curl", Outcome(Result.STOPPED), Result.STOPPED, 0, 0, 1.0)
ANSWERED = Row("b", "b", "curl", Outcome(Result.ANSWERED), Result.ANSWERED, 1, 99, 1.0)
LEAKED = Row("c", "c", "curl", Outcome(Result.ANSWERED), Result.STOPPED, 1, 99, 1.0)


@pytest.mark.parametrize(
    ("rows", "leaked", "events", "good"),
    [
        ((STOPPED, ANSWERED), 0, 1, True),
        ((STOPPED, ANSWERED), 1, 1, False),
        ((STOPPED, ANSWERED), 0, 0, False),
        ((LEAKED, ANSWERED), 0, 1, False),
    ],
    ids=["all good", "a value came through", "a block without an event", "a prompt that should have stopped"],
)
def test_good(rows: tuple[Row, ...], leaked: int, events: int, good: bool) -> None:
    """A run is good only when nothing leaked, every row went as it should, and each block has its event."""
    assert Report(rows, leaked, events).good is good
