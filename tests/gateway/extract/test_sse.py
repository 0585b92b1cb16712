"""The byte-exact reader of server-sent events."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import sse
from gateway.extract.sse import SseEvent, SseReader
from support.wire import cut


def read(pieces):
    reader = SseReader()
    return [event for piece in pieces for event in reader.feed(piece)], reader


@pytest.mark.parametrize(
    ("stream", "data"),
    [
        (b"data: a\n\n", ["a"]),
        (b"data:a\r\n\r\n", ["a"]),
        (b"data:  a\r\r", [" a"]),
        (b"event: x\ndata: a\nid: 1\n\ndata: b\n\n", ["a", "b"]),
        (b"data: a\ndata: b\n\n", ["a\nb"]),
        (b"data\n\n", [""]),
        (b"data:\n\n", [""]),
        (b": comment\n\ndata: a\n\n", [None, None, "a"]),
        (b"\n\n", [None, None]),
        (b"database: a\n\n", [None]),
        (b"event: x\n\n", [None]),
        (b"\xef\xbb\xbfdata: a\n\n", ["a"]),
        (b"data: \xff\n\n", [None]),
        (b"data: a", []),
        (b"data: a\n", []),
    ],
)
def test_events(stream, data):
    """An event is its lines up to the blank one; several data lines are one text."""
    assert [event.data for event in read([stream])[0]] == data


lines = st.sampled_from([b"data: x", b'data: {"a":1}', b"event: e", b": c", b"data", b"", b"id: 1", b"\xff", "data: řádek".encode()])
streams = st.lists(st.tuples(lines, st.sampled_from([b"\n", b"\r", b"\r\n"])), max_size=12).map(
    lambda all_: b"".join(line + end for line, end in all_)
)


@given(streams, st.binary(max_size=6), st.lists(st.integers(0, 200), max_size=12))
def test_cuts_do_not_matter(stream, tail, at):
    """Where the bytes are cut changes neither the events' data nor, put together, any byte."""
    stream += tail
    events, reader = read(cut(stream, at))
    assert b"".join(event.raw for event in events) + reader.rest() == stream
    whole, _ = read([stream])
    assert [event.data for event in events if event.data is not None] == [event.data for event in whole if event.data is not None]


@given(streams)
def test_nothing_but_the_event_in_progress_is_held(stream):
    """After a blank line nothing is held back; a comment between events is not held either."""
    _, reader = read([stream, b"\n\n"])
    assert reader.rest() == b""
    _, reader = read([stream, b"\n\n", b": ping\n"])
    assert reader.rest() == b""


def test_with_data():
    """Changed data keeps every other line, the prefix and the line ends; as many lines go back as came."""
    event = SseEvent((b"event: e\r\n", b"data:{\r", b"data: 1}\n", b": c\n", b"\r\n"))
    assert event.data == "{\n1}"
    assert event.with_data("[\nř]") == "event: e\r\ndata:[\rdata: ř]\n: c\n\r\n".encode()


def test_overfull():
    """An event over the limit is noticed, as a line without end or as lines without a blank one, and can be taken out."""
    for piece in (b"x" * 1000, b"data: x\n"):
        reader = SseReader()
        fed = 0
        while not reader.overfull:
            assert reader.feed(piece) == []
            fed += len(piece)
        assert sse.MAX_EVENT < fed <= sse.MAX_EVENT + 1000
        assert len(reader.rest()) == fed
        assert not reader.overfull


def test_line_end():
    """An event of our own ends its lines as its neighbour does."""
    assert [sse.line_end(SseEvent((line,))) for line in (b"a\n", b"a\r\n", b"a\r", b"")] == [b"\n", b"\r\n", b"\r", b"\n"]


def test_nothing_is_shown():
    """An event shows nothing of itself in a repr."""
    assert "Jan" not in repr(SseEvent((b"data: Jan\n",)))
