"""The rule: a request's sources have names only where the shape of each object is known, whole, and says one source."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import source_names, sources
from gateway.extract.api import Body
from gateway.extract.registry import formats
from gateway.model import Segment

URL = "https://mcp.urad.example/mcp"
CHAT: dict[str, Any] = {"messages": [{"role": "user", "content": "x"}]}
MCP = {"type": "mcp", "server_label": "s", "server_url": URL}
ANTHROPIC = {"type": "url", "url": URL, "name": "n"}
SEARCH = {"endpoint": "https://urad.search.windows.net", "index_name": "spisy"}
INDEX = "index:https://urad.search.windows.net/indexes/spisy"
STORE = "projects/p/locations/eu/collections/c/dataStores/spisy"
CORPUS = "projects/1/locations/eu/ragCorpora/2"


def segments(name: str, body: Any) -> tuple[Segment, ...]:
    content = body if isinstance(body, str) else json.dumps(body)
    return tuple(formats()[name].segments(Body(content.encode(), "application/json")).segments)


def tools(*given: Any) -> dict[str, Any]:
    return {"input": "x", "tools": list(given)}


def azure(**more: Any) -> dict[str, Any]:
    return {**CHAT, "data_sources": [{"type": "azure_search", "parameters": {**SEARCH, **more}}]}


def vertex(**given: Any) -> dict[str, Any]:
    return {"contents": [], "tools": [{"retrieval": given}]}


@pytest.mark.parametrize(
    ("why", "name", "body", "expected"),
    [
        ("OpenAI's server", "openai_responses", tools(MCP), {URL}),
        (
            "with all that may stand beside it",
            "openai_responses",
            tools({
                **MCP, "server_description": "x", "authorization": "Bearer x", "headers": {"Authorization": "x", "X-Api-Key": "x"},
                "allowed_tools": {"tool_names": ["a"], "read_only": True}, "require_approval": {"never": {"tool_names": ["a"]}},
                "defer_loading": True,
            }),
            {URL},
        ),
        ("its connector", "openai_responses", tools({"type": "mcp", "connector_id": "connector_gmail", "authorization": "x"}), {"connector:connector_gmail"}),
        ("two", "openai_responses", tools(MCP, {"type": "mcp", "connector_id": "connector_gmail"}), {URL, "connector:connector_gmail"}),
        ("beside other tools", "openai_responses", tools({"type": "web_search"}, {"type": "function", "name": "f", "parameters": {"url": 1}}, MCP), {URL}),
        ("in a chat", "openai_chat", {**CHAT, "tools": [MCP]}, {URL}),
        ("Gemini's server in interactions", "gemini", {"input": "x", "tools": [{"type": "mcp_server", "name": "n", "url": URL}]}, {URL}),
        ("Mistral's connector", "mistral_conversations", {"inputs": "x", "tools": [{"type": "connector", "connector_id": "c-1"}]}, {"connector:c-1"}),
        ("Anthropic's", "anthropic_messages", {**CHAT, "mcp_servers": [{**ANTHROPIC, "authorization_token": "x", "tool_configuration": {"allowed_tools": ["a"]}}]}, {URL}),
        ("in a batch", "anthropic_batches", {"requests": [{"custom_id": "1", "params": {**CHAT, "mcp_servers": [ANTHROPIC]}}]}, {URL}),
        ("Gemini's", "gemini", {"contents": [], "tools": [{"mcpServers": [{"name": "n", "streamableHttpTransport": {"url": URL, "timeout": "5s", "headers": {"Authorization": "x"}}}], "functionDeclarations": [{"name": "f"}]}]}, {URL}),
        ("in a batch of Gemini's", "gemini", {"batch": {"input_config": {"requests": {"requests": [{"request": {"contents": [], **vertex(vertexAiSearch={"datastore": STORE})}}]}}}}, {f"index:{STORE}"}),
        ("Azure's index", "openai_chat", azure(authentication={"type": "api_key", "key": "x"}, in_scope=True, fields_mapping={"content_fields": ["a"]}), {INDEX}),
        ("with Azure's own embedding", "openai_chat", azure(embedding_dependency={"type": "deployment_name", "deployment_name": "e"}), {INDEX}),
        ("Cohere's connector", "cohere_v1", {"message": "x", "connectors": [{"id": "spisy"}, {"id": "web-search"}]}, {"connector:spisy"}),
        ("a stored prompt", "openai_responses", {"prompt": {"id": "pmpt_1", "version": "2", "variables": {"jmeno": "x"}}}, {"prompt:pmpt_1"}),
        ("Vertex's store", "gemini", vertex(vertexAiSearch={"datastore": STORE, "maxResults": 5}), {f"index:{STORE}"}),
        ("Vertex's corpora", "gemini", vertex(vertex_rag_store={"rag_resources": [{"rag_corpus": CORPUS}, {"rag_corpus": CORPUS + "3"}]}), {f"index:{CORPUS}", f"index:{CORPUS}3"}),
        ("Google's objects", "gemini", {"inputConfig": {"gcsSource": {"uris": ["gs://urad-spisy/a", "gs://jine/b"]}}}, {"gs://urad-spisy", "gs://jine"}),
        ("a picture there", "gemini", {"instances": [{"image": {"gcsUri": "gs://urad-spisy/a.png", "mimeType": "image/png"}}]}, {"gs://urad-spisy"}),
        ("Amazon's", "walk", {"messages": [{"content": [{"document": {"source": {"s3Location": {"uri": "s3://urad-spisy/a", "bucketOwner": "1"}}}}]}]}, {"s3://urad-spisy"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_names(why: str, name: str, body: Any, expected: set[str]) -> None:
    """Shapes as their vendors write them."""
    assert source_names.names(segments(name, body)) == expected, why


@pytest.mark.parametrize(
    ("why", "name", "body"),
    [
        ("a server and a connector", "openai_responses", tools({**MCP, "connector_id": "connector_gmail"})),
        ("a connector and an empty server", "openai_responses", tools({"type": "mcp", "connector_id": "connector_gmail", "server_url": None})),
        ("an empty server", "openai_responses", tools({**MCP, "server_url": ""})),
        ("no server at all", "openai_responses", tools({"type": "mcp", "server_label": "s"})),
        ("a list of servers", "openai_responses", tools({**MCP, "server_url": [URL]})),
        ("an object for a server", "openai_responses", tools({**MCP, "server_url": {"url": URL}})),
        ("a key that nobody knows", "openai_responses", tools({**MCP, "tunnel_id": "t"})),
        ("the same without a value", "openai_responses", tools({**MCP, "tunnel_id": None})),
        ("a second address", "openai_responses", tools({**MCP, "url": URL})),
        ("without its type", "openai_responses", tools({"server_url": URL})),
        ("of another type", "openai_responses", tools({**MCP, "type": "connector"})),
        ("a header that leads elsewhere", "openai_responses", tools({**MCP, "headers": {"Host": "x.example"}})),
        ("a header that proxies look at", "openai_responses", tools({**MCP, "headers": {"X-Forwarded-Host": "x.example"}})),
        ("a header in a header", "openai_responses", tools({**MCP, "headers": {"Authorization": {"Host": "x"}}})),
        ("two addresses", "openai_responses", '{"input":"x","tools":[{"type":"mcp","server_url":"URL","server_url":"URL"}]}'.replace("URL", URL)),
        ("two types", "openai_responses", '{"input":"x","tools":[{"type":"function","type":"mcp","server_url":"URL"}]}'.replace("URL", URL)),
        ("two lists of tools", "openai_responses", '{"input":"x","tools":[],"tools":[{"type":"mcp","server_url":"URL"}]}'.replace("URL", URL)),
        ("two prompts", "openai_responses", '{"prompt":{"id":"pmpt_1"},"prompt":{"id":"pmpt_1"}}'),
        ("one of two has no name", "openai_responses", tools(MCP, {"type": "mcp", "server_label": "s"})),
        ("a link that is a key in a prompt's value", "openai_responses", {"prompt": {"id": "pmpt_1", "variables": {"s": {"type": "input_file", "file_url": "https://x.example/a?sig=1"}}}}),
        ("a key of a prompt that nobody knows", "openai_responses", {"prompt": {"id": "pmpt_1", "project": "p"}}),
        ("a version that is none", "openai_responses", {"prompt": {"id": "pmpt_1", "version": {"id": "x"}}}),
        ("an object in Anthropic's", "anthropic_messages", {**CHAT, "mcp_servers": [{**ANTHROPIC, "transport": {"url": "https://x.example"}}]}),
        ("Gemini's with another transport", "gemini", {"contents": [], "tools": [{"mcpServers": [{"streamableHttpTransport": {"url": URL}, "stdioTransport": {"url": "x"}}]}]}),
        ("Gemini's without a list", "gemini", {"contents": [], "tools": [{"mcpServers": {"name": "n", "streamableHttpTransport": {"url": URL}}}]}),
        ("another sort of Azure's", "openai_chat", {**CHAT, "data_sources": [{"type": "azure_cosmos_db", "parameters": SEARCH}]}),
        ("an older version of Azure's", "openai_chat", {**CHAT, "dataSources": [{"type": "AzureCognitiveSearch", "parameters": {"endpoint": SEARCH["endpoint"], "indexName": "spisy"}}]}),
        ("Azure's with another server that embeds", "openai_chat", azure(embedding_dependency={"type": "endpoint", "endpoint": "https://x.example"})),
        ("Azure's without an index", "openai_chat", {**CHAT, "data_sources": [{"type": "azure_search", "parameters": {"endpoint": SEARCH["endpoint"]}}]}),
        ("Cohere's with options", "cohere_v1", {"message": "x", "connectors": [{"id": "spisy", "options": {"site": "x"}}]}),
        ("a store and an engine", "gemini", vertex(vertexAiSearch={"datastore": STORE, "engine": STORE})),
        ("an engine's own stores", "gemini", vertex(vertexAiSearch={"engine": STORE, "dataStoreSpecs": [{"dataStore": STORE}]})),
        ("another interface", "gemini", vertex(externalApi={"endpoint": URL})),
        ("two sorts of retrieval", "gemini", vertex(vertexAiSearch={"datastore": STORE}, externalApi={"endpoint": URL})),
        ("a corpus by an older name", "gemini", vertex(vertexRagStore={"ragCorpora": [CORPUS]})),
        ("one object without a bucket", "gemini", {"inputConfig": {"gcsSource": {"uris": ["gs://urad-spisy/a", "https://x.example/b"]}}}),
        ("a table", "gemini", {"inputConfig": {"bigquerySource": {"inputUri": "bq://p.d.t"}}}),
        ("a blob of Azure's", "openai_json", {"input_blob": "https://u.blob.core.windows.net/c/a.jsonl"}),
        ("a link that is a key", "openai_chat", {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://u.sharepoint.com/a"}}]}]}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_no_name(why: str, name: str, body: Any) -> None:
    """Anything odd stays a source without a name, which nobody can approve."""
    read = segments(name, body)
    assert sources.named(read), why
    assert source_names.names(read) is None, why


def test_an_object_without_end() -> None:
    """One that is longer than any tool's settings is read by nobody; a batch of many short ones is."""
    assert source_names.names(segments("openai_responses", tools({**MCP, "allowed_tools": ["a"] * source_names.MOST}))) is None
    batch = {"requests": [{"custom_id": str(at), "params": {**CHAT, "mcp_servers": [ANTHROPIC]}} for at in range(1500)]}
    assert source_names.names(segments("anthropic_batches", batch)) == {URL}


