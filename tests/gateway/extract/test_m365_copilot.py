"""Microsoft 365 Copilot over SignalR."""

import json
from dataclasses import replace

import pytest

from gateway.extract.api import SocketMessage
from gateway.extract.m365_copilot import SOCKET
from gateway.model import Conversation
from support.pages import FOUND, NOTICE, spoken
from support.wire import opaque

HANDSHAKE = b'{"protocol":"json","version":1}\x1e'
CHAT = {
    "arguments": [
        {
            "source": "officeweb",
            "conversationId": "c-1",
            "sessionId": "s-1",
            "optionsSets": ["cwc_flux_v3"],
            "message": {
                "author": "user",
                "text": "v-question",
                "messageAnnotations": [
                    {"id": "a", "messageAnnotationMetadata": {"fileName": "v-file.docx"}, "url": "https://v-share.example/x"}
                ],
                "locale": "cs-cz",
            },
            "plugins": [{"Id": "v-plugin"}],
        }
    ],
    "invocationId": "0",
    "target": "chat",
    "type": 4,
}
TYPING = {"type": 1, "target": "send", "arguments": [{"type": "ClientActivity", "activityType": "TypingStarted"}]}


def message(*values) -> SocketMessage:
    return SocketMessage("".join(json.dumps(value, ensure_ascii=False) + "\x1e" for value in values).encode())


def test_every_carrier_is_seen():
    """The question and what is attached to it are the user's; several records of one message are all read."""
    found = SOCKET.segments(message(TYPING, CHAT))
    assert spoken(found) == {"v-question": "user", "v-file.docx": "user", "v-plugin": "metadata"}
    assert "https://v-share.example/x" in [one.text for one in found.segments]
    assert found.conversation.key
    assert found.conversation == SOCKET.conversation(message(CHAT))


def test_the_handshake_and_pings_are_read():
    """They carry nothing, and are walked like everything."""
    assert SOCKET.segments(SocketMessage(HANDSHAKE)).conversation == Conversation(None)
    assert not spoken(SOCKET.segments(message({"type": 6})))


@pytest.mark.parametrize(
    ("content", "is_text", "reason"),
    [
        (b'{"type":6}', True, "unknown_shape"),
        (b"\x0b\x95\x04", False, "unknown_shape"),
        (b"{\x1e", True, "invalid_json"),
        (b"", True, "unknown_shape"),
    ],
)
def test_opaque(content, is_text, reason):
    """A record that is cut off, MessagePack and what is no JSON are opaque."""
    assert opaque(SOCKET.segments, SocketMessage(content, is_text)) == reason


def test_rebuild():
    """Unchanged it is the same message; a changed text changes its bytes only."""
    source = message(TYPING, CHAT)
    assert SOCKET.rebuild(source, {}) == source
    place = next(one.place for one in SOCKET.segments(source).segments if one.text == "v-question")
    assert SOCKET.rebuild(source, {place: "[X]"}).content == source.content.replace(b"v-question", b"[X]")


def test_a_refusal_is_an_answer():
    """An answer of the assistant, the turn's result with the same text, and the end of the call."""
    records = [json.loads(one.content.removesuffix(b"\x1e")) for one in SOCKET.block_answer(NOTICE, "cs")]
    assert [record["type"] for record in records] == [1, 2, 3]
    assert FOUND in records[0]["arguments"][0]["messages"][0]["text"]
    assert records[1]["item"]["messages"][0] == records[0]["arguments"][0]["messages"][0]
    assert {record["invocationId"] for record in records[1:]} == {"0"}
    found = SOCKET.segments(message(TYPING, {**CHAT, "invocationId": "12"}))
    named = SOCKET.block_answer(replace(NOTICE, reply_to=dict(found.reply_to)), "cs")
    assert [json.loads(one.content[:-1]).get("invocationId") for one in named] == [None, "12", "12"]
