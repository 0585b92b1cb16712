"""How a piece lies on the disk."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag

from gateway.uploads.box import box, digest


def test_only_who_names_the_upload_reads_it() -> None:
    """The same names give the same box; any other cannot open it, nor can another piece take its place."""
    one = box("person", "tool", "host", "/upload?id=1")
    sealed = one.seal(b"content", b"piece 1")
    assert b"content" not in sealed
    assert one.seal(b"content", b"piece 1") != sealed, "two of the same look different"
    assert box("person", "tool", "host", "/upload?id=1").unseal(sealed, b"piece 1") == b"content"
    for other in (box("other", "tool", "host", "/upload?id=1"), box("person", "tool", "host", "/upload?id=2")):
        assert other.digest != one.digest
        with pytest.raises(InvalidTag):
            other.unseal(sealed, b"piece 1")
    with pytest.raises(InvalidTag):
        one.unseal(sealed, b"piece 2")


def test_digests() -> None:
    """Where one text ends and the next begins counts, and so does what the digest is for."""
    assert len({digest("a", "b", "c"), digest("a", "bc"), digest("a", "", "bc"), digest("ab", "c")}) == 4


def test_nothing_is_shown() -> None:
    """A key never stands in a log."""
    assert "key" not in repr(box("x"))
