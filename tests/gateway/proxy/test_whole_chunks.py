"""Where a piece of a chunked body begins and ends; h11 is the oracle."""

from __future__ import annotations

import pytest
from h11._readers import ChunkedReader
from h11._receivebuffer import ReceiveBuffer
from hypothesis import given
from hypothesis import strategies as st

from gateway.proxy.whole_chunks import whole_chunks


@pytest.mark.parametrize(
    ("piece", "whole", "why"),
    [
        (b"3\r\nabc\r\n", True, "one"),
        (b"3\r\nabc\r\n1\r\n\r\r\n", True, "two, the second's content a part of a line's end"),
        (b"1A\r\n" + b"x" * 26 + b"\r\n", True, "sizes may be written in capitals"),
        (b"", False, "nothing"),
        (b"0\r\n\r\n", False, "the end"),
        (b"3\r\nabc\r\n0\r\n\r\n", False, "the end behind a chunk"),
        (b"3\r\nabc\r\n0\r\n", False, "half of the end"),
        (b"3\r\nabc", False, "cut before its line's end"),
        (b"3\r\nabc\r", False, "cut in its line's end"),
        (b"3\r\nab", False, "cut in its content"),
        (b"3\r", False, "cut in its size"),
        (b"bc\r\n", False, "the rest of one"),
        (b"\r\n3\r\nabc\r\n", False, "the line's end of the one before"),
        (b"3;a=b\r\nabc\r\n", False, "an extension"),
        (b"3 \r\nabc\r\n", False, "white space behind the size"),
        (b"03\r\nabc\r\n", False, "a leading zero"),
        (b"-3\r\nabc\r\n", False, "no size"),
        (b"3\nabc\n", False, "lines end with both"),
        (b"3\r\nabcd\r\n", False, "more content than its size"),
        (b"fffffffff\r\nabc\r\n", False, "a size of nine digits"),
    ],
)
def test_pieces(piece: bytes, whole: bool, why: str) -> None:
    """Whole chunks and nothing else; whatever is unusual is not."""
    assert whole_chunks(piece) is whole, why


@given(st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=6), st.integers(0, 200), st.integers(0, 200))
def test_a_reader_stands_where_it_stood(contents: list[bytes], start: int, length: int) -> None:
    """Any cut of any chunks: where it is called whole, a full reader reads it to its end and then waits for another chunk."""
    body = b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in contents) + b"0\r\n\r\n"
    piece = body[start : start + length]
    if not whole_chunks(piece):
        return
    reader, buffer, read = ChunkedReader(), ReceiveBuffer(), b""
    buffer += piece
    while data := reader(buffer):
        read += b"%x\r\n%s\r\n" % (len(data.data), data.data)  # type: ignore[union-attr]
    assert read == piece
    assert (bytes(buffer), reader._bytes_in_chunk, reader._bytes_to_discard, reader._reading_trailer) == (b"", 0, b"", False)


@given(st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=6))
def test_chunks_are_whole(contents: list[bytes]) -> None:
    """However many."""
    assert whole_chunks(b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in contents))
