"""Le Chat's page."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.le_chat_web import FORMAT
from support.pages import FOUND, NOTICE, TOKEN, VALUE, every_leaf_changes, restored, same, split, spoken
from support.wire import body, head, joined

NEW = {
    "0": {
        "json": {
            "content": [{"type": "text", "text": "v-question 710319"}, {"type": "text", "text": "v-more"}],
            "files": ["v-file"],
            "agentId": None,
        }
    }
}
CHAT = {"chatId": "c-1", "mode": "append", "messageInput": [{"type": "text", "text": "v-question"}], "messageFiles": [{"name": "v-file.docx"}], "features": ["beta"]}  # fmt: skip
SAID = f"Dobrý den, {TOKEN}. Ahoj {TOKEN}"


def line(**message) -> str:
    return f"15:{json.dumps({'json': {'type': 'message', 'messageId': 'm-1', 'messageVersion': 0, **message}}, ensure_ascii=False)}\n"


def stream(text: str) -> bytes:
    first, *rest = split(text)
    bootstrap = f"15:{json.dumps({'json': {'type': 'bootstrap', 'messages': [{'role': 'user', 'content': 'q ' + TOKEN}]}})}\n"
    start = line(patches=[{"op": "replace", "path": "/contentChunks", "value": [{"type": "text", "text": first}]}])
    deltas = [line(patches=[{"op": "append", "path": "/contentChunks/0/text", "value": piece}]) for piece in rest]
    end = line(patches=[{"op": "replace", "path": "/generationStatus", "value": "success"}])
    return (bootstrap + start + "".join(deltas) + end + "8:null\n").encode()


def client(answer: bytes) -> str:
    """The text as the page puts it together."""
    text = ""
    for one in answer.decode().splitlines():
        prefix, _, data = one.partition(":")
        for patch in json.loads(data)["json"].get("patches", []) if prefix == "15" else []:
            if patch["path"] == "/contentChunks":
                text = patch["value"][0]["text"]
            elif patch["path"] == "/contentChunks/0/text":
                text += patch["value"]
    return text


def test_every_carrier_is_seen():
    """The parts of a first message, of a further one, and a plain string are the user's; parts are one text."""
    new, chat = FORMAT.segments(body(NEW)), FORMAT.segments(body(CHAT))
    assert spoken(new) == {"v-question 710319": "user", "v-more": "user", "v-file": "metadata"}
    assert "v-question 710319v-more" in joined(new)
    assert spoken(chat) == {"v-question": "user", "v-file.docx": "metadata"}
    assert spoken(FORMAT.segments(body({"chatId": "c-1", "messageInput": "v-string"}))) == {"v-string": "user"}
    assert (new.streaming, chat.streaming) == (False, True)


@pytest.mark.parametrize(
    ("path", "operation"),
    [("/api/chat", "chat"), ("/api/trpc/message.newChat", "trpc"), ("/api/trpc/a.b,c.d", "trpc"), ("/api/chats", None)],
)
def test_operation(path, operation):
    """The page's own paths."""
    assert FORMAT.operation(head(path=path)) == operation


def test_conversation():
    """The chat's id, in either interface."""
    assert FORMAT.conversation(body(CHAT)).key == FORMAT.conversation(body({"0": {"json": {"chatId": "c-1"}}})).key
    assert FORMAT.conversation(body(NEW)).key is None


@pytest.mark.parametrize("value", [NEW, CHAT])
def test_rebuild(value):
    """Unchanged it is the same bytes; every text can be changed."""
    assert every_leaf_changes(FORMAT, body(json.dumps(value, indent=1).encode()))


def test_a_refusal_is_a_message():
    """The page shows one message of the assistant; a procedure fails in tRPC's way."""
    answer = FORMAT.block_answer(NOTICE, "cs", True)
    assert FOUND in client(answer.body)
    assert answer.body.endswith(b"8:null\n")
    error = json.loads(FORMAT.block_answer(NOTICE, "cs", False).body)
    assert FOUND in error[0]["error"]["json"]["message"]
    batch = FORMAT.segments(body({"0": {"json": 1}, "1": {"json": 2}}))
    assert len(json.loads(FORMAT.block_answer(replace(NOTICE, reply_to=dict(batch.reply_to)), "cs", False).body)) == 2


@given(st.lists(st.integers(0, len(stream(SAID)))), st.sampled_from(["text/plain", "text/x-component", ""]))
def test_identity(at, content_type):
    """Without a change the bytes are the same, wherever they are cut."""
    assert same(FORMAT, content_type, stream(SAID), at)


@pytest.mark.parametrize("text", [SAID, f"konec {TOKEN[:-1]}", f"{TOKEN} a"])
def test_restored(text):
    """A pseudonym that is cut over lines is restored, in what was asked and in what is answered."""
    out = restored(FORMAT, "text/plain; charset=utf-8", stream(text))
    assert client(out) == text.replace(TOKEN, VALUE)
    assert TOKEN.encode() not in out


def test_the_older_lines():
    """``0:"…"`` is a running text."""
    older = "".join(f"0:{json.dumps(piece)}\n" for piece in split(f"a {TOKEN} b [OS")) + 'e:{"finishReason":"stop"}\n'
    assert same(FORMAT, "text/plain", older.encode(), [1, 5, 30])
    out = restored(FORMAT, "text/plain", older.encode()).decode()
    assert "".join(json.loads(one[2:]) for one in out.splitlines() if one[:2] == "0:") == f"a {VALUE} b [OS"


def test_json_answers():
    """Answers of procedures are restored whole."""
    assert VALUE in json.loads(restored(FORMAT, "application/json", json.dumps([{"result": {"data": {"json": {"content": TOKEN}}}}]).encode()))[0]["result"]["data"]["json"]["content"]  # fmt: skip
