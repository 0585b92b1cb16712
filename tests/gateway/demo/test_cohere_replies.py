"""The Cohere side of the stand-in."""

import json
from typing import Any

from gateway.demo import cohere_replies
from gateway.demo.exchange import Request
from gateway.demo.replies import TEXT


def ask(path: str, value: Any) -> bytes:
    reply = cohere_replies.answer(Request("POST", "api.cohere.com", path, (), json.dumps(value).encode()))
    return b"".join(part for part in reply.parts if isinstance(part, bytes))


def test_text_whole_and_streamed() -> None:
    """Streamed or not, the answer is the same text."""
    assert json.loads(ask("/v2/chat", {}))["message"]["content"] == [{"type": "text", "text": TEXT}]
    events = [json.loads(line[6:]) for line in ask("/v2/chat", {"stream": True}).splitlines() if line.startswith(b"data: ")]
    assert [event["type"] for event in events if event["type"] != "content-delta"] == [
        "message-start", "content-start", "content-end", "message-end",
    ]  # fmt: skip
    assert "".join(event["delta"]["message"]["content"]["text"] for event in events if event["type"] == "content-delta") == TEXT


def test_the_rest() -> None:
    """Embeddings, one a text; ranks; an error."""
    assert len(json.loads(ask("/v2/embed", {"texts": ["a", "b"]}))["embeddings"]["float"]) == 2
    assert json.loads(ask("/v2/rerank", {}))["results"]
    assert json.loads(ask("/v2/other", {})) == {"message": "no such operation"}
