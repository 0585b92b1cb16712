"""What the pages are given to propose a relief."""

from __future__ import annotations

from datetime import date

from gateway.console.relief_ports import Candidate, Draft
from gateway.record.proposal import What
from gateway.record.relief import Relief


def test_reasons_are_not_shown_by_accident() -> None:
    """A reason is a person's words."""
    assert "starosta" not in repr(Draft(What.PERSON, "starosta", date(2027, 1, 1)))
    assert Candidate("abc", "CZ_ICO", Relief()).whole
