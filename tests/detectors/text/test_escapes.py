"""Escapes: what each way of writing a character stands for, and exactly where it stood."""

from __future__ import annotations

import html
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.text.escapes import changes


def read(text: str) -> str:
    """The text with every change made."""
    pieces, done = [], 0
    for change in changes(text):
        assert change.start >= done
        pieces += [text[done : change.start], change.read]
        done = change.end
    return "".join([*pieces, text[done:]])


ROWS = [
    ("&#55;1&#x30;319", "710319", "decimal and hexadecimal entities"),
    ("&#55&#49", "71", "entities without a semicolon, as browsers take them"),
    ("jan&commat;posta.cz", "jan@posta.cz", "a named entity"),
    ("710319&sol;2745 &amp; d.", "710319/2745 & d.", "named entities"),
    ("710319%2F2745", "710319/2745", "percent-encoding"),
    ("Nov%C3%A1k", "Novák", "UTF-8 in percent-encoding"),
    ("Nov%E1k", "Novák", "Windows-1250 in percent-encoding"),
    (r"\u0037\u0031", "71", "UTF-16 units"),
    (r"\ud83d\ude00", "\U0001f600", "a pair of units"),
    (r"\ud83d x", "\ud83d x", "half a pair"),
    (r"\x37\x31\xc3\xa1", "71á", "bytes"),
    (r"710319\/2745", "710319/2745", "JSON's slash"),
    (r"710319/\n2745", "710319/\n2745", "JSON's line end inside a number"),
    (r"C:\new\x\u", r"C:\new\x\u", "a path of Windows"),
    ("AT&T; 50 % z 100 %", "AT&T; 50 % z 100 %", "signs that are no escapes"),
    ("&nonsense; &#99999999;", "&nonsense; &#99999999;", "entities that there are not"),
    ("%zz", "%zz", "percent without digits"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_table(text: str, expected: str, reason: str) -> None:
    """One row, one way of writing."""
    assert read(text) == expected, reason


def test_each_character_has_its_place() -> None:
    """A run of escapes is no single block."""
    assert [(c.start, c.end, c.read) for c in changes("x%37%C3%A1")] == [(1, 4, "7"), (4, 10, "á")]


@given(st.text(max_size=40))
def test_percent_encoding_is_undone(text: str) -> None:
    """Whatever ``quote`` writes is read back."""
    encodable = text.encode("utf-8", "ignore").decode()
    assert read(quote(encodable, safe="").replace("&", "")) == encodable


@given(
    st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_characters="\\%\x7f"), max_size=40).filter(lambda t: "&" not in t)
)
def test_entities_are_undone(text: str) -> None:
    """As the standard library reads them."""
    escaped = "".join(f"&#{ord(c)};" for c in text)
    assert read(escaped) == html.unescape(escaped)
