"""Base64 in texts."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.documents.base64_text import data_uris, decoded, is_long


@given(st.binary(min_size=1, max_size=99), st.booleans(), st.booleans())
def test_both_alphabets_with_and_without_ends(content: bytes, url: bool, ends: bool) -> None:
    """Wrapped or not."""
    text = (base64.urlsafe_b64encode if url else base64.b64encode)(content).decode()
    text = text if ends else text.rstrip("=")
    assert decoded("\n".join(text[at : at + 60] for at in range(0, len(text), 60))) == content


@pytest.mark.parametrize(("text", "long"), [("x" * 64, True), ("x" * 63, False), ("slovo " * 30, True), ("věta, která není " * 9, False)])
def test_long(text: str, long: bool) -> None:
    """A file needs some characters, and no others."""
    assert is_long(text) is long


def test_data_uris() -> None:
    """Base64 and percent signs."""
    assert list(data_uris("url(data:image/png;base64,QUJD) data:text/plain,a%20b")) == [("image/png", b"ABC"), ("text/plain", b"a b")]
    assert decoded("!!!") is None
