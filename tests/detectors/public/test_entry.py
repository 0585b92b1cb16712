"""The office's list: read whole, or refused with the entry's number."""

from __future__ import annotations

from datetime import date

import pytest

from detectors.public.entry import BadList, Entry, Kind, holding, kind_of, read

GOOD = """
[[public]]
value = "70891508"
why = "IČO úřadu"
who = "pověřenec"
until = 2026-12-31

[[public]]
person = "Jana Vzorová"
why = "tajemnice"
who = "pověřenec"
until = 2025-06-30
"""

BAD = [
    ("x = 1", "only", "something else"),
    ("[[public]]\nwhy='a'", "entry 1 .line 1.: needs either", "neither value nor person"),
    ("[[public]]\nvalue='a'\nperson='b c'", "needs either", "both"),
    ("[[public]]\nvalue='a'\nwho='b'\nuntil=2026-01-01", "why", "no reason"),
    ("[[public]]\nvalue='a'\nwhy='b'\nuntil=2026-01-01", "who", "nobody answers"),
    ("[[public]]\nvalue='a'\nwhy='b'\nwho='c'", "until", "no end"),
    ("[[public]]\nvalue='a'\nwhy='b'\nwho='c'\nuntil='2026-01-01'", "until", "an end that is a text"),
    ("[[public]]\nperson='Jana'\nwhy='b'\nwho='c'\nuntil=2026-01-01", "given name", "half a name"),
    ("[[public]]\nvalue='a'\nwhy='b'\nwho='c'\nuntil=2026-01-01\nfoo=1", "unknown key foo", "a slip"),
    ("[[public]]\nvalue='a'\nwhy='b'\nwho='c'\nuntil=2026-01-01\nwoman='yes'", "woman", "no truth value"),
    ("public = 1", "only", "no table"),
    ("public = [1]", "must be a table", "no tables"),
    ("[[", "TOML", "no TOML"),
]


def test_read() -> None:
    """Values and persons, each with why, who and until."""
    value, person = read(GOOD)
    assert (value.kind, value.what, value.reason) == (Kind.OWN_VALUE, "70891508", "own_value: IČO úřadu")
    assert (person.kind, kind_of(person.reason)) == (Kind.OFFICE_HOLDER, Kind.OFFICE_HOLDER)
    assert "Vzorová" not in repr(person)


@pytest.mark.parametrize(("text", "problem", "reason"), BAD, ids=[row[2] for row in BAD])
def test_refused(text: str, problem: str, reason: str) -> None:
    """The error says which entry and what is wrong."""
    with pytest.raises(BadList, match=problem):
        read(text)


@pytest.mark.parametrize(("day", "count"), [(date(2025, 6, 30), 2), (date(2025, 7, 1), 1), (date(2027, 1, 1), 0)])
def test_holding(day: date, count: int) -> None:
    """An entry holds through its last day; the day is given, there is no clock."""
    assert len(holding(read(GOOD), day)) == count
    assert Entry(Kind.HISTORICAL, "Karel Čapek", "writer").holds(day)
