"""Perplexity's page."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.perplexity_web import FORMAT
from support.pages import FOUND, NOTICE, TOKEN, VALUE, every_leaf_changes, restored, same, split, spoken, sse, sse_data
from support.wire import body, head, opaque

REQUEST = {
    "query_str": "v-question",
    "params": {
        "dsl_query": "v-copy",
        "attachments": ["https://ppl-ai-file-upload.s3.amazonaws.com/v-file.docx"],
        "mentions": ["v-mention"],
        "frontend_context_uuid": "c-1",
        "language": "cs-CZ",
        "version": "2.18",
    },
}
SAID = f"Dobrý den, {TOKEN}. Ahoj {TOKEN}"


def block(*patches):
    return {
        "blocks": [{"intended_usage": "ask_text", "diff_block": {"field": "markdown_block", "patches": list(patches)}}],
        "status": "PENDING",
    }


def stream(text: str) -> bytes:
    first, *rest = split(text)
    steps = json.dumps([{"step_type": "FINAL", "content": {"answer": json.dumps({"answer": text})}}])
    whole = {"blocks": [{"intended_usage": "ask_text", "markdown_block": {"progress": "DONE", "chunks": [text], "answer": text}}]}
    return sse(
        (
            "message",
            block({"op": "replace", "path": "", "value": {"progress": "IN_PROGRESS", "chunks": [first], "chunk_starting_offset": 0}}),
        ),
        *(("message", block({"op": "add", "path": f"/chunks/{at}", "value": piece})) for at, piece in enumerate(rest, start=1)),
        ("message", block({"op": "replace", "path": "/progress", "value": "DONE"})),
        ("message", {**whole, "text": steps, "status": "COMPLETED", "final_sse_message": True}),
        ("end_of_stream", {}),
    )


def client(answer: bytes) -> tuple[str, str]:
    """(the chunks put together before the last event, the answer of the last event)."""
    chunks: list[str] = []
    final = ""
    for event in sse_data(answer):
        for one in event.get("blocks", []):
            for patch in one.get("diff_block", {}).get("patches", []):
                if patch["path"] == "":
                    chunks = list(patch["value"]["chunks"])
                elif patch["path"].startswith("/chunks/"):
                    chunks.append(patch["value"])
            final = one.get("markdown_block", {}).get("answer", final)
    return "".join(chunks), final


def test_every_carrier_is_seen():
    """Both copies of the question, addresses of uploads and mentions are segments."""
    found = FORMAT.segments(body(REQUEST))
    assert spoken(found) == {"v-question": "user", "v-copy": "user", "v-mention": "user"}
    assert any("v-file.docx" in one.text for one in found.segments)
    assert found.streaming
    assert every_leaf_changes(FORMAT, body(json.dumps(REQUEST, indent=1).encode()))
    assert opaque(FORMAT.segments, body([])) == "unknown_shape"


@pytest.mark.parametrize(
    ("path", "operation"), [("/rest/sse/perplexity_ask", "ask"), ("/rest/sse/perplexity.ask", "ask"), ("/rest/sse/other", None)]
)
def test_operation(path, operation):
    """The page's own path, in both spellings."""
    assert FORMAT.operation(head(path=path)) == operation


def test_conversation():
    """The context's id, wherever it stands."""
    assert FORMAT.conversation(body(REQUEST)).key == FORMAT.conversation(body({"query_str": "x", "context_uuid": "c-1"})).key
    assert FORMAT.conversation(body({"query_str": "x"})).key is None


def test_a_refusal_is_an_answer():
    """The page shows one finished answer; elsewhere an error."""
    answer = FORMAT.block_answer(NOTICE, "cs", True)
    assert FOUND in client(answer.body)[1]
    assert answer.body.endswith(b"event: end_of_stream\ndata: {}\n\n")
    assert FOUND in json.loads(FORMAT.block_answer(NOTICE, "cs", False).body)["detail"]


@given(st.lists(st.integers(0, len(stream(SAID)))))
def test_identity(at):
    """Without a change the bytes are the same, wherever they are cut."""
    assert same(FORMAT, "text/event-stream; charset=utf-8", stream(SAID), at)


@pytest.mark.parametrize("text", [SAID, f"konec {TOKEN[:-1]}", f"{TOKEN} a"])
def test_restored(text):
    """A pseudonym that is cut over chunks is restored, and where the answer is repeated whole, also as JSON in a string."""
    out = restored(FORMAT, "text/event-stream", stream(text))
    expected = text.replace(TOKEN, VALUE)
    assert client(out) == (expected, expected)
    assert TOKEN.encode() not in out
    last = next(event for event in sse_data(out) if event.get("final_sse_message"))
    assert json.loads(json.loads(last["text"])[0]["content"]["answer"])["answer"] == expected
