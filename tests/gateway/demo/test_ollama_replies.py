"""The Ollama side of the stand-in."""

import json
from typing import Any

import pytest

from gateway.demo import ollama_replies
from gateway.demo.exchange import Request
from gateway.demo.replies import TEXT


def ask(path: str, value: Any, method: str = "POST") -> list[Any]:
    reply = ollama_replies.answer(Request(method, "ollama.example", path, (), json.dumps(value).encode()))
    return [json.loads(line) for line in b"".join(part for part in reply.parts if isinstance(part, bytes)).splitlines()]


@pytest.mark.parametrize("path", ["/api/chat", "/api/generate"])
def test_text_whole_and_streamed(path: str) -> None:
    """It streams unless told not to, and the answer is the same text."""

    def text(lines: list[Any]) -> str:
        return "".join(line["message"]["content"] if path == "/api/chat" else line["response"] for line in lines)

    streamed, whole = ask(path, {"model": "m"}), ask(path, {"model": "m", "stream": False})
    assert text(streamed) == text(whole) == TEXT
    assert len(whole) == 1
    assert [line["done"] for line in streamed] == [False] * (len(streamed) - 1) + [True]


def test_the_rest() -> None:
    """Embeddings, models, an error."""
    assert ask("/api/embed", {})[0]["embeddings"]
    assert ask("/api/tags", {}, "GET")[0]["models"]
    assert ask("/api/other", {})[0]["error"]
