"""ChatGPT's page."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.chatgpt_web import FORMAT
from gateway.model import Conversation
from support.pages import FOUND, NOTICE, TOKEN, VALUE, every_leaf_changes, restored, same, split, spoken, sse, sse_data
from support.wire import body, head, joined, opaque

REQUEST = {
    "action": "next",
    "messages": [
        {
            "id": "aaa2",
            "author": {"role": "user"},
            "create_time": 1732300000.123,
            "content": {
                "content_type": "multimodal_text",
                "parts": [
                    {"content_type": "image_asset_pointer", "asset_pointer": "sediment://file_1", "size_bytes": 5, "width": 1},
                    "v-first 710319",
                    "v-second",
                ],
            },
            "metadata": {"attachments": [{"id": "file_1", "name": "v-file.docx", "mimeType": "application/x", "size": 5}]},
        },
        {"id": "aaa3", "author": {"role": "system"}, "content": {"content_type": "user_editable_context", "user_profile": "v-profile"}},
    ],
    "conversation_id": "c-1",
    "parent_message_id": "p-1",
    "model": "auto",
    "client_contextual_info": {"app_name": "v-app"},
    "unknown": ["v-unknown"],
}
PREPARE = {
    "action": "next",
    "partial_query": {"id": "x", "author": {"role": "user"}, "content": {"content_type": "text", "parts": ["v-typed"]}},
}


def delta(text: str, **more):
    return ("delta", {"p": "/message/content/parts/0", "o": "append", "v": text, **more})


def v1(text: str) -> bytes:
    """An answer as the page gets it: explicit, shorthand, batched, and bare once more."""
    first, second, third, *rest = split(text)
    end = [
        {"p": "/message/content/parts/0", "o": "append", "v": rest[-1]},
        {"p": "/message/status", "o": "replace", "v": "finished_successfully"},
    ]
    user = {"id": "u", "author": {"role": "user"}, "content": {"content_type": "text", "parts": [f"q {TOKEN}"]}}
    assistant = {"id": "a", "author": {"role": "assistant"}, "content": {"content_type": "text", "parts": [""]}, "status": "in_progress"}
    return sse(
        ("delta_encoding", '"v1"'),
        {"type": "resume_conversation_token", "token": "t"},
        ("delta", {"p": "", "o": "add", "v": {"message": user, "conversation_id": "c-1"}, "c": 0}),
        ("delta", {"v": {"message": assistant, "conversation_id": "c-1"}, "c": 1}),
        delta(first),
        ("delta", {"v": second}),
        ("delta", {"p": "", "o": "patch", "v": [{"p": "/message/content/parts/0", "o": "append", "v": third}, {"p": "/message/x", "o": "add", "v": 1}]}),
        *(("delta", {"v": piece}) for piece in rest[:-1]),
        ("delta", {"p": "", "o": "patch", "v": end}),
        {"type": "message_stream_complete", "conversation_id": "c-1"},
        {"type": "conversation_detail_metadata", "limits_progress": []},
        "[DONE]",
    )  # fmt: skip


def client(answer: bytes) -> list[str]:
    """The texts of the messages, as the page puts them together."""
    messages: list[str] = []
    path, how = "", "add"

    def apply(path, how, value):
        if path == "/message/content/parts/0" and how == "append":
            messages[-1] += value

    for event in sse_data(answer):
        if not isinstance(event, dict) or "v" not in event:
            continue
        bare = "p" not in event and "o" not in event
        path, how, value = event.get("p", path), event.get("o", how), event["v"]
        if isinstance(value, dict) and "message" in value:
            messages.append("".join(value["message"]["content"]["parts"]))
        elif how == "patch" and isinstance(value, list):
            for one in value:
                apply(one["p"], one["o"], one["v"])
        elif isinstance(value, str):
            apply("/message/content/parts/0" if bare else path, "append" if bare else how, value)
    return messages


def test_every_carrier_is_seen():
    """Parts, names of attachments, profiles and unknown fields are segments of the right speaker; parts are one running text."""
    found = FORMAT.segments(body(REQUEST))
    assert spoken(found) == {
        "v-first 710319": "user", "v-second": "user", "v-file.docx": "user", "v-profile": "system", "v-app": "metadata", "v-unknown": "metadata",
    }  # fmt: skip
    assert "v-first 710319v-second" in joined(found)
    assert found.streaming


def test_what_is_being_typed():
    """``prepare`` carries the question before it is sent; its refusal is no answer of the assistant."""
    found = FORMAT.segments(body(PREPARE))
    assert spoken(found) == {"v-typed": "user"}
    assert not found.streaming


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("/backend-api/f/conversation", "conversation"),
        ("/backend-api/conversation", "conversation"),
        ("/backend-anon/f/conversation", "conversation"),
        ("/backend-api/f/conversation/prepare", "conversation.prepare"),
        ("/backend-api/f/conversation/other", None),
        ("/backend-api/conversations", None),
    ],
)
def test_operation(path, operation):
    """The page's own paths."""
    assert FORMAT.operation(head(path=path)) == operation


