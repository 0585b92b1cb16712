"""Grok's page."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.grok_web import FORMAT
from support.pages import FOUND, NOTICE, TOKEN, VALUE, every_leaf_changes, restored, same, split, spoken
from support.wire import JSON, Body, body, head, opaque

RESPONSES = "/rest/app-chat/conversations/c-1/responses"
REQUEST = {
    "temporary": False,
    "modelName": "grok-4",
    "message": "v-question",
    "fileAttachments": ["v-file-id"],
    "imageAttachments": [],
    "customInstructions": "v-instructions",
    "customPersonality": "v-personality",
    "toolOverrides": {},
}
SAID = f"Dobrý den, {TOKEN}. Ahoj {TOKEN}"


def stream(text: str, *, new: bool) -> bytes:
    def line(**value):
        return json.dumps({"result": {"response": value} if new else value}, ensure_ascii=False) + "\n"

    own = {"isThinking": False, "isSoftStop": False, "responseId": "r-1"}
    tokens = [line(token=piece, **own) for piece in split(text)]
    thinking = line(token=TOKEN, isThinking=True, isSoftStop=False)
    stop = line(token="", isThinking=False, isSoftStop=True, responseId="r-1")
    whole = line(modelResponse={"message": text, "sender": "ASSISTANT"})
    title = json.dumps({"result": {"title": {"newTitle": f"o {TOKEN}"}}}) + "\n"
    return (line(userResponse={"message": f"q {TOKEN}"}) + thinking + "".join(tokens) + stop + whole + title).encode()


def client(answer: bytes, *, new: bool) -> tuple[str, str]:
    """(the tokens put together, the answer repeated whole)."""
    text = whole = ""
    for one in answer.decode().splitlines():
        result = json.loads(one)["result"]
        value = result.get("response", {}) if new else result
        if not value.get("isThinking"):
            text += value.get("token", "")
        whole = value.get("modelResponse", {}).get("message", whole)
    return text, whole


def test_every_carrier_is_seen():
    """The question is the user's, instructions are the system's, nothing is left out."""
    found = FORMAT.segments(body(REQUEST))
    assert spoken(found) == {"v-question": "user", "v-file-id": "metadata", "v-instructions": "system", "v-personality": "system"}
    assert found.streaming
    assert every_leaf_changes(FORMAT, body(json.dumps(REQUEST, indent=1).encode()))
    assert opaque(FORMAT.segments, body([])) == "unknown_shape"


@pytest.mark.parametrize(
    ("path", "operation"),
    [("/rest/app-chat/conversations/new", "conversation"), (RESPONSES, "responses"), ("/rest/app-chat/conversations", None)],
)
def test_operation(path, operation):
    """The page's own paths."""
    assert FORMAT.operation(head(path=path)) == operation


def test_conversation():
    """The path names it; a new one has none."""
    assert FORMAT.conversation(Body(b"{}", JSON, RESPONSES)).key
    assert FORMAT.conversation(Body(b"{}", JSON, "/rest/app-chat/conversations/new")).key is None


@pytest.mark.parametrize("new", [True, False])
def test_a_refusal_is_an_answer(new):
    """The page shows it in a new conversation as in one that goes on; elsewhere an error."""
    text, whole = client(FORMAT.block_answer(NOTICE, "cs", True).body, new=new)
    assert FOUND in text
    assert text == whole
    assert FOUND in json.loads(FORMAT.block_answer(NOTICE, "cs", False).body)["error"]["message"]


@given(st.lists(st.integers(0, len(stream(SAID, new=True)))), st.sampled_from(["application/json", "application/x-ndjson"]))
def test_identity(at, content_type):
    """Without a change the bytes are the same, wherever they are cut and whatever they call themselves."""
    assert same(FORMAT, content_type, stream(SAID, new=True), at)


@pytest.mark.parametrize("new", [True, False])
@pytest.mark.parametrize("text", [SAID, f"konec {TOKEN[:-1]}", f"{TOKEN} a"])
def test_restored(text, new):
    """A pseudonym that is cut over lines is restored, and where the answer is repeated whole."""
    out = restored(FORMAT, "application/json", stream(text, new=new))
    expected = text.replace(TOKEN, VALUE)
    assert client(out, new=new) == (expected, expected)
    assert TOKEN.encode() not in out
