"""Days and times as arguments."""

from __future__ import annotations

import argparse
from datetime import date, datetime

import pytest

from gateway.commands.parts.times import day, moment


def test_as_the_standard_writes_them() -> None:
    """ISO 8601."""
    assert day("2027-01-31") == date(2027, 1, 31)
    assert moment("2026-11-22T16:00:00+01:00") == datetime.fromisoformat("2026-11-22T16:00:00+01:00")


@pytest.mark.parametrize(("kind", "text"), [(day, "31. 1. 2027"), (day, ""), (moment, "zítra"), (moment, "16:00")])
def test_as_somebody_else_writes_them(kind: type, text: str) -> None:
    """The answer holds an example."""
    with pytest.raises(argparse.ArgumentTypeError, match=r"write it as 202\d-"):
        kind(text)
