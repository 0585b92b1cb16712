"""What holds for every wire format, whatever it reads: any body is read or opaque, and what was read goes back as it was."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.extract.api import Body, SocketMessage
from gateway.extract.registry import formats, sockets
from support.wire import opaque, unchanged

NAMES = [
    "messages", "role", "content", "text", "type", "parts", "contents", "input", "requests", "params", "prompt", "data", "inlineData",
    "mimeType", "source", "media_type", "tool_calls", "arguments", "instances", "q", "documents", "jsonrpc", "result", "setup", "item",
]  # fmt: skip
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=6)
    | st.sampled_from(["user", "base64", "AAAA", "data:;base64,AAAA", "{}"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=3), inner, max_size=4),
    max_leaves=15,
)
TYPES = [
    "application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "text/plain", "text/plain; charset=utf-8",
    "application/octet-stream", "application/x-ndjson", "application/sdp", "", "x",
]  # fmt: skip
CALM = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def holds(wire_format, body):
    """Read or opaque, never another exception; nothing changes by itself; joins name segments that there are."""
    if opaque(wire_format.segments, body) is not None:
        return
    found = wire_format.segments(body)
    assert wire_format.rebuild(body, {}) == body.content
    assert all(0 <= part < len(found.segments) for join in found.joins for part in join.parts)
    assert all(len(join.parts) == len(join.separators) for join in found.joins)
    places = [segment.place for segment in found.segments]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("name", list(formats()))
@given(value=VALUES)
@CALM
def test_any_json(name, value):
    """Any JSON at all."""
    holds(formats()[name], Body(json.dumps(value).encode(), "application/json"))


@pytest.mark.parametrize("name", list(formats()))
@given(
    content=st.binary(max_size=60) | st.sampled_from([b"a=b&c=%7B%7D", b"--b\r\n\r\n\r\n--b--", b"{}\n{}\n", b""]),
    kind=st.sampled_from(TYPES),
)
@CALM
def test_any_bytes(name, content, kind):
    """Any bytes of any type."""
    holds(formats()[name], Body(content, kind))


@pytest.mark.parametrize("name", list(sockets()))
@given(content=st.binary(max_size=60) | VALUES.map(lambda value: json.dumps(value).encode()), is_text=st.booleans())
@CALM
def test_any_message(name, content, is_text):
    """Any message of a WebSocket, of either side."""
    message = SocketMessage(content.decode("utf-8", "replace").encode() if is_text else content, is_text)
    if opaque(sockets()[name].segments, message) is None:
        assert sockets()[name].rebuild(message, {}) == message
    assert sockets()[name].answer(unchanged).feed(message) == (message,)
