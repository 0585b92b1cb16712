"""Frames of gRPC, gRPC-web and Connect."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import grpc_web
from gateway.extract.json_format import UnknownPlaceError
from support.wire import opaque


def frame(content: bytes, flag: int = 0) -> bytes:
    return bytes((flag,)) + len(content).to_bytes(4, "big") + content


MESSAGE = b"\x0a\x06v-text\x10\x05"
BODY = frame(MESSAGE) + frame(b"") + frame(b"\x0a\x03abc") + frame(b"grpc-status: 0\r\n", 0x80)


def test_frames():
    """Every message is walked and trailers are words; a change moves the lengths of its own frame only."""
    read = grpc_web.read(BODY)
    segments, joins = read.segments()
    assert [s.text for s in segments] == ["v-text", "5", "-3", "abc", "grpc-status: 0\r\n"]
    assert joins
    assert len({s.place for s in segments}) == len(segments)
    assert read.rebuild({}) == BODY
    assert read.rebuild({segments[0].place: "žlutá"}) == BODY.replace(frame(MESSAGE), frame(b"\x0a\x07" + "žlutá".encode() + b"\x10\x05"))
    with pytest.raises(UnknownPlaceError):
        read.rebuild({("frames", 9): "x"})


def test_base64():
    """The text variant is the same in base64, also where each frame has its own padding."""
    content = base64.b64encode(BODY[:13]) + base64.b64encode(BODY[13:])
    read = grpc_web.read(content, text=True)
    segments, _ = read.segments()
    assert next(s.text for s in segments) == "v-text"
    assert read.rebuild({}) == content
    assert base64.b64decode(read.rebuild({segments[0].place: "ab"})) == BODY.replace(frame(MESSAGE), frame(b"\x0a\x02ab\x10\x05"))


def test_connect():
    """Frames of JSON are read leaf by leaf, and so is the end of a stream."""
    body = frame(b'{"message": "v-text"}') + frame(b'{"metadata": {}}', 2)
    read = grpc_web.read(body, json=True)
    segments, _ = read.segments()
    assert [s.text for s in segments] == ["message", "v-text", "metadata"]
    assert read.rebuild({segments[1].place: "a"}) == frame(b'{"message": "a"}') + frame(b'{"metadata": {}}', 2)
    assert grpc_web.read(frame(b'{"a": "data:image/png;base64,AAAA"}'), json=True).files


@pytest.mark.parametrize(
    ("content", "arguments", "reason"),
    [
        (b"", {}, "unknown_shape"),
        (BODY[:-1], {}, "undecodable"),
        (b"\x00\x00\x00", {}, "undecodable"),
        (frame(MESSAGE, 1), {}, "unknown_coding"),
        (frame(MESSAGE, 4), {}, "unknown_shape"),
        (frame(b"\xff"), {}, "unknown_shape"),
        (b"!!", {"text": True}, "undecodable"),
        (frame(b"{"), {"json": True}, "invalid_json"),
    ],
)
def test_opaque(content, arguments, reason):
    """Cut, compressed and unknown frames are opaque."""
    assert opaque(lambda: grpc_web.read(content, **arguments)) == reason


@given(st.binary(max_size=40), st.booleans(), st.booleans())
def test_any_bytes_are_read_or_opaque(content, text, json):
    """Whatever the bytes are, they come back as they were, or are opaque."""
    if opaque(lambda: grpc_web.read(content, text=text, json=json)) is None:
        assert grpc_web.read(content, text=text, json=json).rebuild({}) == content
