"""The Model Context Protocol over HTTP."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.mcp import ERROR, FORMAT
from support.formats import rebuilds, refusal, spoken, sse, streams_whole
from support.wire import answered, body, head, joined, opaque

CALL = {
    "jsonrpc": "2.0",
    "id": 7,
    "method": "tools/call",
    "params": {"name": "najdi", "arguments": {"dotaz": "v-query", "rodne_cislo": 530712345}},
}
SAMPLED = {"jsonrpc": "2.0", "id": "v-id", "result": {"role": "assistant", "content": {"type": "text", "text": "v-sampled"}}}
CANCELLED = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 7, "reason": "v-reason"}}


@pytest.mark.parametrize(
    ("message", "speakers"),
    [
        (CALL, {"v-query": "user"}),
        (SAMPLED, {"v-id": "metadata", "v-sampled": "user"}),
        (CANCELLED, {"v-reason": "user"}),
        ([CALL, SAMPLED, CANCELLED], {"v-query": "user", "v-id": "metadata", "v-sampled": "user", "v-reason": "user"}),
    ],
)
def test_every_carrier_is_seen(message, speakers):
    """Requests, answers of the client, notifications and batches: every planted value is a segment, and may be changed."""
    assert spoken(FORMAT, message) == speakers
    rebuilds(FORMAT, message)


def test_a_number_has_its_name():
    """Arguments are scanned with their names."""
    assert "arguments\ndotaz: v-query\nrodne_cislo: 530712345" in joined(FORMAT.segments(body(CALL)))
    assert FORMAT.conversation(body(CALL)).key is None


def test_a_picture_is_a_file():
    """What a client answers with may be a picture; document workers read it."""
    content = {"type": "image", "data": "AAAA", "mimeType": "image/png"}
    found = FORMAT.segments(body({"jsonrpc": "2.0", "id": 1, "result": {"role": "user", "content": content}}))
    assert [(file.content, file.media) for file in found.files] == [(bytes(3), "image/png")]


@pytest.mark.parametrize(("content", "reason"), [(b"7", "unknown_shape"), (b'"x"', "unknown_shape"), (b"{", "invalid_json")])
def test_opaque(content, reason):
    """A body that is neither a message nor a batch is opaque."""
    assert opaque(FORMAT.segments, body(content)) == reason


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [
        ("POST", "/mcp", "message"),
        ("POST", "/v1/mcp/", "message"),
        ("POST", "/messages", "message"),
        ("GET", "/mcp", None),
        ("POST", "/x", None),
    ],
)
def test_operation(method, path, operation):
    """The usual ends of an endpoint's path."""
    assert FORMAT.operation(head(method=method, path=path)) == operation


def test_refusal():
    """A JSON-RPC error whose id the client fills in."""
    told = refusal(FORMAT)
    assert (told["jsonrpc"], told["id"], told["error"]["code"]) == ("2.0", None, ERROR)
    assert told["error"]["data"] == {"code": "czech_pii_blocked", "reference": "01REF"}


NOTICE = {"jsonrpc": "2.0", "method": "notifications/message", "params": {"level": "info", "data": "hledám"}}
RESULT = {"jsonrpc": "2.0", "id": 7, "result": {"content": [{"type": "text", "text": "Dobrý den"}], "structuredContent": {"jmeno": "Jana"}}}
STREAM = b": ping\n\n" + sse(NOTICE, RESULT, {"jsonrpc": "2.0", "id": 8, "error": {"code": 1, "message": "Jana"}})


@given(at=st.lists(st.integers(0, 500), max_size=10))
def test_streams(at):
    """However an answer is cut, it comes whole, as events or at once."""
    streams_whole(FORMAT, "text/event-stream", STREAM, at)
    streams_whole(FORMAT, "application/json", json.dumps([RESULT, NOTICE]).encode(), at)


def test_what_is_said():
    """Results, errors and what the server tells go through the transform; the protocol's own words do not."""
    out = answered(FORMAT, "text/event-stream", lambda _key, text, _last: text.replace("Jana", "PAN").replace("2.0", "x"), [STREAM])
    assert b"Jana" not in out
    assert out.count(b'"2.0"') == 3
