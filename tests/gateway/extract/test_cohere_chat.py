"""The request side of Cohere Chat (v2), and its answers as a whole."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.cohere_chat import FORMAT
from support.formats import rebuilds, refusal, spoken, sse, streams_whole
from support.wire import JSON, answered, body, head, opaque

REQUEST = {
    "model": "command-a",
    "messages": [
        {"role": "system", "content": "v-system"},
        {"role": "user", "content": [{"type": "text", "text": "v-user"}, {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}]},
        {"role": "assistant", "tool_plan": "v-plan", "tool_calls": [{"id": "c", "type": "function", "function": {"name": "f", "arguments": '{"a": "v-argument"}'}}]},
        {"role": "tool", "tool_call_id": "c", "content": [{"type": "document", "document": {"data": "v-result"}}]},
    ],
    "documents": ["v-document", {"id": "1", "data": {"rodne_cislo": "v-data"}}],
    "stream": True,
}  # fmt: skip


def test_every_carrier_is_seen():
    """Messages of every role, plans, calls and documents; each can be changed."""
    assert spoken(FORMAT, REQUEST) == {
        "v-system": "system", "v-user": "user", "v-plan": "assistant", "v-argument": "assistant", "v-result": "tool",
        "v-document": "user", "v-data": "user",
    }  # fmt: skip
    found = FORMAT.segments(body(REQUEST))
    assert [file.media for file in found.files] == ["image/png"]
    assert found.streaming
    assert found.conversation == FORMAT.conversation(body(REQUEST))
    rebuilds(FORMAT, REQUEST)


@pytest.mark.parametrize(("path", "operation"), [("/v2/chat", "chat"), ("/v1/chat", None), ("/v2/embed", None)])
def test_operation(path, operation):
    """The second version alone."""
    assert FORMAT.operation(head(path=path)) == operation


def test_opaque_and_refusal():
    """A body without messages is opaque; the refusal has Cohere's envelope."""
    assert opaque(FORMAT.segments, body({"message": "a"})) == "unknown_shape"
    assert list(refusal(FORMAT)) == ["message", "id"]


def content(text):
    return {"type": "content-delta", "index": 0, "delta": {"message": {"content": {"text": text}}}}


def call(text):
    return {"type": "tool-call-delta", "index": 0, "delta": {"message": {"tool_calls": {"function": {"arguments": text}}}}}


STREAM = sse(
    {"type": "message-start", "id": "1", "delta": {"message": {"role": "assistant", "content": [], "tool_plan": ""}}},
    {"type": "tool-plan-delta", "delta": {"message": {"tool_plan": "Najdu OSO"}}},
    {"type": "tool-plan-delta", "delta": {"message": {"tool_plan": "BA_1."}}},
    {"type": "tool-call-start", "index": 0, "delta": {"message": {"tool_calls": {"id": "c", "function": {"name": "f", "arguments": ""}}}}},
    call('{"a":'), call('"OSOBA_1"}'),
    {"type": "tool-call-end", "index": 0},
    {"type": "content-start", "index": 0, "delta": {"message": {"content": {"type": "text", "text": ""}}}},
    content("Dobrý den, "), content("OSOBA"), content("_1."),
    {"type": "content-end", "index": 0},
    {"type": "message-end", "delta": {"finish_reason": "COMPLETE"}},
    named=True,
)  # fmt: skip


@given(st.lists(st.integers(0, len(STREAM)), max_size=8))
def test_any_cut(at):
    """However the stream is cut, it comes out the same, and what is held back comes out before its content ends."""
    streams_whole(FORMAT, "text/event-stream", STREAM, at)


def test_whole_answer():
    """Content, plan and arguments of a message."""
    answer = {
        "message": {
            "content": [{"type": "text", "text": "OSOBA_1"}],
            "tool_plan": "OSOBA_1",
            "tool_calls": [{"function": {"arguments": '{"a":"OSOBA_1"}'}}],
        }
    }
    out = answered(FORMAT, JSON, lambda _key, text, _last: text.replace("OSOBA_1", "Jan"), [json.dumps(answer).encode()])
    assert b"OSOBA_1" not in out
