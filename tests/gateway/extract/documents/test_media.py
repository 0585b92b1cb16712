"""Sound and video."""

from __future__ import annotations

import pytest

from support.documents import reason

FILES = [b"ID3\x04" + bytes(99), b"\xff\xfb\x90\x64" + bytes(99), b"RIFF\x00\x00\x00\x00WAVEfmt ", b"OggS" + bytes(99), b"fLaC" + bytes(99),
         b"\x00\x00\x00\x20ftypisom" + bytes(99), b"\x00\x00\x00\x20ftypM4A " + bytes(99), b"\x1aE\xdf\xa3" + bytes(99)]  # fmt: skip


@pytest.mark.parametrize("content", FILES, ids=range(len(FILES)))
def test_media_are_opaque(content: bytes) -> None:
    """Whatever they are declared to be."""
    assert reason(content, "text/plain", "a.txt") == "media"
