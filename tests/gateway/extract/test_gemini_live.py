"""The messages of Gemini's live API."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.api import SocketMessage
from gateway.extract.gemini_live import SOCKET
from gateway.extract.place import KEY
from support.formats import NOTICE
from support.wire import Holding, opaque, unchanged


def message(value, *, is_text=True):
    return SocketMessage(value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode(), is_text)


CLIENT = [
    ({"setup": {"model": "m", "systemInstruction": {"parts": [{"text": "v-system"}]}, "tools": [{"functionDeclarations": [{"name": "f", "description": "v-tool"}]}]}}, {"v-system": "system", "v-tool": "tool"}),
    ({"clientContent": {"turns": [{"role": "user", "parts": [{"text": "v-user"}]}, {"role": "model", "parts": [{"text": "v-model"}]}], "turnComplete": True}}, {"v-user": "user", "v-model": "assistant"}),
    ({"client_content": {"turns": [{"role": "user", "parts": [{"text": "v-user"}]}], "turn_complete": True}}, {"v-user": "user"}),
    ({"realtimeInput": {"text": "v-typed"}}, {"v-typed": "user"}),
    ({"toolResponse": {"functionResponses": [{"id": "1", "name": "f", "response": {"result": "v-result"}}]}}, {"v-result": "tool"}),
]  # fmt: skip


@pytest.mark.parametrize(("value", "speakers"), CLIENT)
def test_messages_of_the_client(value, speakers):
    """Every planted value is a segment with the right speaker, and may be changed; text and binary messages are the same."""
    for is_text in (True, False):
        sent = message(value, is_text=is_text)
        found = SOCKET.segments(sent)
        assert {s.text: s.speaker.value for s in found.segments if s.text.startswith("v-")} == speakers
        assert SOCKET.rebuild(sent, {}) == sent
        changed = SOCKET.rebuild(sent, {s.place: "[X]" for s in found.segments if s.text.startswith("v-") and s.place[-1] != KEY})
        assert changed.is_text is is_text
        assert b"v-" not in changed.content
        assert SOCKET.conversation(sent).key is None


DATA = base64.b64encode(b"\0\1").decode()


@pytest.mark.parametrize(
    "sound",
    [
        {"audio": {"mimeType": "audio/pcm;rate=16000", "data": DATA}},
        {"mediaChunks": [{"data": DATA}]},
        {"video": {"mimeType": "video/mp4", "data": DATA}},
    ],
)
def test_sound_is_opaque(sound):
    """Raw samples come in pieces, and no piece holds a sentence."""
    assert opaque(SOCKET.segments, message({"realtimeInput": sound})) == "media"


def test_a_picture_is_a_file():
    """Pictures of a camera and parts of a turn go to document workers."""
    picture = {"mimeType": "image/jpeg", "data": DATA}
    for value in ({"realtimeInput": {"video": picture}}, {"clientContent": {"turns": [{"parts": [{"inlineData": picture}]}]}}):
        assert [(file.content, file.media) for file in SOCKET.segments(message(value)).files] == [(b"\0\1", "image/jpeg")]


@pytest.mark.parametrize(("content", "reason"), [(b"[]", "unknown_shape"), (b"\x00\x01", "invalid_json"), (b"\xff", "invalid_json")])
def test_opaque(content, reason):
    """A message that is no JSON object is opaque."""
    assert opaque(SOCKET.segments, message(content, is_text=False)) == reason


def test_block_answer():
    """The model says why, and its turn ends; clients go on."""
    contents = [json.loads(one.content)["serverContent"] for one in SOCKET.block_answer(NOTICE, "cs")]
    assert "1 rodné číslo" in contents[0]["modelTurn"]["parts"][0]["text"]
    assert contents[1:] == [{"generationComplete": True}, {"turnComplete": True, "turnCompleteReason": "PROHIBITED_INPUT_CONTENT"}]


def turn(*parts, **more):
    return {"serverContent": {"modelTurn": {"role": "model", "parts": list(parts)}, **more}}


SERVER = [
    {"setupComplete": {}},
    turn({"text": "Hm.", "thought": True}),
    turn({"text": "Dobrý "}),
    {"serverContent": {"outputTranscription": {"text": "Dobr"}}},
    turn({"text": "den"}),
    {"toolCall": {"functionCalls": [{"id": "1", "name": "f", "args": {"jmeno": "Jana"}}]}},
    {"serverContent": {"outputTranscription": {"text": "ý den"}}},
    {"serverContent": {"turnComplete": True}, "usageMetadata": {"totalTokenCount": 1}},
    turn({"text": "Další"}, turnComplete=True),
    {"goAway": {"timeLeft": "10s"}},
]


def said(messages):
    texts = {}
    for one in messages:
        content = json.loads(one.content).get("serverContent", {})
        for part in content.get("modelTurn", {}).get("parts", []):
            if not part.get("thought"):
                texts["text"] = texts.get("text", "") + part["text"]
        texts["out"] = texts.get("out", "") + content.get("outputTranscription", {}).get("text", "")
    return texts


@pytest.mark.parametrize("is_text", [True, False])
def test_nothing_changes_by_itself(is_text):
    """With the identity each message is the same message; what is no JSON passes, too."""
    answer = SOCKET.answer(unchanged)
    for value in (*SERVER, b"\xff", b"[1]", b'{"serverContent": {"turnComplete" :true}}'):
        sent = message(value, is_text=is_text)
        assert answer.feed(sent) == (sent,)


@given(st.integers(0, 20))
def test_held_back_text_ends_with_its_turn(size):
    """Whatever is held back stands in the message that ends the turn, and no stream goes on after its end."""
    transform = Holding(size)
    answer = SOCKET.answer(transform)
    out = [sent for value in SERVER for sent in answer.feed(message(value, is_text=False))]
    assert said(out) == said([message(value) for value in SERVER])
    assert not transform.held
    assert json.loads(out[5].content)["toolCall"]["functionCalls"][0]["args"] == {"jmeno": "Jana"}
