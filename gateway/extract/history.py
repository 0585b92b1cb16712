r"""Earlier conversations that a client asks the provider for: which conversation an operation loads, and the texts of its answer.

Pages and programs that keep their history with the provider load it by an id in the path, in the query or in a small body, and get what
the model was told: tokens. :func:`find` tells under which keys (those of :meth:`WireFormat.conversation`) the values of that conversation
are kept. All texts of such an answer stand whole, and what is streamed (an answer that is taken up again) has the shape it had at first.

Rows name the source of their shape; pages change, and a load that no row knows keeps its tokens. A row that fits another tool's path does
no harm: nothing is kept there under the key it makes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from gateway.extract import content_type as types
from gateway.extract.answer import open_stream
from gateway.extract.answer_whole import WholeTexts
from gateway.extract.api import AnswerStream, LeafTransform, WireFormat
from gateway.extract.named import conversation_key
from gateway.model import OpaqueBody, RequestHead

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ID = r"[A-Za-z0-9._-]{1,256}"

MAX_ASKED = 64 * 1024
"""Bytes of a body that asks for a conversation: it holds ids."""

_KEPT = frozenset({"encrypted_content", "signature", "thinking"})
"""Names of what is signed, or left as it is in a running answer, too."""

type _Named = Callable[[re.Match[str], RequestHead, bytes], str]
"""(match of the path, head, body) → the conversation's id, "" for none."""


def _in_path(found: re.Match[str], _: RequestHead, __: bytes) -> str:
    return found["id"]


def _in_body(_: re.Match[str], __: RequestHead, body: bytes) -> str:
    return next(_ids(_read(body) if len(body) <= MAX_ASKED else None, frozenset({"conversation_id"})), "")


def _in_query(*names: str) -> _Named:
    def named(_: re.Match[str], head: RequestHead, __: bytes) -> str:
        asked = [_read(text) for _, text in parse_qsl(head.query) if text.lstrip().startswith("{")]
        found = {one for value in asked for one in _ids(value, frozenset(names))}
        return found.pop() if len(found) == 1 else ""

    return named


def _endpoint(_: re.Match[str], head: RequestHead, __: bytes) -> str:
    return f"{head.host}:{head.port}"


@dataclass(frozen=True, slots=True)
class _Row:
    """One way to load: ``kept`` are the beginnings of keys under which a conversation of that id may be kept."""

    methods: frozenset[str]
    path: re.Pattern[str]
    named: _Named
    kept: tuple[tuple[str, ...], ...]

    @property
    def format(self) -> str:
        """The format whose running answers look like those of this row."""
        return self.kept[0][0]


def _row(methods: str, path: str, *kept: tuple[str, ...], named: _Named = _in_path) -> _Row:
    return _Row(frozenset(methods.split()), re.compile(path), named, kept)


_CLAUDE = r"/api/organizations/[^/]+/chat_conversations/"
_GROK = r"/rest/app-chat/conversations"
_CHATGPT = r"/backend-(?:api|anon)/"

_ROWS = (
    # pionxzh/chatgpt-exporter: {"title", "mapping": {id: {"message": {"content": {"parts"}}}}}; canvas texts; a new title.
    _row("GET", rf"{_CHATGPT}conversation/(?P<id>{_UUID})(?:/textdocs)?", ("chatgpt_web",)),
    _row("POST", rf"{_CHATGPT}conversation/gen_title/(?P<id>{_UUID})", ("chatgpt_web",)),
    _row("POST", rf"{_CHATGPT}(?:f/)?conversation/resume", ("chatgpt_web",), named=_in_body),
    # all-in-aigc/claude-webapi: {"uuid", "name", "chat_messages": [{"text", "content": [{"type": "text", "text"}], "attachments"}]}.
    _row("GET PUT PATCH", rf"{_CLAUDE}(?P<id>{_ID})", ("claude_web",)),
    # {"responses": [{"responseId", "message", "sender"}]}, {"conversation": {"title"}}: several descriptions of the page.
    _row("GET POST", rf"{_GROK}/(?P<id>{_UUID})/(?:load-responses|response-node)", ("grok_web",)),
    _row("GET", rf"{_GROK}(?:_v2)?/(?P<id>{_UUID})(?:/responses)?", ("grok_web",)),
    # NoahTheGinger/Userscripts: {"results": [{"author": {"type"}, "content": [{"type": "text", "text"}]}]}.
    _row("GET", rf"/c/api/conversations/(?P<id>{_ID})(?:/history)?", ("copilot_web",)),
    # ganyuke/copilot-exporter: ?request={"conversationId": …}; {"chatName", "messages": [{"author", "text"}]}.
    _row("GET", r"/m365Copilot/GetConversation", ("m365_copilot",), named=_in_query("conversationId")),
    # Queries of tRPC: ?batch=1&input={"0": {"json": {"chatId": …}}}; which procedure it is was not checked.
    _row("GET", r"/api/trpc/[A-Za-z0-9.,]+", ("le_chat_web",), named=_in_query("chatId")),
    # The API reference, "Responses", "Conversations", "Assistants"; Mistral's Conversations have OpenAI's paths.
    _row("GET", rf".*/responses/(?P<id>{_ID})(?:/input_items)?", ("openai_responses", "response")),
    _row("POST", rf".*/responses/(?P<id>{_ID})/cancel", ("openai_responses", "response")),
    _row(
        "GET",
        rf".*/conversations/(?P<id>{_ID})(?:/(?:history|messages|items(?:/{_ID})?))?",
        ("openai_responses",),
        ("mistral_conversations",),
    ),
    _row("GET", rf".*/threads/(?P<id>{_ID})(?:/(?:messages|runs)(?:/.*)?)?", ("openai_assistants",)),
    _row("POST", rf".*/threads/(?P<id>{_ID})/runs/{_ID}/cancel", ("openai_assistants",)),
    # What a server of MCP says by itself: the specification, "Transports". Kept by the endpoint (gateway.server_state).
    _row("GET", r".*/(?:mcp|sse)", ("mcp",), named=_endpoint),
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A request that loads a conversation. An answer side like a format's: ``name`` is that of the format whose conversation it is."""

    name: str
    keys: tuple[str, ...]
    live: WireFormat | None = field(default=None, repr=False)

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:
        """The answer side of one response: events as the format reads them, JSON with every text whole."""
        try:
            running = types.parse(content_type).media == "text/event-stream"
        except OpaqueBody:
            running = False
        if running and self.live is not None:
            return self.live.answer_stream(content_type, transform)
        return open_stream(content_type, transform, _texts())


def _texts() -> WholeTexts:
    """All strings, but for what is signed."""
    return WholeTexts(lambda place: not _KEPT.intersection(place))


def find(head: RequestHead, body: bytes, formats: Mapping[str, WireFormat]) -> Loaded | None:
    """What a request loads; None for one that loads no conversation, or does not name it."""
    for row in _ROWS:
        if head.method in row.methods and (found := row.path.fullmatch(head.path)) is not None and (own := row.named(found, head, body)):
            return Loaded(row.format, tuple(conversation_key(*kept, own) for kept in row.kept), formats.get(row.format))
    return None


def _read(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _ids(value: Any, names: frozenset[str]) -> Iterator[str]:
    """The strings under these names, however deep."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield from (text for name, text in one.items() if name in names and isinstance(text, str) and text)
        if isinstance(one, (dict, list)):
            waiting += one.values() if isinstance(one, dict) else one
