"""The table of yearly reports that were handed in."""

from __future__ import annotations

from gateway.store.models import Base


def test_nothing_but_the_entry() -> None:
    """The paper itself is not kept, only its digest."""
    assert set(Base.metadata.tables["hand_ins"].columns.keys()) == {
        "year", "number", "day", "at_ms", "handed_by", "handed_to", "digest", "ids",
    }  # fmt: skip
