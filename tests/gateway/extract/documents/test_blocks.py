"""Pieces put together: nothing is lost, nothing torn apart, every part keeps its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.documents import blocks
from gateway.extract.documents.api import Document, Piece, PieceKind


def lines(*texts: str, kind: PieceKind = PieceKind.BODY) -> tuple[Piece, ...]:
    return tuple(Piece(text, (("paragraph", number),), kind) for number, text in enumerate(texts, 1))


def test_neighbours_are_one_text() -> None:
    """A label above its value."""
    (segment,) = blocks.segments(Document(lines("Rodné číslo:", "710319/2745")), (("attachment", 1),))
    assert segment.text == "Rodné číslo:\n710319/2745"
    assert segment.where_at(0) == (("attachment", 1), ("paragraph", 1))
    assert segment.where_at(13) == (("attachment", 1), ("paragraph", 2))


def test_kinds_are_apart() -> None:
    """Comments and properties do not run into the text."""
    pieces = (*lines("a", "b"), *lines("c", kind=PieceKind.COMMENT), *lines("d", kind=PieceKind.PROPERTY), *lines("e"))
    assert [segment.text for segment in blocks.segments(Document(pieces), ())] == ["a\nb\ne", "c", "d"]


SEAMS = [
    (("7103", "192745"), True, "digits on both sides of a line's end"),
    (("číslo 710319 /", "2745 a dál"), True, "a slash between"),
    (("v roce", "2025"), False, "a word before"),
    (("15.", "žádost"), False, "a word behind"),
]


@pytest.mark.parametrize(("texts", "joined", "why"), SEAMS, ids=[row[2] for row in SEAMS])
def test_seams(texts: tuple[str, ...], joined: bool, why: str) -> None:
    """A number cut in two is whole again."""
    found = list(blocks.segments(Document(lines(*texts)), ()))
    assert (len(found) == 2) is joined, why


def table(*rows: tuple[str, ...]) -> Document:
    pieces: list[Piece] = []
    indices: list[tuple[int, ...]] = []
    for number, row in enumerate(rows, 1):
        start = len(pieces)
        pieces += (Piece(cell, (("table", 1), ("row", number), ("column", column)), PieceKind.TABLE) for column, cell in enumerate(row, 1))
        indices.append(tuple(range(start, len(pieces))))
    return Document(tuple(pieces), rows=tuple(indices))


def test_a_birth_number_over_two_cells() -> None:
    """Six digits beside three or four are put together; other numbers are not."""
    found = [segment.text for segment in blocks.segments(table(("710319", "2745", "12000")), ())]
    assert found == ["710319\t2745\t12000", "7103192745"]


def test_tables_are_tables() -> None:
    """Tabs between cells, and each cell with its place; white space in a cell does not break the row."""
    (segment,) = blocks.segments(table(("Jméno", "OP"), ("Jan\nNovák", "123456789")), ())
    assert segment.text == "Jméno\tOP\nJan Novák\t123456789"
    assert segment.where_at(segment.text.index("123")) == (("table", 1), ("row", 2), ("column", 2))


def test_blocks_end_where_a_sentence_does() -> None:
    """And a long table repeats its head."""
    prose = ["Věta, která končí tečkou." * 20, "rodné číslo", "je toto:"] * 40
    found = list(blocks.segments(Document(lines(*prose)), ()))
    assert len(found) > 2
    assert all(segment.text.endswith(".") for segment in found[:-1])
    rows = [("Jméno", "Číslo")] + [(f"Osoba {number}", str(number)) for number in range(3000)]
    found = list(blocks.segments(table(*rows), ()))
    assert all(segment.text.startswith("Jméno\tČíslo\n") for segment in found)


def test_an_endless_line_is_cut_with_an_overlap() -> None:
    """So that a value at the cut is whole in one of the two."""
    content = "x" * (blocks.HARD - 5) + "710319/2745" + "x" * 50_000
    found = list(blocks.segments(Document((Piece(content),)), ()))
    assert all(len(segment.text) <= blocks.HARD + blocks.OVERLAP + 1 for segment in found)
    assert any("710319/2745" in segment.text for segment in found)


@given(st.lists(st.tuples(st.text(max_size=40), st.sampled_from(list(PieceKind))), max_size=30))
def test_nothing_is_lost(pieces: list[tuple[str, PieceKind]]) -> None:
    """Every piece stands in some segment."""
    found = "\n".join(segment.text for segment in blocks.segments(Document(tuple(Piece(text, (), kind) for text, kind in pieces)), ()))
    assert all(text in found for text, _ in pieces if text.strip())
