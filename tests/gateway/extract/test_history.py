"""The rule: what loads a conversation names it under the key of its own requests, and every text of the answer is read."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from gateway.act.restore import Restorer
from gateway.act.tokens import Token
from gateway.extract import history
from gateway.extract.api import Body, SocketMessage
from gateway.extract.named import conversation_key
from gateway.extract.registry import formats, sockets
from gateway.model import RequestHead
from gateway.server_state import endpoint_key

UUID = "6f1c2b3a-1111-4a2b-9c3d-0123456789ab"
ORG = "/api/organizations/6f9e4a1c-3b2d-4c5e-8f70-a1b2c3d4e5f6/chat_conversations"
JSON = "application/json"
M365 = quote(json.dumps({"conversationId": UUID, "source": "officeweb", "traceId": "a1"}))
TRPC = quote(json.dumps({"0": {"json": {"chatId": UUID}}, "1": {"json": {"chatId": UUID}}}))
TWO_CHATS = quote(json.dumps({"0": {"json": {"chatId": UUID}}, "1": {"json": {"chatId": "another"}}}))
VALUES = {Token("OSOBA", 1): 'Jana "Jája" Dvořáková'}


def key(name: str, content: Any, path: str) -> str | None:
    """What a question tells."""
    return formats()[name].conversation(Body(json.dumps(content).encode(), JSON, path)).key


def socket_key(name: str, content: bytes) -> str | None:
    return sockets()[name].conversation(SocketMessage(content)).key


COPILOT = json.dumps({"event": "send", "conversationId": UUID, "content": [{"type": "text", "text": "x"}]}).encode()
HUB = json.dumps({"type": 4, "target": "chat", "arguments": [{"conversationId": UUID, "message": {"text": "x"}}]}).encode() + b"\x1e"
LOADS = [
    ("GET", f"/backend-api/conversation/{UUID}", "", b"", key("chatgpt_web", {"conversation_id": UUID}, "/"), "ChatGPT"),
    ("GET", f"/backend-api/conversation/{UUID}/textdocs", "", b"", key("chatgpt_web", {"conversation_id": UUID}, "/"), "its canvas"),
    ("POST", f"/backend-api/conversation/gen_title/{UUID}", "", b"{}", key("chatgpt_web", {"conversation_id": UUID}, "/"), "its title"),
    (
        "POST",
        "/backend-api/f/conversation/resume",
        "",
        json.dumps({"conversation_id": UUID, "offset": 0}).encode(),
        key("chatgpt_web", {"conversation_id": UUID}, "/"),
        "an answer that was cut off",
    ),
    ("GET", f"{ORG}/{UUID}", "tree=True", b"", key("claude_web", {"prompt": "x"}, f"{ORG}/{UUID}/completion"), "Claude"),
    ("PUT", f"{ORG}/{UUID}", "", b"{}", key("claude_web", {"prompt": "x"}, f"{ORG}/{UUID}/completion"), "an answer that tells its name"),
    (
        "POST",
        f"/rest/app-chat/conversations/{UUID}/load-responses",
        "",
        b'{"responseIds":[]}',
        key("grok_web", {"message": "x"}, f"/rest/app-chat/conversations/{UUID}/responses"),
        "Grok",
    ),
    (
        "GET",
        f"/rest/app-chat/conversations_v2/{UUID}",
        "",
        b"",
        key("grok_web", {"message": "x"}, f"/rest/app-chat/conversations/{UUID}/responses"),
        "its title",
    ),
    ("GET", f"/c/api/conversations/{UUID}/history", "api-version=2", b"", socket_key("copilot_web", COPILOT), "Copilot"),
    ("GET", "/m365Copilot/GetConversation", f"request={M365}", b"", socket_key("m365_copilot", HUB), "Microsoft 365 Copilot"),
    ("GET", "/api/trpc/message.all,chat.one", f"batch=1&input={TRPC}", b"", key("le_chat_web", {"chatId": UUID}, "/api/chat"), "Le Chat"),
    (
        "GET",
        "/v1/responses/resp_68ab/input_items",
        "",
        b"",
        key("openai_responses", {"previous_response_id": "resp_68ab"}, "/v1/responses"),
        "what a response was asked",
    ),
    ("GET", "/v1/conversations/conv_68ab/items", "", b"", key("openai_responses", {"conversation": "conv_68ab"}, "/v1/responses"), "items"),
    ("GET", "/v1/conversations/c1/history", "", b"", key("mistral_conversations", {"inputs": "x"}, "/v1/conversations/c1"), "Mistral"),
    (
        "GET",
        "/v1/threads/thread_1/messages",
        "",
        b"",
        key("openai_assistants", {"content": "x", "role": "user"}, "/v1/threads/thread_1/messages"),
        "a thread",
    ),
]


def test_what_an_mcp_server_says_by_itself() -> None:
    """Its stream has the values of its endpoint."""
    loaded = history.find(head("GET", "/mcp"), b"", formats())
    assert loaded is not None
    assert loaded.keys == (endpoint_key("tool.example", 443),)
    reader = loaded.answer_stream("text/event-stream", Restorer(VALUES))
    got = reader.feed(b'data: {"jsonrpc":"2.0","method":"notifications/message","params":{"data":"[OSOBA_1]"}}\n\n') + reader.close()
    assert json.loads(got.decode()[6:])["params"]["data"] == VALUES[Token("OSOBA", 1)]


def head(method: str, path: str, query: str = "") -> RequestHead:
    return RequestHead("https", "tool.example", 443, method, path, query)


@pytest.mark.parametrize(("method", "path", "query", "body", "kept", "why"), LOADS, ids=[row[5] for row in LOADS])
def test_the_key_is_that_of_its_questions(method: str, path: str, query: str, body: bytes, kept: str, why: str) -> None:
    """Values are kept under one key, whoever asks for them."""
    found = history.find(head(method, path, query), body, formats())
    assert found is not None
    assert kept is not None
    assert kept in found.keys, why


@pytest.mark.parametrize(
    ("method", "path", "query", "why"),
    [
        ("GET", "/backend-api/conversations", "offset=0", "a list of many"),
        ("POST", f"/backend-api/conversation/{UUID}", "", "changes it"),
        ("GET", f"{ORG}", "", "a list of many"),
        ("GET", "/api/trpc/message.all", f"input={TWO_CHATS}", "nobody can tell which of the two a text is of"),
        ("GET", "/m365Copilot/GetConversation", "request=%7Bx", "no JSON"),
        ("GET", "/v1/models", "", "something else"),
        ("GET", "/v1/threads/runs/x", "", "no thread's id, and harmless"),
    ],
)
def test_what_loads_no_one_conversation(method: str, path: str, query: str, why: str) -> None:
    """Nothing is restored there."""
    found = history.find(head(method, path, query), b"", formats())
    assert found is None or found.keys == (conversation_key("openai_assistants", "runs"),), why


def test_geminis_page_names_it_in_the_call() -> None:
    """``hNvQHb`` loads what StreamGenerate began; a call that names two tells neither."""

    def said(*calls: tuple[str, Any], path: str = "/_/BardChatUi/data/batchexecute") -> str | None:
        f_req = [[[rpc, json.dumps(arguments), None, "generic"] for rpc, arguments in calls]]
        body = urlencode({"f.req": json.dumps(f_req)}).encode()
        return formats()["gemini_web"].conversation(Body(body, "application/x-www-form-urlencoded", path)).key

    one = conversation_key("gemini_web", "c_6f1c2b3a4d5e6f70")
    assert said(("hNvQHb", ["c_6f1c2b3a4d5e6f70", 10, None, 1, [0], [4], None, 1])) == one
    assert said(("hNvQHb", ["c_6f1c2b3a4d5e6f70", 10]), ("hNvQHb", ["c_0000000000000000", 10])) is None
    assert said(("MaZiqc", [13, None, [0, None, 1]])) is None


ANSWERS: list[tuple[Any, str]] = [
    ({"title": "[OSOBA_1]", "mapping": {UUID: {"message": {"content": {"parts": ["Paní [OSOBA_1]."]}}}}}, "ChatGPT"),
    ({"uuid": UUID, "chat_messages": [{"text": "", "content": [{"type": "text", "text": "s OSOBOU_1"}]}]}, "Claude, declined"),
    ({"results": [{"author": {"type": "human"}, "content": [{"type": "text", "text": "**OSOBA_1**"}]}]}, "Copilot"),
    ({"data": [{"content": [{"type": "input_text", "text": "[OSOBA_1]"}]}], "object": "list"}, "OpenAI"),
]


@pytest.mark.parametrize(("answer", "why"), ANSWERS, ids=[row[1] for row in ANSWERS])
def test_every_text_of_it(answer: Any, why: str) -> None:
    """Wherever it stands, in pieces of any size; the rest stays byte by byte."""
    loaded = history.Loaded("chatgpt_web", ("k",))
    sent = json.dumps(answer).encode()
    reader = loaded.answer_stream(JSON, Restorer(VALUES))
    got = b"".join(reader.feed(sent[at : at + 7]) for at in range(0, len(sent), 7)) + reader.close()
    assert json.dumps(VALUES[Token("OSOBA", 1)])[1:-1] in got.decode(), why
    assert b"OSOB" not in got
    same = loaded.answer_stream(JSON, lambda _key, text, _last: text)
    assert same.feed(sent) + same.close() == sent


def test_what_is_signed_stays() -> None:
    """And a text that is JSON itself stays JSON."""
    answer = {"signature": "[OSOBA_1]", "thinking": "[OSOBA_1]", "text": '[{"step": "[OSOBA_1]"}]', "token": "[OSOBA_1]"}
    reader = history.Loaded("claude_web", ("k",)).answer_stream(JSON, Restorer(VALUES))
    got = json.loads(reader.feed(json.dumps(answer).encode()) + reader.close())
    assert (got["signature"], got["thinking"], got["token"]) == ("[OSOBA_1]", "[OSOBA_1]", VALUES[Token("OSOBA", 1)])
    assert json.loads(got["text"]) == [{"step": VALUES[Token("OSOBA", 1)]}]


def test_an_answer_that_is_taken_up_again() -> None:
    """Streams as it did at first: a token cut over two events comes back."""
    loaded = history.find(head("GET", "/v1/responses/resp_68ab", "stream=true"), b"", formats())
    assert loaded is not None
    reader = loaded.answer_stream("text/event-stream", Restorer(VALUES))
    events = [{"type": "response.output_text.delta", "output_index": 0, "content_index": 0, "delta": piece} for piece in ("[OSO", "BA_1]!")]
    sent = "".join(f"data: {json.dumps(one)}\n\n" for one in events).encode()
    got = (reader.feed(sent) + reader.close()).decode()
    assert "".join(json.loads(line[6:])["delta"] for line in got.splitlines() if line) == VALUES[Token("OSOBA", 1)] + "!"
