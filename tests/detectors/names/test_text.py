"""How the words of a text hang together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.tokens import words


def after(text: str, word: str) -> str:
    t = words(text)
    k, how = t.left(t.words.index(word))
    return t.words[k] + how.decode() if k >= 0 else ""


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Jan Novák přišel", "Novák", "Jan "),
        ("Jan, Novák", "Novák", ""),
        ("Jan\nNovák", "Novák", ""),
        ("J. Novák", "Novák", "J."),
        ("Jana Nováková-Dvořáková", "Dvořáková", "Nováková-"),
        ("Otto von Bismarck", "Bismarck", "Ottop"),
        ("Ludwig van der Rohe", "Rohe", "Ludwigp"),
        ("Jan  Novák", "Novák", ""),
        ("přišel Novák", "Novák", ""),
    ],
)
def test_left(text: str, word: str, expected: str) -> None:
    """One space, a hyphen, an initial's stop or a particle holds words together; anything else does not."""
    assert after(text, word) == expected


@given(st.text(st.sampled_from("Ab.- ,\nČž"), max_size=40))
def test_left_and_right_agree(text: str) -> None:
    """What continues a word is what that word is continued by."""
    t = words(text)
    for i in t.candidates:
        k, how = t.right(i)
        if k in t.candidates and how in (b" ", b"-"):
            assert t.left(k) == (i, how)


@pytest.mark.parametrize(
    ("text", "word", "begins"),
    [
        ("Novák", "Novák", "1"),
        ("a. Novák", "Novák", "2"),
        ("přišel. Novák", "Novák", "1"),
        ("a Novák", "Novák", "0"),
        ("„Novák", "Novák", "1"),
        ("řekl „Novák", "Novák", "2"),
        ("a\nNovák", "Novák", "1"),
        ("např. Novák", "Novák", "2"),
    ],
)
def test_begins(text: str, word: str, begins: str) -> None:
    """A capital at the start of a sentence or line may mean nothing."""
    t = words(text)
    assert t.begins(t.words.index(word)).decode() == begins


@pytest.mark.parametrize(
    ("text", "word", "other"),
    [
        ("Novák, Dvořák", "Dvořák", "Novák"),
        ("Novák a Dvořák", "Dvořák", "Novák"),
        ("Novák (Praha), Dvořák", "Dvořák", "Novák"),
        ("přišel Dvořák", "Dvořák", ""),
    ],
)
def test_beside(text: str, word: str, other: str) -> None:
    """What stands in a list together."""
    t = words(text)
    k = t.beside(t.words.index(word))
    assert (t.words[k] if k >= 0 else "") == other


def test_dull_words() -> None:
    """An ordinary word at the start of a sentence, and a lone letter, need no model; a name does."""
    t = words("Podle Nováka V Praze. J. Novák")
    assert [t.words[i] for i in t.candidates if t.dull(i)] == ["Podle", "V"]


@given(st.text(max_size=80))
def test_words_are_the_text(text: str) -> None:
    """Every character that is no white space stands in exactly one word, where the offsets say."""
    t = words(text)
    assert all(text[a:b] == word for a, b, word in zip(t.starts, t.ends, t.words, strict=True))
    assert sum(map(len, t.words)) == sum(not c.isspace() for c in text)


@pytest.mark.parametrize(
    ("text", "sort"),
    [("ulice", "S8"), ("prezident", "R1"), ("herečka", "R2"), ("řekla", "4"), ("1999", "94"), (",", ","), ("Qxz", "C"), ("qxz", "l")],
)
def test_sort(text: str, sort: str) -> None:
    """A neighbour in short: its classes, or what it looks like."""
    assert words(text).sort(0).decode() == sort
