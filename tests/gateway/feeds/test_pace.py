"""Slow receivers."""

from __future__ import annotations

import pytest

from gateway.feeds.api import FeedUnavailable
from gateway.feeds.pace import PATIENCE, Pace


def test_it_stops_between_two():
    """After a minute, once something was taken: so a slow receiver gets on, and nothing comes again for ever."""
    now = [100.0]
    pace = Pace(lambda: now[0])
    pace.check(5)
    now[0] += PATIENCE + 1
    pace.check(0)
    with pytest.raises(FeedUnavailable, match="slow") as caught:
        pace.check(3)
    assert (caught.value.taken, caught.value.answered, caught.value.retry_after) == (3, False, 0.0)
