"""Anthropic Text Completions."""

import json

from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.anthropic_complete import FORMAT
from support.formats import rebuilds, refusal, spoken, sse, streams_whole
from support.wire import Holding, answered, body, head, opaque

REQUEST = {"model": "claude-2", "prompt": "v-prompt", "metadata": {"user_id": "v-who"}, "stream": True}
STREAM = sse(
    {"type": "completion", "completion": "Dobrý ", "stop_reason": None},
    {"type": "ping"},
    {"type": "completion", "completion": "den", "stop_reason": None},
    {"type": "completion", "completion": "", "stop_reason": "stop_sequence"},
    named=True,
)


def test_request():
    """Every leaf is seen, and may be changed."""
    assert spoken(FORMAT, REQUEST) == {"v-prompt": "user", "v-who": "metadata"}
    assert FORMAT.segments(body(REQUEST)).streaming
    assert FORMAT.operation(head(path="/v1/complete")) == "complete"
    assert FORMAT.conversation(body(REQUEST)).key
    assert opaque(FORMAT.segments, body({"messages": []})) == "unknown_shape"
    rebuilds(FORMAT, REQUEST)


@given(at=st.lists(st.integers(0, 400), max_size=12))
def test_streams(at):
    """However an answer is cut, it comes whole."""
    streams_whole(FORMAT, "text/event-stream", STREAM, at)
    streams_whole(FORMAT, "application/json", json.dumps({"completion": "Dobrý den", "stop_reason": "x"}).encode(), at)


def test_held_back_text_stands_before_an_error():
    """What was held back comes out before an error, in an event like the others."""
    first = STREAM[: STREAM.index(b"\n\n") + 2]
    error = sse({"type": "error", "error": {"message": "m"}}, named=True)
    out = answered(FORMAT, "text/event-stream", Holding(2), [first, error])
    assert out.index(b'"completion":"\xc3\xbd "') < out.index(b'"error"')


def test_refusal():
    """The vendor's envelope."""
    assert refusal(FORMAT)["error"]["type"] == "permission_error"
