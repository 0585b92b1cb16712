"""The rule: what has a provider read somebody's own things by itself is named wherever formats put it, and public things are not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.extract import sources
from gateway.extract.api import Body, SocketMessage
from gateway.extract.registry import formats, sockets

LINK = "https://urad.example/priloha.pdf"
SIGNED = f"{LINK}?X-Amz-Signature=0a1b"
CHAT: dict[str, Any] = {"messages": [{"role": "user", "content": "x"}]}


def asked(**part: Any) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": [part]}]}


def tool(**given: Any) -> dict[str, Any]:
    return {"input": "x", "tools": [given]}


NAMES: list[tuple[str, str, Any, bool]] = [
    ("a connector of OpenAI's", "openai_responses", tool(type="mcp", server_label="s", connector_id="connector_sharepoint"), True),
    ("a server", "openai_responses", tool(type="mcp", server_label="s", server_url="https://mcp.example/sse"), True),
    ("a server without its type", "openai_responses", tool(server_url="https://mcp.example/sse"), True),
    ("a server in a chat (Groq)", "openai_chat", {**CHAT, "tools": [{"type": "mcp", "server_url": "https://mcp.example"}]}, True),
    ("the provider's search of the web", "openai_responses", tool(type="web_search"), False),
    ("a client's own tool of that name", "openai_chat", {**CHAT, "tools": [{"type": "function", "function": {"name": "mcp", "parameters": {"properties": {"server_url": {"type": "mcp"}}}}}]}, False),
    ("what a server's tool was called with, sent again", "openai_responses", {"input": [{"type": "mcp_call", "server_label": "s", "name": "n", "arguments": '{"server_url": "x"}'}]}, False),
    ("a stored prompt", "openai_responses", {"prompt": {"id": "pmpt_1", "version": "2", "variables": {"jmeno": "x"}}}, True),
    ("a prompt that is a text", "openai_completions", {"prompt": "x"}, False),
    ("Anthropic's servers", "anthropic_messages", {**CHAT, "mcp_servers": [{"type": "url", "url": "https://mcp.example", "name": "n"}]}, True),
    ("in a batch", "anthropic_batches", {"requests": [{"custom_id": "1", "params": {**CHAT, "mcp_servers": [{"type": "url", "url": "https://mcp.example", "name": "n"}]}}]}, True),
    ("a client's own tool's words", "anthropic_messages", {"messages": [{"role": "assistant", "content": [{"type": "tool_use", "id": "t", "name": "n", "input": {"mcp_servers": [{"url": "https://mcp.example"}], "tools": [{"type": "mcp"}]}}]}]}, False),
    ("Anthropic's fetching of what the text names", "anthropic_messages", {**CHAT, "tools": [{"type": "web_fetch_20250910", "name": "web_fetch"}]}, False),
    ("Azure's own data", "openai_chat", {**CHAT, "data_sources": [{"type": "azure_search", "parameters": {"endpoint": "https://s.example", "index_name": "spisy"}}]}, True),
    ("as older versions call it", "openai_chat", {**CHAT, "dataSources": [{"type": "AzureCognitiveSearch"}]}, True),
    ("Cohere's connector", "cohere_v1", {"message": "x", "connectors": [{"id": "spisy"}]}, True),
    ("Cohere's for the web", "cohere_v1", {"message": "x", "connectors": [{"id": "web-search"}]}, False),
    ("a connector of Mistral's", "mistral_conversations", {"inputs": "x", "tools": [{"type": "connector", "connector_id": "c-1"}]}, True),
    ("Vertex's index", "gemini", {"contents": [], "tools": [{"retrieval": {"vertexAiSearch": {"datastore": "projects/p/d"}}}]}, True),
    ("Vertex's corpora", "gemini", {"contents": [], "tools": [{"retrieval": {"vertex_rag_store": {"rag_resources": [{"rag_corpus": "x"}]}}}]}, True),
    ("Vertex's index in a batch of Gemini's", "gemini", {"batch": {"inputConfig": {"requests": {"requests": [{"request": {"contents": [], "tools": [{"retrieval": {"vertexAiSearch": {"datastore": "projects/p/d"}}}]}}]}}}}, True),
    ("a server in what only counts tokens", "gemini", {"generateContentRequest": {"contents": [], "tools": [{"mcpServers": [{"streamableHttpTransport": {"url": "https://mcp.example"}}]}]}}, True),
    ("a client's own tool whose parameters are called so", "gemini", {"contents": [], "tools": [{"functionDeclarations": [{"name": "f", "parameters": {"properties": {"request": {"tools": [{"type": "mcp"}]}}}}]}]}, False),
    ("servers of Gemini's", "gemini", {"contents": [], "tools": [{"mcpServers": [{"name": "n", "streamableHttpTransport": {"url": "https://mcp.example"}}]}]}, True),
    ("Google's search", "gemini", {"contents": [], "tools": [{"googleSearch": {}}, {"urlContext": {}}]}, False),
    ("a blob of Azure's for a batch", "openai_json", {"input_blob": "https://u.blob.core.windows.net/c/a.jsonl", "endpoint": "/v1/x"}, True),
    ("a document in Google's storage", "google_translate", {"documentInputConfig": {"gcsSource": {"inputUri": "gs://b/a.pdf"}}}, True),
    ("many of them", "gemini", {"inputConfig": {"gcsSource": {"uris": ["gs://b/a.jsonl"]}}}, True),
    ("a picture there", "gemini", {"instances": [{"prompt": "x", "image": {"gcsUri": "gs://b/a.png"}}]}, True),
    ("a document in Amazon's", "walk", {"messages": [{"role": "user", "content": [{"document": {"name": "a", "source": {"s3Location": {"uri": "s3://b/a"}}}}]}]}, True),
    ("where an answer is put", "gemini", {"instances": [{"prompt": "x"}], "parameters": {"storageUri": "gs://b/"}}, False),
    ("a picture's link", "openai_chat", asked(type="image_url", image_url={"url": LINK}), False),
    ("a picture's link that is a key", "openai_chat", asked(type="image_url", image_url={"url": SIGNED}), True),
    ("without an object", "openai_responses", {"input": [{"role": "user", "content": [{"type": "input_image", "image_url": SIGNED}]}]}, True),
    ("a file's link", "openai_responses", {"input": [{"role": "user", "content": [{"type": "input_file", "file_url": LINK}]}]}, False),
    ("a file's link that is a key", "openai_responses", {"input": [{"role": "user", "content": [{"type": "input_file", "file_url": SIGNED}]}]}, True),
    ("Anthropic's link", "anthropic_messages", asked(type="document", source={"type": "url", "url": LINK}), False),
    ("Anthropic's that is a key", "anthropic_messages", asked(type="document", source={"type": "url", "url": SIGNED}), True),
    ("Mistral's", "openai_json", {"document": {"type": "document_url", "document_url": SIGNED}}, True),
    ("Perplexity's", "openai_chat", asked(type="file_url", file_url={"url": SIGNED}), True),
    ("Gemini's", "gemini", {"contents": [{"parts": [{"fileData": {"fileUri": SIGNED}}]}]}, True),
    ("a video", "gemini", {"contents": [{"parts": [{"fileData": {"fileUri": "https://www.youtube.com/watch?v=1"}}]}]}, False),
    ("such a link in a text", "openai_chat", asked(type="text", text=SIGNED), False),
    ("one in a citation", "openai_responses", {"input": [{"role": "assistant", "content": [{"type": "output_text", "text": "x", "annotations": [{"type": "url_citation", "url": SIGNED}]}]}]}, False),
]  # fmt: skip


@pytest.mark.parametrize(("why", "name", "body", "expected"), NAMES, ids=[row[0] for row in NAMES])
def test_what_a_request_names(why: str, name: str, body: Any, expected: bool) -> None:
    """Connectors, servers, indexes, stored prompts and links that are keys; not the public web."""
    content = json.dumps(body).encode()
    assert sources.named(formats()[name].segments(Body(content, "application/json")).segments) is expected, why


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("openai_realtime", {"type": "session.update", "session": {"tools": [{"type": "mcp", "server_label": "s", "server_url": "https://x.example"}]}}),
        ("openai_realtime", {"type": "session.update", "session": {"prompt": {"id": "pmpt_1"}}}),
        ("openai_realtime", {"type": "response.create", "response": {"prompt": {"id": "pmpt_1"}}}),
        ("gemini_live", {"setup": {"model": "m", "tools": [{"retrieval": {"vertexAiSearch": {"engine": "e"}}}]}}),
    ],
)  # fmt: skip
def test_what_a_message_names(name: str, message: Any) -> None:
    """Sockets set up their tools in a message."""
    found = sockets()[name].segments(SocketMessage(json.dumps(message).encode()))
    assert sources.named(found.segments)


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("openai_responses", '{"input":"x","tools":[],"tools":[{"type":"mcp","server_url":"https://a.example"}]}', "a second list of tools"),
        ("openai_responses", '{"input":"x","tools":[{"type":"function","type":"mcp"}]}', "a second type"),
        ("openai_responses", '{"prompt":{"version":"1"},"prompt":{"id":"pmpt_1"}}', "a second prompt"),
        ("gemini", '{"contents":[],"instances":[{"image":{"gcsUri":"","gcsUri":"gs://b/a"}}]}', "a second address"),
        (
            "gemini",
            '{"contents":[],"x":{"gcsSource":{},"gcsSource":{"uris":[],"uris":["gs://b/a"]}}}',
            "a second object with a second list",
        ),
        ("openai_responses", '{"input":[{"role":"user","content":[{"type":"input_file","file_url":"","file_url":"' + SIGNED + '"}]}]}', "a link"),
    ],
)  # fmt: skip
def test_what_stands_twice(name: str, body: str, why: str) -> None:
    """Of two keys of one name most readers take the last: a source there is one, too."""
    assert sources.named(formats()[name].segments(Body(body.encode(), "application/json")).segments), why


def test_a_line_of_a_batch() -> None:
    """What one request names, a file of requests names, too."""
    line = json.dumps({"body": tool(type="mcp", server_label="s", connector_id="connector_gmail")})
    form = (
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jsonl"\r\nContent-Type: application/jsonl\r\n\r\n'
        f"{line}\n\r\n--b--\r\n"
    )
    assert sources.named(formats()["openai_files"].segments(Body(form.encode(), "multipart/form-data; boundary=b", "/v1/files")).segments)


def test_values_of_a_stored_prompt_are_read() -> None:
    """Whatever becomes of the prompt itself, what a client fills it with is scanned, and a file there is looked up."""
    body = {"prompt": {"id": "pmpt_1", "variables": {"jmeno": "v-name", "spis": {"type": "input_file", "file_id": "file-a"}}}}
    found = formats()["openai_responses"].segments(Body(json.dumps(body).encode(), "application/json"))
    assert {"v-name", "file-a"} <= {one.text for one in found.segments}


@pytest.mark.parametrize(
    ("address", "private", "why"),
    [
        (LINK, False, "public"),
        (f"{LINK}?page=2&utm_source=x", False, "parameters that open nothing"),
        (SIGNED, True, "S3"),
        (f"{LINK}?x-goog-signature=0a", True, "Google, in another case"),
        (f"{LINK}?X%2DAmz%2DSignature=0a", True, "in another spelling"),
        ("https://ucet.blob.core.windows.net/c/a.pdf?sv=1&se=2027&sig=0a", True, "Azure's SAS"),
        ("https://jana:heslo@urad.example/a", True, "with a password"),
        ("https://urad.sharepoint.com/:b:/s/x/a?e=1", True, "shared in a drive"),
        ("https://Drive.Google.com./uc?id=1", True, "in another case"),
        ("https://notbox.com.example/a", False, "whole labels"),
        ("https://[x/a", True, "nobody can take it apart"),
    ],
)
def test_a_link_that_is_a_key(address: str, private: bool, why: str) -> None:
    """Who has it needs nothing else."""
    assert sources.is_private(address) is private, why