@pytest.mark.parametrize(
    ("value", "reason"),
    [({"messages": {"a": 1}}, "unknown_shape"), ({"messages": "x"}, "unknown_shape"), ([], "unknown_shape"), (b"{", "invalid_json")],
)
def test_opaque(value, reason):
    """A request of another shape is opaque."""
    assert opaque(FORMAT.segments, body(value)) == reason


def test_conversation():
    """The id names it; the first question has none."""
    assert FORMAT.conversation(body(REQUEST)).key == FORMAT.conversation(body({"conversation_id": "c-1"})).key
    assert FORMAT.conversation(body(PREPARE)) == Conversation(None)


def test_rebuild():
    """Unchanged it is the same bytes; every text can be changed."""
    assert every_leaf_changes(FORMAT, body(json.dumps(REQUEST, indent=1).encode()))


def test_a_refusal_is_a_message():
    """The page shows one finished message of the assistant; elsewhere an error with its detail."""
    answer = FORMAT.block_answer(NOTICE, "cs", True)
    assert answer.status == 200
    assert answer.body.endswith(b"data: [DONE]\n\n")
    assert FOUND in client(answer.body)[0]
    named = sse_data(FORMAT.block_answer(replace(NOTICE, reply_to={"conversation_id": "c-1"}), "cs", True).body)
    assert [event["conversation_id"] for event in (named[1]["v"], named[2])] == ["c-1", "c-1"]
    error = FORMAT.block_answer(NOTICE, "cs", False)
    assert (error.status, FOUND in json.loads(error.body)["detail"]["message"]) == (403, True)


SAID = f"Dobrý den, {TOKEN}. Ahoj {TOKEN}"


@given(st.lists(st.integers(0, len(v1(SAID)))))
def test_identity(at):
    """Without a change the bytes are the same, wherever they are cut."""
    assert same(FORMAT, "text/event-stream; charset=utf-8", v1(SAID), at)


@pytest.mark.parametrize("text", [SAID, f"{TOKEN}{TOKEN}", f"konec {TOKEN[:-1]}", f"a {TOKEN} b"])
def test_restored(text):
    """A pseudonym that is cut over events is restored, in what was asked and in what is answered."""
    out = restored(FORMAT, "text/event-stream; charset=utf-8", v1(text))
    assert client(out) == [f"q {VALUE}", text.replace(TOKEN, VALUE)]


def test_whole_messages():
    """The older events hold all that was said so far: each is restored by itself."""
    events = [
        {"message": {"author": {"role": "assistant"}, "content": {"parts": [SAID[:size]]}}, "conversation_id": "c"} for size in (3, 15, 50)
    ]
    answer = sse(*events, "[DONE]")
    assert same(FORMAT, "text/event-stream", answer, [7, 50, 99])
    out = sse_data(restored(FORMAT, "text/event-stream", answer))
    assert out[-1]["message"]["content"]["parts"] == [SAID.replace(TOKEN, VALUE)]


def test_a_conversation_that_is_loaded():
    """Parts of a whole conversation are restored, too."""
    loaded = json.dumps({"mapping": {"a": {"message": {"content": {"parts": [SAID]}}}}}).encode()
    assert VALUE in json.loads(restored(FORMAT, "application/json", loaded))["mapping"]["a"]["message"]["content"]["parts"][0]
