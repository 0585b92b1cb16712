"""Bad input to the formats of chat pages and to their carriers: read whole or opaque, never another exception, and unchanged the same bytes."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.api import Body, SocketMessage
from gateway.extract.registry import formats, sockets
from support.wire import opaque

FORM = "application/x-www-form-urlencoded;charset=utf-8"
PAGES = [
    *sorted(name for name in formats() if name.endswith(("_web", "_upload")) and not name.startswith(("google_upload", "openai"))),
    "walk",
]
SOCKETS = ["copilot_web", "m365_copilot"]
TYPES = [
    "application/json", FORM, "multipart/form-data; boundary=x", "text/plain", "text/event-stream", "application/x-ndjson", "application/grpc-web+proto",
    "application/grpc-web-text", "application/connect+json", "application/graphql", "application/proto", "", "application/json; charset=utf-16", "nonsense",
]  # fmt: skip
SEEDS = [
    json.dumps(
        {"messages": [{"role": "user", "author": {"role": "user"}, "content": {"parts": ["a"]}}], "conversation_id": "c", "prompt": "x"}
    ).encode(),
    json.dumps(
        {"0": {"json": {"content": [{"type": "text", "text": "a"}]}}, "chatId": "c", "messageInput": [], "query_str": "q", "params": {}}
    ).encode(),
    json.dumps({"fileName": "a", "content": "AAAA", "event": "send"}).encode(),
    urlencode({"f.req": json.dumps([None, json.dumps([["a"], None, ["c"]])]), "FileBase64": "data:image/png;base64,AAAA"}).encode(),
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nb\r\n--x--\r\n',
    b'{"type":4,"arguments":[{"message":{"text":"a"}}]}\x1e',
    b"data: a\n\ndata: b\n\n",
    b"\x00\x00\x00\x00\x03\x0a\x01a",
    b"[" * 100,
    b'{"a":' * 100 + b"1" + b"}" * 100,
]


@st.composite
def mangled(draw: st.DrawFn) -> bytes:
    """A seed, cut or with some bytes changed."""
    content = bytearray(draw(st.sampled_from(SEEDS)))
    for at, byte in draw(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 255)), max_size=3)):
        content[at % max(len(content), 1) : at % max(len(content), 1) + 1] = bytes((byte,))
    return bytes(content[: draw(st.integers(0, len(content)))] if draw(st.booleans()) else content)


@pytest.mark.parametrize("name", PAGES)
@given(content=mangled() | st.binary(max_size=30), content_type=st.sampled_from(TYPES))
def test_requests(name: str, content: bytes, content_type: str) -> None:
    """Whatever comes under whatever type is read or opaque, for each question that is asked of it."""
    wire, body = formats()[name], Body(content, content_type, "/some/path")
    if opaque(wire.segments, body) is None:
        found = wire.segments(body)
        assert wire.rebuild(body, {}) == content
        assert wire.conversation(body) == found.conversation
        assert all(part < len(found.segments) for join in found.joins for part in join.parts)
        assert len({segment.place for segment in found.segments}) == len(found.segments)


@pytest.mark.parametrize("name", SOCKETS)
@given(content=mangled() | st.binary(max_size=30), is_text=st.booleans())
def test_messages(name: str, content: bytes, is_text: bool) -> None:
    """The same for the messages of a WebSocket."""
    socket, message = sockets()[name], SocketMessage(content, is_text)
    if opaque(socket.segments, message) is None:
        assert socket.rebuild(message, {}) == message
        assert socket.conversation(message) == socket.segments(message).conversation


@pytest.mark.parametrize("name", PAGES)
def test_a_million_keys(name: str) -> None:
    """A body that costs too much to read is opaque."""
    content = b"{" + b",".join(b'"%d":1' % at for at in range(120_000)) + b"}"
    if opaque(formats()[name].segments, Body(content, "application/json")) is None:
        assert formats()[name].segments(Body(content, "application/json")).files, "read as a file, not as JSON"


@pytest.mark.parametrize("name", PAGES)
@given(pieces=st.lists(mangled() | st.binary(max_size=10), max_size=4), content_type=st.sampled_from(TYPES))
def test_answers(name: str, pieces: list[bytes], content_type: str) -> None:
    """An answer of any shape comes through as it was, in any pieces."""
    stream = formats()[name].answer_stream(content_type, lambda _key, text, _last: text)
    assert b"".join([*(stream.feed(piece) for piece in pieces), stream.close()]) == b"".join(pieces)


@pytest.mark.parametrize("name", SOCKETS)
@given(messages=st.lists(mangled() | st.binary(max_size=10), max_size=4))
def test_server_messages(name: str, messages: list[bytes]) -> None:
    """The same for the messages of a WebSocket's server."""
    answer = sockets()[name].answer(lambda _key, text, _last: text)
    assert [sent.content for one in messages for sent in answer.feed(SocketMessage(one))] == messages
    assert answer.close() == ()
