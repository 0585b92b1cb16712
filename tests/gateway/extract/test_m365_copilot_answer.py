"""Where Microsoft 365 Copilot keeps text in the records of its server."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.api import SocketMessage
from gateway.extract.m365_copilot import SOCKET
from support.pages import TOKEN, VALUE, Restoring, socket_texts, split
from support.wire import unchanged


def packed(*records) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=False) + "\x1e" for record in records).encode()


def update(**argument):
    return {"type": 1, "target": "update", "arguments": [argument]}


def server(text: str) -> list[bytes]:
    """The messages of one turn: what was said so far, then what goes on, then all of it."""
    bot = {"author": "bot", "text": text, "adaptiveCards": [{"body": [{"type": "TextBlock", "text": text}]}]}
    first, *rest = split(text)
    return [
        b"{}\x1e",
        packed(update(messages=[{**bot, "text": first}])),
        *(packed(update(writeAtCursor=piece, requestId="r")) for piece in rest),
        packed({"type": 6}, {"type": 2, "invocationId": "0", "item": {"messages": [bot], "result": {"value": "Success", "message": text}}}),
        packed({"type": 3, "invocationId": "0"}),
    ]


def records(messages: list[bytes]):
    return [json.loads(record) for message in messages for record in message.split(b"\x1e")[:-1]]


@pytest.mark.parametrize("text", [f"Ano, {TOKEN}.", f"a {TOKEN} b", f"konec {TOKEN[:-1]}"])
def test_restored(text):
    """What goes on is restored over records, and what is repeated whole each time, turn after turn."""
    answer = SOCKET.answer(Restoring())
    for _ in range(2):
        out = records(socket_texts(answer, server(text)))
        first = next(record for record in out if record.get("target") == "update")["arguments"][0]["messages"][0]["text"]
        said = first + "".join(record["arguments"][0].get("writeAtCursor", "") for record in out if record.get("target") == "update")
        whole = next(record for record in out if record.get("type") == 2)["item"]
        expected = text.replace(TOKEN, VALUE)
        assert said == expected
        assert (
            whole["messages"][0]["text"]
            == whole["messages"][0]["adaptiveCards"][0]["body"][0]["text"]
            == whole["result"]["message"]
            == expected
        )
        assert [record["type"] for record in out if "type" in record][-1] == 3


@given(st.lists(st.binary(max_size=20) | st.sampled_from(server("abcdef"))))
def test_identity(messages):
    """Without a change every message is the same, whatever comes."""
    assert socket_texts(SOCKET.answer(unchanged), messages) == messages


def test_binary_messages_pass():
    """What cannot be read passes as it is."""
    message = SocketMessage(b"\x0b\x95", is_text=False)
    assert SOCKET.answer(lambda *_: "x").feed(message) == (message,)
