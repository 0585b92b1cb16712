"""Whose history stays with the provider, and what names it: where the table of tokens of a request is kept, and where it goes on. Pure.

Three ways to be told: the client sends the whole history (nothing is kept); the request names the conversation, thread, notebook or
endpoint (one row, changed from turn to turn); the request names the answer before it (``previous_response_id``): then the row of that
answer is read and never changed, and the table goes on under the id of the answer that comes, so that two questions that go on from one
answer do not share numbers that the provider does not share.
"""

from __future__ import annotations

from collections.abc import Mapping

from gateway.act.pseudonyms import CannotPseudonymise
from gateway.extract import json_format
from gateway.extract.named import conversation_key
from gateway.model import Conversation, OpaqueBody, Place, Told
from gateway.pipeline import Reading

WHOLE_HISTORY = frozenset(
    {
        "openai_chat", "openai_completions", "anthropic_messages", "anthropic_complete", "gemini", "cohere_chat", "cohere_v1",
        "ollama_chat", "ollama_generate", "huggingface_task", "deepl", "deepl_web", "google_translate", "google_translate_web",
        "duck_ai_web",
    }
)  # fmt: skip
"""Formats whose requests hold all that the model is told, and whose answers are read."""

UPLOADS = frozenset({"page_upload", "openai_files", "anthropic_files", "raw_file"})
"""Formats that carry files to a tool before a question is asked about them: their tokens are the person's in that tool."""

FILES = "files"
"""Stands for the conversation of files that name none: all that a person has given a tool, under numbers of their own."""

KEPT_HISTORY = frozenset(
    {
        "chatgpt_web", "claude_web", "gemini_web", "notebooklm_web", "le_chat_web", "perplexity_web", "grok_web", "mistral_conversations",
        "copilot_web", "m365_copilot", "openai_responses", "openai_assistants", "mcp",
    }
)  # fmt: skip
"""Formats whose provider keeps a history, whose requests name it by one id, and whose answers are read."""

CONNECTION_HISTORY = frozenset({"openai_realtime", "gemini_live"})
"""Formats of WebSockets whose connection is the conversation: its table lives as long as the connection."""

NAMED_BY_ANSWER = frozenset(
    {"chatgpt_web", "gemini_web", "grok_web", "notebooklm_web", "mistral_conversations", "openai_responses", "openai_assistants"}
)
"""Those of them whose first question goes out before the provider has given the conversation an id, which the answer then names
(:mod:`gateway.extract.named_in_answer`)."""

_BEGINNINGS = ("/threads", "/threads/runs")
"""What begins a thread. Other operations of Assistants without one are outside any conversation: an assistant is everybody's."""

_BRANCHES = "/restart"
"""Mistral goes on from somewhere in a conversation, and gives what comes an id of its own."""

_PACKED = "/compact"
"""OpenAI packs a history; what comes back is sealed, and no later request says which one it was."""

_ELSEWHERE = frozenset({"item_reference", "compaction", "compaction_summary"})
"""Types of items whose text OpenAI has, and the request has not: what their tokens mean is not told."""


def kept_under(reading: Reading) -> str | None:
    """The conversation whose table a request goes on with (FILES for a file that names none); None where its history comes with it, so
    that nothing was kept, and for the first question of a conversation that its answer names.

    Raises :class:`CannotPseudonymise`: ``format``; ``conversation`` where the provider keeps a history that the request does not name;
    ``person`` where the history is everybody's and nobody is known.
    """
    request = reading.request
    name = request.admitted.format if request and reading.body else None
    if request and request.fixed:
        raise CannotPseudonymise("pieces")
    if name in WHOLE_HISTORY:
        return None
    told = _told(reading)
    if name in UPLOADS:
        return told.key or FILES
    if name not in KEPT_HISTORY or request is None:
        raise CannotPseudonymise("format")
    if name == "mcp":
        if request.head.person is None:
            raise CannotPseudonymise("person")
        return endpoint_key(request.head.host, request.head.port)
    path = request.head.path
    if name == "openai_responses" and (path.endswith(_PACKED) or (told.told is Told.BEGUN and _is_elsewhere(reading))):
        raise CannotPseudonymise("conversation")
    if name == "openai_assistants" and told.key is None and not path.endswith(_BEGINNINGS):
        raise CannotPseudonymise("conversation")
    if told.told is Told.BEGUN and name in NAMED_BY_ANSWER:
        return None
    if told.key is None and name not in NAMED_BY_ANSWER:
        raise CannotPseudonymise("conversation")
    return told.key


def only_begins(reading: Reading) -> bool:
    """Whether a request comes with its history and is named by its answer alone: whatever of it lies elsewhere, nothing was kept."""
    request = reading.request
    return request is not None and request.admitted.format in NAMED_BY_ANSWER and _told(reading).told is Told.BEGUN


def endpoint_key(host: str, port: int) -> str:
    """What an MCP server was told stays with it, over all of its sessions: its numbers belong to the server."""
    return conversation_key("mcp", f"{host}:{port}")


def changes_it(reading: Reading) -> bool:
    """Whether the row that :func:`kept_under` names is changed; False for what goes on under another id."""
    return not (_told(reading).told is Told.BEFORE or _branches(reading))


def goes_on(reading: Reading) -> bool:
    """Whether the answer will name the conversation (or the answer) from which the next request goes on."""
    request = reading.request
    if request is None or request.admitted.format not in NAMED_BY_ANSWER or (kept_under(reading) is not None and changes_it(reading)):
        return False
    return request.admitted.format != "openai_responses" or _stored(reading)


def message_kept_under(name: str, conversation: Conversation) -> str | None:
    """The same for a message of a WebSocket; None where its table lives as long as the connection."""
    if name in CONNECTION_HISTORY:
        return None
    if name not in KEPT_HISTORY:
        raise CannotPseudonymise("format")
    if conversation.key is None:
        raise CannotPseudonymise("conversation")
    return conversation.key


def _told(reading: Reading) -> Conversation:
    told = reading.extracted.conversation
    return reading.request.conversation if told.key is None and reading.request else told


def _branches(reading: Reading) -> bool:
    request = reading.request
    return request is not None and request.admitted.format == "mistral_conversations" and request.head.path.endswith(_BRANCHES)


def _is_elsewhere(reading: Reading) -> bool:
    """Whether a part of the history is there by reference only."""
    content = reading.body.content if reading.body else b""
    if not any(word in content for word in (b"item_reference", b"compaction", b"\\u")):
        return False
    return any(len(place) == 3 and place[2] == "type" and text in _ELSEWHERE for place, text in _top(reading).items())


def _stored(reading: Reading) -> bool:
    """Whether the provider keeps the response (``store``, true unless told otherwise): nothing can go on from one that it forgets."""
    return _top(reading).get(("store",)) != "false"


def _top(reading: Reading) -> Mapping[Place, str]:
    """The leaves of a JSON body, by place."""
    try:
        return {place: leaf.text for place, leaf in json_format.read(reading.body).top.items()} if reading.body else {}
    except OpaqueBody:
        return {}
