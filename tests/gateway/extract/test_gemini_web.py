"""Gemini's page."""

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.answer_chunks import GUARD, chunk
from gateway.extract.gemini_web import FORMAT
from gateway.model import Conversation
from support.pages import FOUND, NOTICE, TOKEN, VALUE, every_leaf_changes, restored, same, spoken
from support.wire import body, head

FORM = "application/x-www-form-urlencoded;charset=utf-8"
ARGUMENTS = [
    ["v-question", 0, None, [[["/contrib_service/ttl_1d/x", 1], "v-file.docx"]], None, None, 0],
    ["cs"],
    ["c_1", "r_1", "rc_1", None, None, None, None, None, None, ""],
    "v-token",
]


def sent(arguments=ARGUMENTS):
    return body(urlencode({"f.req": json.dumps([None, json.dumps(arguments, ensure_ascii=False)]), "at": "AJ:17", "": ""}).encode(), FORM)


SAID = f"Dobrý den, {TOKEN} 😀"


def stream(text: str) -> bytes:
    """Each chunk holds all that was said so far."""
    out = GUARD
    for size in (4, 15, len(text)):
        inner = [None, ["c_1", "r_1"], None, None, [["rc_1", [text[:size]], None, None, None, None, None, None, [1]]]]
        out += chunk(json.dumps([["wrb.fr", None, json.dumps(inner, ensure_ascii=False)]], ensure_ascii=False))
    return (out + chunk('[["di",100],["af.httprm",99,"-1",2]]') + chunk('[["e",4,null,null,900]]')).encode()


def client(answer: bytes) -> str:
    """The text of the last candidate."""
    found = ""
    for line in answer.decode().split("\n"):
        if line.startswith('[["wrb.fr"'):
            found = json.loads(json.loads(line)[0][2])[4][0][1][0]
    return found


def test_every_carrier_is_seen():
    """Question and file names are the user's; everything else is metadata, and nothing is left out."""
    found = FORMAT.segments(sent())
    assert spoken(found) == {"v-question": "user", "v-file.docx": "user", "v-token": "metadata"}
    assert found.streaming
    assert every_leaf_changes(FORMAT, sent())


def test_a_batch_is_read_but_does_not_stream():
    """Small calls are scanned like any other; their refusal is an error."""
    small = body(urlencode({"f.req": json.dumps([[["MUAZcd", '[["v-title"]]', None, "generic"]]])}).encode(), FORM)
    found = FORMAT.segments(small)
    assert (spoken(found), found.streaming, found.conversation) == ({"v-title": "user"}, False, Conversation(None))


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("/_/BardChatUi/data/assistant.lamda.BardFrontendService/StreamGenerate", "generate"),
        ("/u/1/_/BardChatUi/data/assistant.lamda.BardFrontendService/StreamGenerate", "generate"),
        ("/_/BardChatUi/data/batchexecute", "batchexecute"),
        ("/_/BardChatUi/browserinfo", None),
    ],
)
def test_operation(path, operation):
    """The page's own paths."""
    assert FORMAT.operation(head(path=path)) == operation


def test_conversation():
    """The id of the conversation names it; a first question has none."""
    assert FORMAT.conversation(sent()).key == FORMAT.segments(sent()).conversation.key
    assert FORMAT.conversation(sent([["v-a"], ["cs"], ["", "", ""]])) == Conversation(None)


def test_a_refusal_is_a_candidate():
    """The page shows one candidate with the refusal."""
    assert FOUND in client(FORMAT.block_answer(NOTICE, "cs", True).body)


@given(st.lists(st.integers(0, len(stream(SAID)))))
def test_identity(at):
    """Without a change the bytes are the same, wherever they are cut."""
    assert same(FORMAT, "application/json; charset=utf-8", stream(SAID), at)


def test_restored():
    """The last chunk, which holds all, is restored."""
    assert client(restored(FORMAT, "application/json; charset=utf-8", stream(SAID))) == SAID.replace(TOKEN, VALUE)
