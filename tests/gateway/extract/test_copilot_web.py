"""Microsoft Copilot's page over its WebSocket."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.api import SocketMessage
from gateway.extract.copilot_web import SOCKET
from gateway.model import Conversation
from support.pages import FOUND, NOTICE, TOKEN, VALUE, Restoring, socket_texts, split, spoken
from support.wire import joined, opaque, unchanged

SEND = {
    "event": "send",
    "conversationId": "c-1",
    "content": [
        {"type": "text", "text": "v-question 710319"},
        {"type": "image", "url": "/c/api/attachments/a1"},
        {"type": "document", "attachmentId": "a2"},
        {"type": "text", "text": "v-more"},
    ],
    "mode": "chat",
    "context": {"edge": "v-context"},
}


def message(value) -> SocketMessage:
    return SocketMessage(value if isinstance(value, bytes) else json.dumps(value).encode())


def server(text: str) -> list[bytes]:
    """The messages of one answer."""
    own = {"conversationId": "c-1", "messageId": "m-1"}
    events = [
        {"event": "received", **own},
        {"event": "startMessage", **own},
        *({"event": "appendText", **own, "partId": "p", "text": piece} for piece in split(text)),
        {"event": "partCompleted", **own, "partId": "p"},
        {"event": "done", **own},
        {"event": "titleUpdate", "conversationId": "c-1", "title": f"o {TOKEN}"},
    ]
    return [json.dumps(event).encode() for event in events]


def client(messages: list[bytes]) -> str:
    return "".join(event["text"] for event in map(json.loads, messages) if event["event"] == "appendText")


def test_every_carrier_is_seen():
    """What was typed is the user's, everything else metadata; the texts of one message are one."""
    found = SOCKET.segments(message(SEND))
    assert spoken(found) == {"v-question 710319": "user", "v-more": "user", "v-context": "metadata"}
    assert "v-question 710319v-more" in joined(found)
    assert found.conversation == SOCKET.conversation(message(SEND))
    assert found.conversation.key


@pytest.mark.parametrize(
    "value",
    [
        {"event": "setOptions", "supportedCards": ["image"], "ads": {"supportedTypes": ["text"]}},
        {"event": "challengeResponse", "token": "t", "method": "hashcash"},
        {"event": "ping"},
    ],
)
def test_other_messages_are_read(value):
    """Whatever the page sends is walked."""
    found = SOCKET.segments(message(value))
    assert "event" in [one.text for one in found.segments]
    assert found.conversation == Conversation(None)


@pytest.mark.parametrize(
    ("content", "is_text", "reason"),
    [(b"{", True, "invalid_json"), (b"[]", True, "unknown_shape"), (b"\x00\x01", False, "media"), (b"", True, "invalid_json")],
)
def test_opaque(content, is_text, reason):
    """What is no JSON object, and sound, is opaque."""
    assert opaque(SOCKET.segments, SocketMessage(content, is_text)) == reason


def test_rebuild():
    """Unchanged it is the same message; a changed text changes its bytes only."""
    source = message(json.dumps(SEND, indent=1).encode())
    assert SOCKET.rebuild(source, {}) == source
    after = SOCKET.rebuild(source, {("content", 0, "text"): "[X]"})
    assert after.content == source.content.replace(b"v-question 710319", b"[X]")
    assert after.is_text


def test_a_refusal_is_an_answer():
    """The page shows a whole answer of the assistant."""
    events = [json.loads(one.content) for one in SOCKET.block_answer(NOTICE, "cs")]
    assert [event["event"] for event in events] == ["startMessage", "appendText", "partCompleted", "done"]
    assert FOUND in events[1]["text"]
    assert len({event["messageId"] for event in events}) == 1
    found = SOCKET.segments(message({**SEND, "conversationId": "aB3dE5gH7jK9mN1pQ3"}))
    named = SOCKET.block_answer(replace(NOTICE, reply_to=dict(found.reply_to)), "cs")
    assert {json.loads(one.content)["conversationId"] for one in named} == {"aB3dE5gH7jK9mN1pQ3"}


@given(st.lists(st.binary(max_size=20) | st.sampled_from(server("abcdef"))))
def test_identity(messages):
    """Without a change every message is the same, whatever comes."""
    assert socket_texts(SOCKET.answer(unchanged), messages) == messages


@pytest.mark.parametrize("text", [f"Dobrý den, {TOKEN}.", f"konec {TOKEN[:-1]}", TOKEN])
def test_restored(text):
    """A pseudonym that is cut over messages is restored, in two answers on one connection; titles too."""
    answer = SOCKET.answer(Restoring())
    for _ in range(2):
        out = socket_texts(answer, server(text))
        assert client(out) == text.replace(TOKEN, VALUE)
        assert len(out) in {len(server(text)), len(server(text)) + 1}
        assert json.loads(out[-2])["event"] == "done"
        assert json.loads(out[-1])["title"] == f"o {VALUE}"
