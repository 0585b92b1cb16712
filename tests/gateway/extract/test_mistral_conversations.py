"""The request side of Mistral Conversations, and its answers as a whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.api import Body
from gateway.extract.mistral_conversations import FORMAT
from support.formats import rebuilds, refusal, spoken, sse, streams_whole
from support.wire import JSON, body, head, opaque

REQUEST = {
    "agent_id": "ag",
    "instructions": "v-instructions",
    "inputs": [
        {"type": "message.input", "role": "user", "content": "v-user"},
        {"type": "message.input", "role": "user", "content": [{"type": "text", "text": "v-part"}, {"type": "document_url", "document_url": "https://v.example/"}]},
        {"type": "message.output", "role": "assistant", "content": "v-said"},
        {"type": "function.call", "tool_call_id": "c", "name": "f", "arguments": {"kdo": "v-argument"}},
        {"type": "function.result", "tool_call_id": "c", "result": "v-result"},
    ],
    "tools": [{"type": "function", "function": {"name": "f", "description": "v-tool"}}],
    "stream": True,
}  # fmt: skip


def test_every_carrier_is_seen():
    """Entries of every type, with the right speaker, and each can be changed."""
    assert spoken(FORMAT, REQUEST) == {
        "v-instructions": "system", "v-user": "user", "v-part": "user", "v-said": "assistant", "v-argument": "assistant",
        "v-result": "tool", "v-tool": "tool",
    }  # fmt: skip
    assert spoken(FORMAT, {"inputs": "v-a"}) == {"v-a": "user"}
    rebuilds(FORMAT, REQUEST)


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("/v1/conversations", "conversations"),
        ("/v1/conversations/conv_1", "conversations.append"),
        ("/v1/conversations/conv_1/restart", "conversations.restart"),
        ("/v1/conversations/conv_1/history", None),
    ],
)
def test_operation(path, operation):
    """The beginning, the next turn, another branch."""
    assert FORMAT.operation(head(path=path)) == operation


def test_conversation():
    """The id in the path; a new conversation by how it begins."""
    keys = [
        FORMAT.conversation(Body(b'{"inputs": "a"}', JSON, path)).key
        for path in ("/v1/conversations", "/v1/conversations/c_1", "/v1/conversations/c_1/restart")
    ]
    assert keys[1] == keys[2] != keys[0]
    assert keys[0] == FORMAT.conversation(body({"inputs": [{"role": "user", "content": "a"}]})).key


def test_opaque_and_refusal():
    """Sound is opaque; the refusal is OpenAI's envelope, which the SDK shows as text."""
    sound = {"inputs": [{"role": "user", "content": [{"type": "input_audio", "input_audio": "AAAA"}]}]}
    assert opaque(FORMAT.segments, body(sound)) == "media"
    assert refusal(FORMAT)["error"]["code"] == "czech_pii_blocked"


STREAM = sse(
    {"type": "conversation.response.started", "conversation_id": "conv_1"},
    *({"type": "message.output.delta", "id": "m", "output_index": 0, "content_index": 0, "role": "assistant", "content": text} for text in ("Dobrý den, ", "OSO", "BA_1")),
    {"type": "message.output.delta", "id": "m", "output_index": 0, "content_index": 1, "role": "assistant", "content": {"type": "text", "text": "OSOBA_2"}},
    {"type": "function.call.delta", "id": "f", "output_index": 1, "name": "g", "tool_call_id": "c", "arguments": '{"a":'},
    {"type": "function.call.delta", "id": "f", "output_index": 1, "name": "g", "tool_call_id": "c", "arguments": '"OSOBA_1"}'},
    {"type": "conversation.response.done", "usage": {}},
    named=True,
)  # fmt: skip


@given(st.lists(st.integers(0, len(STREAM)), max_size=8))
def test_any_cut(at):
    """However the stream is cut, it comes out the same, and what is held back comes out before the response ends."""
    streams_whole(FORMAT, "text/event-stream", STREAM, at)
