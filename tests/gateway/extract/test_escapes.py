"""Characters written as escapes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import escapes

TABLE = [
    ("7\\u0031", "71", "JSON"),
    ("710319\\/2745", "710319/2745", "the slash of JSON"),
    ("7\\\\\\\\u0031", "71", "doubled by strings around"),
    ("\\x37\\u{31}\\U00000030", "710", "JavaScript and Python"),
    ("\\ud835\\udfd5", "𝟕", "a surrogate pair"),
    ("71\\ud80003", "7103", "half a pair is dropped, as a reader may drop it"),
    ("\\u{110000}\\u0031", "\\u{110000}1", "no character"),
    ("C:\\data\\novak", None, "a path of Windows"),
    ('a\\nb \\"c\\"', None, "escapes that hide nothing"),
    ("\\u12", None, "too short"),
    ("\\" * 100_000, None, "backslashes alone; this would not end if it were not linear"),
    ("\\u003", None, "cut off"),
    ("", None, "nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reading", "why"), TABLE, ids=[row[2] for row in TABLE])
def test_decoded(text: str, reading: str | None, why: str) -> None:
    """Escapes become what they stand for; a text without them has no second reading."""
    assert escapes.decoded(text) == reading, why


@given(st.text(st.characters(min_codepoint=0x80, exclude_categories=["Cs"]), min_size=1))
def test_agrees_with_json(text: str) -> None:
    """What json writes as escapes reads back."""
    assert escapes.decoded(json.dumps(text)) == f'"{text}"'


@given(st.text(alphabet="\\u0xU{}/d8fD37"))
def test_any_text(text: str) -> None:
    """Whatever stands there, the reading can be sent on."""
    (escapes.decoded(text) or "").encode("utf-8")
