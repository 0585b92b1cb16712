"""The generic walk."""

import json

import pytest

from gateway.extract.walk import FORMAT
from gateway.model import Conversation, Notice
from support.wire import JSON, answered, body, head, joined, opaque, unchanged

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
MULTIPART = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'
PROTO = b"\x0a\x01a"


@pytest.mark.parametrize(
    ("content", "content_type", "reason"),
    [
        (b'{"a": "b"}', JSON, None),
        (b'{"a": "b"}', "application/ld+json", None),
        (b'[["a"]]', "application/json+protobuf", None),
        (b'"bare"', JSON, None),
        (b"a=b", FORM, None),
        (b"a=b", FORM + "; charset=iso-8859-2", "charset"),
        (b'{"a": "b"}\n{"a": "c"}', "application/x-ndjson", None),
        (b'{"a": "b"}\nc', "application/jsonl", "invalid_json"),
        (MULTIPART, PARTS, None),
        (b"a", PARTS, "unknown_shape"),
        (b"{ a }", "application/graphql", None),
        (b"data: a\n\n", "text/event-stream", None),
        (b"a", "text/plain", None),
        (b'{"a": "b"}', "text/plain;charset=UTF-8", None),
        (b'{"type":6}\x1e', "text/plain;charset=UTF-8", None),
        (b'{"type"\x1e', "text/plain;charset=UTF-8", "invalid_json"),
        (b"\xff", "text/plain", "charset"),
        (PROTO, "application/proto", None),
        (PROTO, "application/x-protobuf", None),
        (PROTO, "application/grpc-web+proto", "undecodable"),
        (b"\x00\x00\x00\x00\x03" + PROTO, "application/grpc-web+proto", None),
        (b"AAAAAAMKAWE=", "application/grpc-web-text", None),
        (b"\x00\x00\x00\x00\x02{}", "application/connect+json", None),
        (b"a", "", "content_type"),
        (b"a", "application/octet-stream", "content_type"),
        (b"a", "application/x-msgpack", "content_type"),
        (b"a", "multipart/mixed; boundary=x", "content_type"),
        (b"{", JSON, "invalid_json"),
        (b'{"a": "data:image/png;base64,AAAA"}', JSON, None),
        (b'{"a": "data:image/png ;base64,AAAA"}', JSON, "unknown_shape"),
    ],
)  # fmt: skip
def test_what_it_reads(content, content_type, reason):
    """Each carrier is walked to every leaf by its Content-Type; anything else is opaque. Unchanged it is the same bytes."""
    assert opaque(FORMAT.segments, body(content, content_type)) == reason
    if reason is None:
        assert FORMAT.rebuild(body(content, content_type), {}) == content


def test_every_leaf():
    """Every leaf of any JSON is a segment, with the lines of its objects."""
    found = FORMAT.segments(body([{"rodne_cislo": 530712345, "x": ["a", "b"]}, '{"k": "v"}']))
    assert [s.text for s in found.segments] == ["rodne_cislo", "530712345", "x", "a", "b", "k", "v"]
    assert joined(found) == ["rodne_cislo: 530712345", "x: a b", "k: v"]
    assert FORMAT.conversation(body({})) == found.conversation == Conversation(None)


@pytest.mark.parametrize(
    "value",
    [
        {"query": "{ a }", "variables": '{"q": "v-planted"}'},  # GraphQL with variables in a string
        {"0": {"json": {"text": "v-planted"}}},  # tRPC
        [{"jsonrpc": "2.0", "method": "m", "params": ["v-planted"]}],  # JSON-RPC
    ],
)
def test_json_dialects(value):
    """What other protocols put on top of JSON hides no leaf."""
    assert "v-planted" in [s.text for s in FORMAT.segments(body(value)).segments]


def test_files():
    """A file that a body carries is handed on to document workers."""
    assert [file.media for file in FORMAT.segments(body({"a": "data:image/png;base64,AAAA"})).files] == ["image/png"]


@pytest.mark.parametrize(("content", "content_type"), [(b'{ "a":1.0}', JSON), (b"a=%7e", FORM)])
def test_rebuild(content, content_type):
    """Without a change nothing changes; with one, only its leaf."""
    source = body(content, content_type)
    assert FORMAT.rebuild(source, {}) == content
    place = FORMAT.segments(source).segments[1].place
    assert b"X" in FORMAT.rebuild(source, {place: "X"})


@pytest.mark.parametrize(
    ("method", "operation"), [("POST", "walk"), ("PUT", "walk"), ("DELETE", "walk"), ("GET", None), ("HEAD", None), ("OPTIONS", None)]
)
def test_operation(method, operation):
    """It reads whatever may have a body."""
    assert FORMAT.operation(head(method=method, path="/any/thing")) == operation


def test_answers():
    """Its refusal is a plain JSON one, and answers pass as they are."""
    answer = FORMAT.block_answer(Notice("r", "t", {"PERSON": 1}, "personal_data"), "cs", False)
    assert answer.status == 403
    assert json.loads(answer.body)["error"]["reference"] == "r"
    assert answered(FORMAT, JSON, unchanged, [b"{}"]) == b"{}"
