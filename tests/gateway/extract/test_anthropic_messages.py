"""The request side of Anthropic Messages."""

import base64
import json

import pytest

from gateway.extract.anthropic_messages import FORMAT
from gateway.extract.place import KEY
from gateway.model import Notice
from support.wire import JSON, body, head, joined, opaque

REQUEST = {
    "model": "claude-x",
    "max_tokens": 1024,
    "system": [{"type": "text", "text": "v-system", "cache_control": {"type": "ephemeral"}}, {"type": "text", "text": "v-more"}],
    "messages": [
        {"role": "user", "content": "v-user"},
        {
            "role": "assistant",
            "content": [
                {"type": "thinking", "thinking": "v-thinking", "signature": "v-signature"},
                {"type": "text", "text": "v-answer"},
                {"type": "tool_use", "id": "t1", "name": "f", "input": {"jmeno": "v-input", "rodne_cislo": 530712345}},
            ],
        },
        {
            "role": "user",
            "content": [
                {"type": "tool_result", "tool_use_id": "t1", "content": [{"type": "text", "text": "v-result"}]},
                {"type": "tool_result", "tool_use_id": "t2", "content": "v-plain-result"},
            ],
        },
        {
            "role": "user",
            "content": [
                {"type": "document", "title": "v-title", "context": "v-context", "source": {"type": "text", "media_type": "text/plain", "data": "v-document"}},
                {"type": "document", "source": {"type": "base64", "media_type": "text/plain", "data": base64.b64encode(b"v-base64").decode()}},
                {"type": "image", "source": {"type": "url", "url": "https://v-image.example/"}},
            ],
        },
    ],
    "tools": [{"name": "f", "description": "v-description", "input_schema": {"properties": {"v-property": {"description": "v-schema"}}}}],
    "metadata": {"user_id": "v-who"},
    "stop_sequences": ["v-stop"],
    "stream": True,
}  # fmt: skip


def test_every_carrier_is_seen():
    """Every planted value is a segment, wherever a request can carry one, with the right speaker."""
    found = FORMAT.segments(body(REQUEST))
    assert {segment.text: segment.speaker.value for segment in found.segments if "v-" in segment.text} == {
        "v-system": "system", "v-more": "system", "v-user": "user", "v-thinking": "assistant", "v-signature": "assistant",
        "v-answer": "assistant", "v-input": "assistant", "v-result": "tool", "v-plain-result": "tool", "v-title": "user", "v-context": "user",
        "v-document": "user", "v-base64": "user", "https://v-image.example/": "user", "v-description": "tool", "v-property": "tool",
        "v-schema": "tool", "v-who": "metadata", "v-stop": "metadata",
    }  # fmt: skip
    assert "input\njmeno: v-input\nrodne_cislo: 530712345" in joined(found)
    assert "v-systemv-more" in joined(found)
    assert "v-thinkingv-answer" in joined(found)
    assert found.streaming
    assert found.conversation.turn == 2  # results of tools make no turn


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [
        ("POST", "/v1/messages", "messages"),
        ("POST", "/anthropic/v1/messages", "messages"),
        ("POST", "/v1/messages/count_tokens", "messages.count_tokens"),
        ("POST", "/v1/messages/batches", None),
        ("GET", "/v1/messages", None),
        ("POST", "/v1/messages/", None),
        ("POST", "/v1/messagesx", None),
        ("POST", "/messages", None),
    ],
)
def test_operation(method, path, operation):
    """Only a POST to a whole path of this format is its own."""
    assert FORMAT.operation(head(method=method, path=path)) == operation


def block(source, kind="image"):
    return json.dumps({"messages": [{"role": "user", "content": [{"type": kind, "source": source}]}]}).encode()


@pytest.mark.parametrize(
    ("content", "content_type", "reason"),
    [
        (b'{"messages": {}}', JSON, "unknown_shape"),
        (b"{}x", JSON, "invalid_json"),
        (b"{}", "", "content_type"),
        (block({"type": "base64", "media_type": "image/png", "data": "A"}), JSON, "undecodable"),
        (block({"type": "url", "url": "data:image/png ;base64,AAAA"}), JSON, "unknown_shape"),
        (block({"type": "base64", "media_type": "text/plain", "data": "/w=="}, "document"), JSON, "charset"),
    ],
)
def test_opaque(content, content_type, reason):
    """What cannot be read whole is opaque."""
    assert opaque(FORMAT.segments, body(content, content_type)) == reason
    assert opaque(FORMAT.conversation, body(content, content_type)) == reason


@pytest.mark.parametrize(
    ("source", "media"),
    [
        ({"type": "base64", "media_type": "image/png", "data": "AAAA"}, "image/png"),
        ({"type": "base64", "media_type": "application/pdf", "data": "AAAA"}, "application/pdf"),
        ({"type": "url", "url": "data:image/png;base64,AAAA"}, "image/png"),
    ],
)
def test_files(source, media):
    """A picture or document in a block is a file for document workers."""
    assert [(file.media, file.content) for file in FORMAT.segments(body(block(source))).files] == [(media, b"\0\0\0")]


def test_conversation():
    """The key is stable as the history grows, and ``metadata.user_id`` and the system text tell conversations apart."""
    first = {"system": "s", "messages": [{"role": "user", "content": "a"}]}
    grown = {
        "system": [{"type": "text", "text": "s", "cache_control": {"type": "ephemeral"}}],
        "messages": [
            {"role": "user", "content": [{"type": "text", "text": "a"}]},
            {"role": "assistant", "content": "b"},
            {"role": "user", "content": "c"},
        ],
    }
    key = FORMAT.conversation(body(first)).key
    assert FORMAT.conversation(body(grown)).key == key
    assert FORMAT.conversation(body(grown)).turn == 2
    assert FORMAT.conversation(body({**first, "metadata": {"user_id": "u"}})).key != key
    assert FORMAT.conversation(body({**first, "system": "t"})).key != key


def test_rebuild():
    """Every leaf can be changed, and nothing changes by itself."""
    source = json.dumps(REQUEST, indent=1).encode()
    assert FORMAT.rebuild(body(source), {}) == source
    changes = {
        s.place: "[X]" for s in FORMAT.segments(body(source)).segments if "v-" in s.text and "v-image" not in s.text and s.place[-1] != KEY
    }
    left = [
        s.text for s in FORMAT.segments(body(FORMAT.rebuild(body(source), changes))).segments if "v-" in s.text and "v-image" not in s.text
    ]
    assert left == ["v-property"]  # the one that is a key


@pytest.mark.parametrize("streaming", [False, True])
def test_block_answer(streaming):
    """A refusal is 403 in the vendor's envelope, not to be retried, names kinds and reference, and never a value."""
    answer = FORMAT.block_answer(Notice("01REF", "Claude", {"PERSON": 5}, "personal_data"), "cs", streaming)
    headers = dict(answer.headers)
    envelope = json.loads(answer.body)
    assert answer.status == 403
    assert (headers["x-should-retry"], headers["request-id"], headers["cache-control"]) == ("false", "01REF", "no-store")
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert list(envelope) == ["type", "error", "request_id"]
    assert (envelope["type"], envelope["error"]["type"], envelope["request_id"]) == ("error", "permission_error", "01REF")
    assert "5 jmen osob" in envelope["error"]["message"]
