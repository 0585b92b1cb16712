"""The Mistral side of the stand-in."""

import json
from typing import Any

from gateway.demo import mistral_replies
from gateway.demo.exchange import Request
from gateway.demo.replies import TEXT


def ask(path: str, value: Any = None, method: str = "POST") -> Any:
    reply = mistral_replies.answer(Request(method, "api.mistral.ai", path, (), json.dumps(value).encode()))
    return json.loads(b"".join(part for part in reply.parts if isinstance(part, bytes)))


def test_answers() -> None:
    """Chat as OpenAI's, embeddings one a text, files, models, an error."""
    assert ask("/v1/chat/completions", {"messages": [{}]})["choices"][0]["message"]["content"] == TEXT
    assert [len(ask("/v1/embeddings", {"input": given})["data"]) for given in (["a", "b"], "a")] == [2, 1]
    assert ask("/v1/files")["sample_type"] == "batch_request"
    assert ask("/v1/models", method="GET")["data"]
    assert ask("/v1/other")["error"]["message"] == "no such operation"