def test_without_a_source() -> None:
    """There is nothing to approve."""
    assert source_names.names(segments("openai_responses", tools({"type": "web_search"}))) == frozenset()


def leaves(value: Any) -> bool:
    """Whether a text stands somewhere in it."""
    if isinstance(value, (list, dict)):
        return any(map(leaves, value.values() if isinstance(value, dict) else value))
    return bool(value)


TEXT = st.one_of(st.sampled_from([URL, "connector_gmail", "mcp", "https://x.example/", "", "url"]), st.text(max_size=5))
KEYS = st.sampled_from(["type", "server_url", "connector_id", "url", "headers", "server_label", "authorization", "tunnel_id", "retrieval", "mcpServers"])  # fmt: skip
OBJECT = st.dictionaries(KEYS, st.one_of(TEXT, st.none(), st.lists(TEXT, max_size=2), st.dictionaries(KEYS, TEXT, max_size=2)), max_size=4)


@given(st.lists(OBJECT, max_size=3))
def test_no_unlisted_source_has_a_listed_name(given: list[dict[str, Any]]) -> None:
    """Where a name comes out, each tool that is a source says that one source in the one place for it."""
    names = source_names.names(segments("openai_responses", tools(*given)))
    if names is None or not names <= {URL}:
        return
    for one in given:
        said = {key: one[key] for key in ("server_url", "url", "connector_id") if key in one}
        hosted = one.get("type") in ("mcp", "mcp_server", "connector") or any(map(leaves, (one.get("server_url"), one.get("connector_id"))))
        assert not hosted or list(said.values()) == [URL]
