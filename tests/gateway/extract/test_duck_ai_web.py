"""Duck.ai's page."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.duck_ai_web import FORMAT
from support.pages import FOUND, NOTICE, TOKEN, VALUE, every_leaf_changes, restored, same, split, spoken, sse, sse_data
from support.wire import body, head, joined, opaque

REQUEST = {
    "model": "gpt-x",
    "metadata": {"toolChoice": {"NewsSearch": False}, "customization": "v-custom"},
    "messages": [
        {"role": "user", "content": "v-first"},
        {"role": "assistant", "content": "", "parts": [{"type": "text", "text": "v-answer"}]},
        {"role": "user", "content": [{"type": "text", "text": "v-part 710319"}, {"type": "text", "text": "v-more"}]},
    ],
}
SAID = f"Dobrý den, {TOKEN}. Ahoj {TOKEN}"


def stream(text: str) -> bytes:
    own = {"role": "assistant", "created": 1, "id": "m", "action": "success", "model": "gpt-x"}
    return sse({**own, "message": ""}, *({**own, "message": piece} for piece in split(text)), "[DONE]")


def client(answer: bytes) -> str:
    return "".join(event.get("message", "") for event in sse_data(answer))


def test_every_carrier_is_seen():
    """All messages are segments of the right speaker; parts of one are one text."""
    found = FORMAT.segments(body(REQUEST))
    assert spoken(found) == {"v-first": "user", "v-answer": "assistant", "v-part 710319": "user", "v-more": "user", "v-custom": "metadata"}
    assert any("v-part 710319v-more" in text for text in joined(found))
    assert found.streaming
    assert every_leaf_changes(FORMAT, body(json.dumps(REQUEST, indent=1).encode()))


def test_conversation():
    """Told by how it began, and stable as it grows."""
    begun = {**REQUEST, "messages": REQUEST["messages"][:1]}
    assert FORMAT.conversation(body(begun)).key == FORMAT.conversation(body(REQUEST)).key
    assert FORMAT.conversation(body(REQUEST)).turn == 2
    assert FORMAT.conversation(body({"messages": [{"role": "user", "content": "other"}]})).key != FORMAT.conversation(body(REQUEST)).key


@pytest.mark.parametrize("value", [{}, {"messages": {}}, {"messages": "x"}, []])
def test_opaque(value):
    """A request without a list of messages is opaque."""
    assert opaque(FORMAT.segments, body(value)) == "unknown_shape"


def test_a_refusal_is_a_message():
    """The page shows one message of the assistant; elsewhere an error."""
    assert FORMAT.operation(head(path="/duckchat/v1/chat")) == "chat"
    assert FOUND in client(FORMAT.block_answer(NOTICE, "cs", True).body)
    error = FORMAT.block_answer(NOTICE, "cs", False)
    assert (error.status, json.loads(error.body)["action"]) == (403, "error")


@given(st.lists(st.integers(0, len(stream(SAID)))))
def test_identity(at):
    """Without a change the bytes are the same, wherever they are cut."""
    assert same(FORMAT, "text/event-stream", stream(SAID), at)


@pytest.mark.parametrize("text", [SAID, f"konec {TOKEN[:-1]}"])
def test_restored(text):
    """A pseudonym that is cut over events is restored."""
    assert client(restored(FORMAT, "text/event-stream", stream(text))) == text.replace(TOKEN, VALUE)
