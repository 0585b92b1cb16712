"""The rule: a table is kept under what names the history at the provider, and nothing is pseudonymised whose history nobody can name."""

from __future__ import annotations

import json

import pytest

from allowlist.answers import Approved, Role
from allowlist.person import Person
from gateway.act.pseudonyms import CannotPseudonymise
from gateway.extract.named import conversation_key
from gateway.extract.registry import formats
from gateway.model import RequestHead
from gateway.pipeline import Reading, Request, read
from gateway.proxy.replacing import conversation_of
from gateway.server_state import NAMED_BY_ANSWER, changes_it, endpoint_key, goes_on, kept_under, only_begins

RESPONSES, THREADS = "openai_responses", "openai_assistants"
RESP = conversation_key(RESPONSES, "response", "resp_1")


def reading(name: str, path: str, body: object, person: str = "p1") -> Reading:
    head = RequestHead(
        "https", "api.example", 443, "POST", path, "", (("content-type", "application/json"),), person=Person(person) if person else None
    )
    return read(Request(head, json.dumps(body).encode(), Approved("tool", "ask", Role.PROMPT, "test", name), 100_000), formats())


MESSAGE = {"role": "user", "content": "x"}
ROWS = [
    (RESPONSES, "/v1/responses", {"input": "x"}, None, True, True, "a first question: its answer names what goes on"),
    (RESPONSES, "/v1/responses", {"input": "x", "store": False}, None, True, False, "the provider forgets it"),
    (RESPONSES, "/v1/responses", {"input": "x", "previous_response_id": "resp_1"}, RESP, False, True, "a chain"),
    (
        RESPONSES,
        "/v1/responses",
        {"input": "x", "conversation": {"id": "conv_1"}},
        conversation_key(RESPONSES, "conv_1"),
        True,
        False,
        "a conversation",
    ),
    (RESPONSES, "/v1/conversations", {"items": [MESSAGE]}, None, True, True, "a new conversation"),
    (RESPONSES, "/v1/conversations/conv_1/items", {"items": [MESSAGE]}, conversation_key(RESPONSES, "conv_1"), True, False, "more of it"),
    (THREADS, "/v1/threads", {"messages": [MESSAGE]}, None, True, True, "a new thread"),
    (THREADS, "/v1/threads/runs", {"thread": {"messages": [MESSAGE]}}, None, True, True, "a new thread that runs"),
    (THREADS, "/v1/threads/thread_1/messages", MESSAGE, conversation_key(THREADS, "thread_1"), True, False, "a message"),
    (THREADS, "/v1/threads/thread_1/runs", {"instructions": "x"}, conversation_key(THREADS, "thread_1"), True, False, "a run"),
    ("mistral_conversations", "/v1/conversations", {"inputs": "x"}, None, True, True, "a new one of Mistral's"),
    (
        "mistral_conversations",
        "/v1/conversations/c1/restart",
        {"inputs": "x"},
        conversation_key("mistral_conversations", "c1"),
        False,
        True,
        "a branch, which gets an id of its own",
    ),
    ("mcp", "/mcp", {"jsonrpc": "2.0", "method": "tools/call", "id": 1}, endpoint_key("api.example", 443), True, False, "an MCP server"),
    ("openai_chat", "/v1/chat/completions", {"messages": [MESSAGE]}, None, True, False, "the history comes with it"),
]


@pytest.mark.parametrize(("name", "path", "body", "key", "changes", "on", "why"), ROWS, ids=[row[6] for row in ROWS])
def test_where_a_table_is(name: str, path: str, body: object, key: str | None, changes: bool, on: bool, why: str) -> None:
    """The row it goes on with, whether that row is changed, and whether the answer tells where it goes on."""
    one = reading(name, path, body)
    assert kept_under(one) == key, why
    assert changes_it(one) is changes
    assert goes_on(one) is on


@pytest.mark.parametrize(
    ("name", "path", "body", "person", "reason", "why"),
    [
        (THREADS, "/v1/assistants", {"instructions": "x"}, "p1", "conversation", "an assistant is everybody's"),
        (RESPONSES, "/v1/responses", {"input": [{"type": "item_reference", "id": "msg_1"}]}, "p1", "conversation", "by reference"),
        (RESPONSES, "/v1/responses", {"input": [{"type": "compaction", "encrypted_content": "x"}]}, "p1", "conversation", "packed"),
        (RESPONSES, "/v1/responses/compact", {"input": "x"}, "p1", "conversation", "to be packed"),
        ("mcp", "/mcp", {"jsonrpc": "2.0", "method": "tools/call", "id": 1}, "", "person", "a server is everybody's"),
        ("claude_web", "/elsewhere", {"prompt": "x"}, "p1", "conversation", "a page that names none"),
        ("openai_embeddings", "/v1/embeddings", {"input": "x"}, "p1", "format", "its answer is not read"),
    ],
)
def test_what_nobody_can_name(name: str, path: str, body: object, person: str, reason: str, why: str) -> None:
    """It blocks: a later turn could not tell whose its tokens are."""
    with pytest.raises(CannotPseudonymise) as caught:
        kept_under(reading(name, path, body, person))
    assert caught.value.reason == reason, why


@pytest.mark.parametrize(
    ("name", "body", "begins", "why"),
    [
        (RESPONSES, {"input": "x"}, True, "a first question"),
        (RESPONSES, {"input": [MESSAGE, MESSAGE]}, True, "a history"),
        (RESPONSES, {"input": [MESSAGE, {"type": "item_reference", "id": "msg_1"}]}, True, "a history that is elsewhere in part"),
        (RESPONSES, {"input": "x", "previous_response_id": "resp_1"}, False, "a chain"),
        (RESPONSES, {"input": "x", "conversation": "conv_1"}, False, "a conversation"),
        ("openai_chat", {"messages": [MESSAGE]}, False, "no answer names it"),
    ],
)
def test_what_only_begins_has_no_table_yet(name: str, body: object, begins: bool, why: str) -> None:
    """A request that comes with its history and is named by its answer alone goes on with nothing that was kept."""
    one = reading(name, "/v1/responses", body)
    assert only_begins(one) is begins, why
    if begins:
        assert conversation_of(one) is None


def test_the_formats_exist() -> None:
    """Every format whose answers are waited for is one."""
    assert set(formats()) >= NAMED_BY_ANSWER
