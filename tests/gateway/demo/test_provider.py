"""What the stand-in answers, by method and path."""

import gzip
import json

import pytest

from gateway.demo.exchange import Request
from gateway.demo.provider import answer

CHAT = json.dumps({"model": "m", "messages": [{"role": "user", "content": "x"}]}).encode()
GZIP = (("content-encoding", "gzip"),)
ANTHROPIC = (("anthropic-version", "2023-06-01"),)

TABLE = [
    ("POST", "/v1/chat/completions", (), CHAT, 200, "a chat completion"),
    ("POST", "/v1/chat/completions", GZIP, gzip.compress(CHAT), 200, "in gzip"),
    ("POST", "/v1/chat/completions", GZIP, CHAT, 400, "not the coding it says"),
    ("POST", "/v1/chat/completions", (), b"{", 400, "not JSON"),
    ("POST", "/v1/chat/completions", (), b"[]", 400, "no object"),
    ("POST", "/v1/messages", ANTHROPIC, CHAT, 200, "a message"),
    ("POST", "/v1/messages", ANTHROPIC, b"{}", 400, "no messages"),
    ("GET", "/v1/models", (), b"", 200, "models of OpenAI"),
    ("GET", "/v1/models", ANTHROPIC, b"", 200, "models of Anthropic"),
    ("OPTIONS", "/v1/messages", (), b"", 204, "a preflight"),
    ("GET", "/", (), b"", 200, "a page"),
    ("POST", "/v1/files", (), b"x", 404, "anything else"),
]


@pytest.mark.parametrize(("method", "path", "headers", "body", "status"), [row[:5] for row in TABLE], ids=[row[5] for row in TABLE])
def test_answers(method: str, path: str, headers: tuple[tuple[str, str], ...], body: bytes, status: int) -> None:
    """Both vendors' operations are answered, the rest is 404."""
    assert answer(Request(method, "api.openai.com", path, headers, body)).status == status


def test_errors_speak_the_vendors_dialect() -> None:
    """An error to Anthropic's client says so at its top level, one to OpenAI's does not."""
    shapes = [
        json.loads(b"".join(part for part in answer(Request("POST", host, "/v1/files")).parts if isinstance(part, bytes)))
        for host in ("api.anthropic.com", "api.openai.com")
    ]
    assert [shape.get("type") for shape in shapes] == ["error", None]
