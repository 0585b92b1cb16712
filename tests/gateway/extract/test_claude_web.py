"""Claude's page."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.claude_web import FORMAT
from gateway.model import Conversation
from support.pages import FOUND, NOTICE, TOKEN, VALUE, every_leaf_changes, restored, same, split, spoken, sse, sse_data
from support.wire import JSON, Body, body, head, joined, opaque

PATH = "/api/organizations/o-1/chat_conversations/c-1/completion"
REQUEST = {
    "prompt": "v-question 710319",
    "parent_message_uuid": "00000000-0000-4000-8000-000000000000",
    "timezone": "Europe/Prague",
    "personalized_styles": [{"type": "custom", "name": "v-style", "prompt": "v-how"}],
    "locale": "cs-CZ",
    "tools": [{"type": "web_search_v0", "name": "v-tool"}],
    "attachments": [{"file_name": "v-file.txt", "file_type": "text/plain", "file_size": 5, "extracted_content": "v-pasted"}],
    "files": ["uuid-1"],
    "sync_sources": [],
    "rendering_mode": "messages",
}
SAID = f"Dobrý den, {TOKEN}. Ahoj {TOKEN}"


def stream(text: str) -> bytes:
    start = {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": "", "citations": []}}
    deltas = [{"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": piece}} for piece in split(text)]
    thinking = {"type": "content_block_delta", "index": 1, "delta": {"type": "thinking_delta", "thinking": TOKEN}}
    events = [
        {"type": "message_start", "message": {"id": "m"}},
        start,
        *deltas,
        {"type": "content_block_stop", "index": 0},
        thinking,
        {"type": "message_stop"},
    ]
    return sse(*((event["type"], event) for event in events))  # fmt: skip


def client(answer: bytes) -> str:
    return "".join(event["delta"].get("text", "") for event in sse_data(answer) if event["type"] == "content_block_delta")


def test_every_carrier_is_seen():
    """Question, pasted text, file names, styles and tools are segments of the right speaker; the pasted text follows the question."""
    found = FORMAT.segments(Body(json.dumps(REQUEST).encode(), JSON, PATH))
    assert spoken(found) == {
        "v-question 710319": "user", "v-style": "system", "v-how": "system", "v-tool": "tool", "v-file.txt": "user", "v-pasted": "user",
    }  # fmt: skip
    assert "v-question 710319v-pasted" in joined(found)
    assert found.streaming


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        (PATH, "completion"),
        (PATH.replace("completion", "retry_completion"), "completion.retry"),
        (PATH.replace("completion", "title"), "title"),
        (PATH.replace("completion", "other"), None),
        ("/api/organizations/o/x/chat_conversations/c/completion", None),
    ],
)
def test_operation(path, operation):
    """The page's own paths."""
    assert FORMAT.operation(head(path=path)) == operation


def test_conversation():
    """The path names it: a question and its title belong to one."""
    first = FORMAT.conversation(Body(b'{"prompt": "a"}', JSON, PATH))
    title = FORMAT.segments(Body(b'{"message_content": "v-a", "recent_titles": ["v-b"]}', JSON, PATH.replace("completion", "title")))
    assert first.key == title.conversation.key
    assert first.key != FORMAT.conversation(Body(b"{}", JSON, PATH.replace("c-1", "c-2"))).key
    assert FORMAT.conversation(body({})) == Conversation(None)
    assert not title.streaming
    assert spoken(title)["v-a"] == "user"


def test_rebuild():
    """Unchanged it is the same bytes; every text can be changed."""
    assert every_leaf_changes(FORMAT, body(json.dumps(REQUEST, indent=1).encode()))
    assert opaque(FORMAT.segments, body([])) == "unknown_shape"


def test_a_refusal_is_a_message():
    """The page shows one message of the assistant; elsewhere the vendor's error."""
    answer = FORMAT.block_answer(NOTICE, "cs", True)
    assert FOUND in client(answer.body)
    assert [event["type"] for event in sse_data(answer.body)][-1] == "message_stop"
    error = FORMAT.block_answer(NOTICE, "cs", False)
    assert (error.status, json.loads(error.body)["error"]["type"]) == (403, "permission_error")


@given(st.lists(st.integers(0, len(stream(SAID)))))
def test_identity(at):
    """Without a change the bytes are the same, wherever they are cut."""
    assert same(FORMAT, "text/event-stream", stream(SAID), at)


@pytest.mark.parametrize("text", [SAID, f"konec {TOKEN[:-1]}"])
def test_restored(text):
    """A pseudonym that is cut over events is restored; thinking stays as it is."""
    out = restored(FORMAT, "text/event-stream", stream(text))
    assert client(out) == text.replace(TOKEN, VALUE)
    assert TOKEN.encode() in out
