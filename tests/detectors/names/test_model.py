"""The trained model's file and what it decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.names.model import FILE, load, write
from support.tokens import words


def test_it_fits() -> None:
    """25 MB is the most that may be shipped."""
    assert FILE.stat().st_size < 25 * 1024 * 1024


def test_another_version_is_refused(tmp_path: Path) -> None:
    """A file of other dimensions is no model, and the message says what to do."""
    write(b"\0" * 64, b"\0" * 32, (b"\0" * 20, b"\0" * 20), 1.0, tmp_path / "model.bin")
    with pytest.raises(ValueError, match="make train"):
        load(tmp_path / "model.bin")


@given(st.text(max_size=120))
def test_chances(text: str) -> None:
    """One chance for each capitalised word of any text, never beyond 0 and 1."""
    t = words(text)
    chances = load().probabilities(t, 0.5)
    assert len(chances) == len(t.candidates)
    assert all(0 <= p <= 1 for p in chances)


def test_a_name_and_a_town() -> None:
    """The plainest case."""
    t = words("včera přijel Petr Dvořák do Liberce")
    assert [round(p) for p in load().probabilities(t, 0.5)] == [1, 1, 0]


def test_the_licence_lies_beside_the_file() -> None:
    """The model is GPL data beside EUPL code; the note and the licence's text go with it into every package (docs/decisions/0004)."""
    folder = FILE.parent
    assert "GPL-2.0-or-later" in (folder / "LICENCE.txt").read_text("utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in (folder / "GPL-2.0.txt").read_text("utf-8")
