"""Patterns written to be searched for find what they found as they were."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors import registry
from detectors.text.searched import alternatives, searched

SPLIT = [
    ("a|b", ["a", "b"], "two"),
    ("a(?:b|c)|d", ["a(?:b|c)", "d"], "a bar in brackets parts nothing"),
    (r"a\|b|c\(|d", [r"a\|b", r"c\(", "d"], "escaped signs are letters"),
    ("[|(]|[^]|]|x", ["[|(]", "[^]|]", "x"], "signs in a class are letters"),
]
WRITTEN = [
    (r"\btel\b", r"t(?<!\wt)el\b", "the beginning of a word"),
    (r"telef|\bfax", r"telef|f(?<!\wf)ax", "each alternative by itself"),
    (r"\bu?cet", r"\bu?cet", "a letter that need not be there stays behind its boundary"),
    (r"\ba+", r"\ba+", "so does one that may be there more than once"),
    (r"\b(?:a|b)", r"\b(?:a|b)", "and a bracket"),
]
STEMS = sorted({stem for cls in registry.recognizer_classes() for stem in cls.CONTEXT})
PIECES = st.sampled_from(
    [
        " ",
        "",
        "_",
        ".",
        ". ",
        "\n",
        "1",
        "č",
        "ab",
        "tel",
        "r",
        "c",
        "rodne",
        "cislo",
        "ucet",
        "karta",
        "id",
        "pas",
        "vozid",
        "nar",
        "op",
        "j",
    ]
)


@pytest.mark.parametrize(("pattern", "parts", "reason"), SPLIT, ids=[row[2] for row in SPLIT])
def test_alternatives(pattern: str, parts: list[str], reason: str) -> None:
    """A pattern is split at the bars that part all of it."""
    assert list(alternatives(pattern)) == parts, reason


@pytest.mark.parametrize(("pattern", "written", "reason"), WRITTEN, ids=[row[2] for row in WRITTEN])
def test_a_boundary_moves_behind_the_letter_it_is_before(pattern: str, written: str, reason: str) -> None:
    """Only where exactly one letter must stand there."""
    assert searched(pattern) == written, reason


@given(st.lists(st.sampled_from(STEMS), min_size=1, max_size=8), st.lists(PIECES, max_size=24), st.integers(0, 12), st.integers(0, 12))
def test_the_same_is_found(stems: list[str], pieces: list[str], skipped: int, cut: int) -> None:
    """Whatever stems of the recognizers, whatever text, wherever the search begins and ends: the same place, the same length."""
    text = "".join(pieces)
    plain, written = re.compile("|".join(f"(?:{stem})" for stem in stems)), re.compile(searched(*stems))
    stop = max(len(text) - cut, 0)
    assert [m.span() for m in plain.finditer(text, skipped, stop)] == [m.span() for m in written.finditer(text, skipped, stop)]


@given(st.sampled_from(STEMS).flatmap(lambda stem: st.tuples(st.just(stem), st.from_regex(stem))))
def test_what_a_stem_fits_is_found(drawn: tuple[str, str]) -> None:
    """Texts made of the stem itself, in which there is something to find."""
    stem, text = drawn
    plain, written = re.compile(stem), re.compile(searched(stem))
    assert [m.span() for m in plain.finditer(text)] == [m.span() for m in written.finditer(text)]
