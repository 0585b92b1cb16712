"""Files of requests for tests: requests that are stopped when they come alone, and the lines that carry them."""

from __future__ import annotations

import json
from typing import Any

from gateway.batch import Asked
from gateway.extract import asked
from gateway.extract.api import Body
from gateway.extract.registry import formats
from gateway.model import OpaqueBody

MCP = {"type": "mcp", "server_label": "spisy", "server_url": "https://mcp.urad.example/spisy"}
SIGNED = "https://urad.example/a.pdf?X-Amz-Signature=0a1b"
FILE = {"type": "input_file", "file_id": "file-a"}
WORDS = {"model": "m", "messages": [{"role": "user", "content": "Co je dan?"}]}
PICTURE = "data:image/png;base64,AAAA"

OPENAI: list[tuple[str, str, str, Any]] = [
    ("a server", "openai_responses", "/v1/responses", {"input": "x", "tools": [MCP]}),
    ("a server in a chat (Groq)", "openai_chat", "/v1/chat/completions", {**WORDS, "tools": [MCP]}),
    ("a connector", "openai_responses", "/v1/responses", {"input": "x", "tools": [{"type": "mcp", "connector_id": "connector_gmail"}]}),
    ("a stored prompt", "openai_responses", "/v1/responses", {"prompt": {"id": "pmpt_1"}}),
    ("Azure's own data", "openai_chat", "/chat/completions", {**WORDS, "data_sources": [{"type": "azure_search", "parameters": {}}]}),
    ("a link that is a key", "openai_responses", "/v1/responses", {"input": [{"role": "user", "content": [{"type": "input_image", "image_url": SIGNED}]}]}),
    ("a file", "openai_responses", "/v1/responses", {"input": [{"role": "user", "content": [FILE]}]}),
    ("a store", "openai_responses", "/v1/responses", {"input": "x", "tools": [{"type": "file_search", "vector_store_ids": ["vs_1"]}]}),
    ("a container", "openai_responses", "/v1/responses", {"input": "x", "tools": [{"type": "code_interpreter", "container": "cntr_1"}]}),
    ("numbers for words", "openai_embeddings", "/v1/embeddings", {"input": [[1, 2], [3]]}),
    ("numbers alone", "openai_completions", "/v1/completions", {"prompt": [1, 2]}),
    ("messages that nobody can read", "openai_chat", "/v1/chat/completions", {"messages": [{"role": "user", "content": {"text": "x"}}]}),
    ("a picture that is none", "openai_chat", "/v1/chat/completions", {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "AAAA"}}]}]}),
]  # fmt: skip
"""Why it is stopped, the format that reads it alone, the address in its line, the request."""

GOOGLE: list[tuple[str, str, str, Any]] = [
    ("a server", "gemini", "", {"contents": [], "tools": [{"mcpServers": [{"streamableHttpTransport": {"url": "https://mcp.urad.example/spisy"}}]}]}),
    ("an index", "gemini", "", {"contents": [], "tools": [{"retrieval": {"vertexAiSearch": {"datastore": "projects/p/locations/eu/dataStores/d"}}}]}),
    ("a file", "gemini", "", {"contents": [{"parts": [{"fileData": {"fileUri": "files/abc"}}]}]}),
    ("a file in snake case", "gemini", "", {"contents": [{"parts": [{"file_data": {"file_uri": "gs://b/a.pdf"}}]}]}),
    ("a cached context", "gemini", "", {"contents": [], "cachedContent": "cachedContents/c"}),
    ("bytes that are none", "gemini", "", {"contents": [{"parts": [{"inlineData": {"mimeType": "image/png", "data": "?"}}]}]}),
]  # fmt: skip


def alone(name: str, request: str) -> Asked | str:
    """What a request asks for when it comes alone; why it cannot be read."""
    try:
        return asked.of(formats()[name].segments(Body(request.encode(), "application/json")).segments)
    except OpaqueBody as opaque:
        return opaque.reason.value


def line(url: str, request: Any, *, addressed: bool = True) -> str:
    """As OpenAI has it, as Mistral (not ``addressed``), or as Gemini where there is no address at all."""
    if not url:
        return json.dumps({"key": "1", "request": request})
    return json.dumps({"custom_id": "1", **({"method": "POST", "url": url} if addressed else {}), "body": request})
