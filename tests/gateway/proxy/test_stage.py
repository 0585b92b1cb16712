"""A stage is named while it runs, and measured however it ends."""

from __future__ import annotations

import pytest

from gateway.proxy.outcome import Progress
from gateway.proxy.stage import Stage
from support.proxy import CountingMeter


def test_it_is_measured_when_it_ends() -> None:
    """Also by an exception, which goes on to the boundary with the stage's name beside it."""
    meter, progress = CountingMeter(), Progress()
    with Stage(meter, progress, "extract"):
        assert (progress.stage, meter.seen["stage", "extract"]) == ("extract", 0)
    with pytest.raises(ValueError, match="broken"), Stage(meter, progress, "decide"):
        raise ValueError("broken")
    assert (progress.stage, meter.seen["stage", "extract"], meter.seen["stage", "decide"]) == ("decide", 1, 1)
