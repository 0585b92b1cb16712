"""The files load, and their terms are found in one pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.lexicon import book, grammar
from detectors.lexicon.book import ANCHORS, FOLDER, TOPICS, TRIGGERS, Book, read
from detectors.lexicon.grammar import BadEntry
from detectors.text.view import View
from detectors.text.words import beginnings


def hits(text: str, lines: str) -> list[tuple[str, str]]:
    """(term, section) found in a text by these lines."""
    view = View(text)
    return [(view.text[h.start : h.end], h.section) for h in Book(read("t", lines), "t").hits(view).get("t", ())]


def test_every_file_is_read() -> None:
    """No lexicon file lies unused, every entry compiles, and every section has a meaning."""
    assert {path.stem for path in FOLDER.glob("*.txt")} == {*TOPICS, *TRIGGERS, *ANCHORS}
    for name in (*TOPICS, *TRIGGERS, *ANCHORS):
        for item in read(name, (FOLDER / f"{name}.txt").read_text("utf-8")):
            assert item.pattern.groups == 0
            assert item.section in {
                "strong",
                "weak",
                "not",
                "amount",
                "role",
                "evidence",
                "generic",
                "confidential_marking",
                "secret",
                "licensed_text",
            }


def test_a_bad_line_is_named() -> None:
    """File and line stand in the error."""
    with pytest.raises(BadEntry, match=r"t\.txt, line 2"):
        read("t", "[strong]\nrom*\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zpětná vazba a vazba", [("vazba", "strong")]),
        ("vazbou", [("vazbou", "strong")]),
        ("návazba", []),
        ("vazba krovu", [("vazba krovu", "weak")]),
        ("", []),
    ],
)
def test_hits(text: str, expected: list[tuple[str, str]]) -> None:
    """Whole words, the longest term, and nothing that a "not" touches."""
    assert hits(text, "[strong]\nvazb(a|ou)\n[weak]\nvazba krovu\n[not]\nzpětn* vazb*") == expected


@pytest.mark.parametrize("name", [*TOPICS, *TRIGGERS, *ANCHORS])
def test_every_reading_is_found(name: str) -> None:
    """Whatever a term may read as, the words it is said to need are in it."""
    for item in read(name, (FOLDER / f"{name}.txt").read_text("utf-8")):
        for reading in grammar.readings(item.folded.replace("*", "")):
            present = beginnings(View(reading))
            assert not item.needs or not item.needs.isdisjoint(present), item.source


def test_many_words() -> None:
    """Many different terms in a text are found as few are."""
    words = [f"vazb{a}{b}" for a in "abcdefg" for b in "abcdefg"]
    assert [w for w, _ in hits(" ".join(words), "[strong]\nvazb*")] == words


@given(st.text(st.one_of(st.characters(), st.sampled_from("diagnózaž* \n")), max_size=60))
def test_any_text(text: str) -> None:
    """Hits lie in the text and do not hold each other."""
    view = View(text)
    for found in book.topics().hits(view).values():
        assert all(0 <= h.start < h.end <= len(view.text) for h in found)
        assert [h.start for h in found] == sorted({h.start for h in found})
