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
    ("POST", "/v1/responses", (), b"{}", 200, "a response"),
    ("POST", "/v1/files", ANTHROPIC, b"x", 200, "a file of Anthropic"),
    ("POST", "/v1/neznama", (), b"x", 404, "anything else"),
]


@pytest.mark.parametrize(("method", "path", "headers", "body", "status"), [row[:5] for row in TABLE], ids=[row[5] for row in TABLE])
def test_answers(method: str, path: str, headers: tuple[tuple[str, str], ...], body: bytes, status: int) -> None:
    """Both vendors' operations are answered, the rest is 404."""
    assert answer(Request(method, "api.openai.com", path, headers, body)).status == status


VENDORS = [
    ("generativelanguage.googleapis.com", "POST", "/v1beta/models/m:generateContent", b'{"contents": [{}]}', 200),
    ("europe-west4-aiplatform.googleapis.com", "POST", "/v1/projects/p/locations/l/publishers/google/models/m:countTokens", b"{}", 200),
    ("api.deepl.com", "POST", "/v2/translate", b'{"text": ["a"]}', 200),
    ("api.cohere.com", "POST", "/v2/chat", b"{}", 200),
    ("ollama.example", "POST", "/api/chat", b'{"model": "m"}', 200),
    ("mcp.deepwiki.com", "POST", "/mcp", b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}', 200),
    ("api.groq.com", "POST", "/openai/v1/chat/completions", CHAT, 200),
    ("api.anthropic.com", "POST", "/v1/complete", b'{"prompt": "x"}', 200),
    ("api.anthropic.com", "POST", "/v1/messages/batches", b"{}", 200),
    ("api.anthropic.com", "POST", "/v1/files", b"x", 200),
    ("api.cohere.com", "POST", "/v2/chat", b"{", 400),
    ("mcp.deepwiki.com", "POST", "/mcp", b"7", 400),
    ("api.deepl.com", "POST", "/other", b"{}", 404),
]


@pytest.mark.parametrize(("host", "method", "path", "body", "status"), VENDORS)
def test_vendors_by_host(host: str, method: str, path: str, body: bytes, status: int) -> None:
    """Each vendor's operations are answered on its own hosts, in any content coding; what it cannot take is refused."""
    assert answer(Request(method, host, path, (("content-type", "application/json"),), body)).status == status
    coded = (("content-type", "application/json"), *GZIP)
    assert answer(Request(method, host, path, coded, gzip.compress(body))).status == status


def test_errors_speak_the_vendors_dialect() -> None:
    """An error to Anthropic's client says so at its top level, one to OpenAI's does not."""
    shapes = [
        json.loads(b"".join(part for part in answer(Request("POST", host, "/v1/other")).parts if isinstance(part, bytes)))
        for host in ("api.anthropic.com", "api.openai.com")
    ]
    assert [shape.get("type") for shape in shapes] == ["error", None]
