"""The generic walk."""

import json

import pytest

from gateway.extract.walk import FORMAT
from gateway.model import Conversation, Notice
from support.wire import JSON, answered, body, head, joined, opaque, unchanged

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("content", "content_type", "reason"),
    [
        (b'{"a": "b"}', JSON, None),
        (b'{"a": "b"}', "application/ld+json", None),
        (b'"bare"', JSON, None),
        (b"a=b", FORM, None),
        (b"a=b", FORM + "; charset=iso-8859-2", "charset"),
        (b"a", "text/plain", "content_type"),
        (b"a", "", "content_type"),
        (b"a", "multipart/form-data; boundary=x", "content_type"),
        (b"{", JSON, "invalid_json"),
        (b'{"a": "data:image/png;base64,AAAA"}', JSON, "unknown_shape"),
    ],
)
def test_what_it_reads(content, content_type, reason):
    """JSON and forms are walked to every leaf; anything else is opaque."""
    assert opaque(FORMAT.segments, body(content, content_type)) == reason


def test_every_leaf():
    """Every leaf of any JSON is a segment, with the lines of its objects."""
    found = FORMAT.segments(body([{"rodne_cislo": 530712345, "x": ["a", "b"]}, '{"k": "v"}']))
    assert [s.text for s in found.segments] == ["rodne_cislo", "530712345", "x", "a", "b", "k", "v"]
    assert joined(found) == ["rodne_cislo: 530712345", "x: a b", "k: v"]
    assert FORMAT.conversation(body({})) == found.conversation == Conversation(None)


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
