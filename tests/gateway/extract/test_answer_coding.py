"""Answers in a content coding, decoded as they arrive."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.answer_coding import MAX_PIECE, decoder
from support.wire import cut

TEXT = "Vážený pane [OSOBA_1], " * 40
PLAIN = TEXT.encode()


def bare(data: bytes) -> bytes:
    made = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return made.compress(data) + made.flush()


CODED = {
    "": PLAIN,
    "identity": PLAIN,
    "gzip": gzip.compress(PLAIN[:200]) + gzip.compress(PLAIN[200:]),
    "X-Gzip": gzip.compress(PLAIN),
    "deflate": zlib.compress(PLAIN),
    "br": brotli.compress(PLAIN),
    "zstd": zstandard.compress(PLAIN[:300]) + zstandard.compress(PLAIN[300:]),
}


@pytest.mark.parametrize("coding", list(CODED))
@given(at=st.lists(st.integers(0, 900), max_size=8))
def test_however_it_is_cut(coding, at):
    """The same text, all members and frames of it."""
    decode = decoder(coding)
    assert decode is not None
    assert b"".join(decode(piece) for piece in cut(CODED[coding], at)) == PLAIN


def test_deflate_without_wrapping():
    """Some servers send it bare."""
    decode = decoder("deflate")
    assert decode is not None
    assert decode(bare(PLAIN)) == PLAIN


@pytest.mark.parametrize("coding", ["compress", "gzip, br", "x"])
def test_unknown(coding):
    """Not decoded at all."""
    assert decoder(coding) is None


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate"])
def test_not_in_its_coding(coding):
    """Said as one kind of error, without a byte of the answer."""
    decode = decoder(coding)
    assert decode is not None
    with pytest.raises(ValueError, match="not in its coding"):
        decode(b"\xff\xff jana" * 50)


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("gzip", gzip.compress(bytes(MAX_PIECE + 1))),
        ("br", brotli.compress(bytes(MAX_PIECE + 1), quality=1)),
        ("zstd", zstandard.compress(bytes(MAX_PIECE + 1))),
    ],
)
def test_too_much(coding, data):
    """A bomb is not unfolded."""
    decode = decoder(coding)
    assert decode is not None
    with pytest.raises(ValueError, match="too much"):
        decode(data)
