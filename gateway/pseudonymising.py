"""A request or message with tokens in place of its values, ready to be scanned again. Pure.

Where the client sends the whole history with each request, the tokens of a conversation are the same in every turn without anything being
kept, and the answer's tokens are those of this very request. Where the provider keeps the history, the table of the conversation is kept
(:mod:`gateway.store.vault`), by the conversation that the request names; a request that names none blocks, because a later turn could not
tell whose its tokens are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from gateway.act.pseudonyms import CannotPseudonymise, Span, Table
from gateway.act.pseudonyms import replace as put_tokens
from gateway.decide.action import Action
from gateway.decide.policy import Policy
from gateway.decide.rules import Situation
from gateway.extract.api import Body, SocketFormat, SocketMessage, WireFormat
from gateway.model import OpaqueBody
from gateway.pipeline import Judgement, Reading, Request, read, read_message

WHOLE_HISTORY = frozenset(
    {
        "openai_chat", "openai_completions", "anthropic_messages", "anthropic_complete", "gemini", "cohere_chat", "cohere_v1",
        "ollama_chat", "ollama_generate", "huggingface_task", "deepl", "deepl_web", "google_translate", "google_translate_web",
        "duck_ai_web",
    }
)  # fmt: skip
"""Formats whose requests hold all that the model is told, and whose answers are read."""

KEPT_HISTORY = frozenset(
    {
        "chatgpt_web", "claude_web", "gemini_web", "notebooklm_web", "le_chat_web", "perplexity_web", "grok_web", "mistral_conversations",
        "copilot_web", "m365_copilot",
    }
)  # fmt: skip
"""Formats whose provider keeps the history, whose requests name the conversation by one id, and whose answers are read."""

CONNECTION_HISTORY = frozenset({"openai_realtime", "gemini_live"})
"""Formats of WebSockets whose connection is the conversation: its table lives as long as the connection."""


@dataclass(frozen=True, slots=True)
class Pseudonymised:
    """The new body, its reading to be scanned again, and the table that leads tokens back to values."""

    body: bytes = field(repr=False)
    reading: Reading
    table: Table = field(repr=False)


def kept_under(reading: Reading) -> str | None:
    """The conversation under which a request's table is kept; None where its history comes with it, so that nothing is kept.

    Raises :class:`CannotPseudonymise`: ``format``, or ``conversation`` where the provider keeps a history that the request does not name.
    """
    name = reading.request.admitted.format if reading.request and reading.body else None
    if name in WHOLE_HISTORY:
        return None
    if name not in KEPT_HISTORY:
        raise CannotPseudonymise("format")
    told = reading.extracted.conversation.key or (reading.request.conversation.key if reading.request else None)
    if told is None:
        raise CannotPseudonymise("conversation")
    return told


def pseudonymised(
    reading: Reading,
    judgement: Judgement,
    policy: Policy,
    situation: Situation,
    formats: Mapping[str, WireFormat],
    table: Table | None = None,
) -> Pseudonymised:
    """With the tokens of ``table`` (of the conversation; it is changed), or of one of its own.

    Raises :class:`CannotPseudonymise`: what :func:`kept_under` raises, ``place`` (a file, or something that cannot be put back), ``seam``
    (a value that lies over several texts), or where a value stands that no token can stand in.
    """
    kept_under(reading)
    request = reading.request
    if request is None or reading.body is None:
        raise CannotPseudonymise("format")
    wire = formats[request.admitted.format or ""]
    table = Table() if table is None else table
    changes = put_tokens(judgement.segments, _spans(judgement, policy, situation), table)
    try:
        body = wire.rebuild(reading.body, changes)
        again = read(_with(request, body, reading.body), formats)
    except (ValueError, OpaqueBody):  # a place in a file, or one that this body does not have
        raise CannotPseudonymise("place") from None
    if again.extracted.files:
        raise CannotPseudonymise("place")
    return Pseudonymised(body, again, table)


def pseudonymised_message(
    message: SocketMessage, judgement: Judgement, policy: Policy, situation: Situation, dialect: SocketFormat, table: Table, limit: int
) -> tuple[SocketMessage, Reading]:
    """A message of a WebSocket with the tokens of its conversation's ``table`` (which is changed), and its reading to be scanned again.

    Raises :class:`CannotPseudonymise` as :func:`pseudonymised`.
    """
    changes = put_tokens(judgement.segments, _spans(judgement, policy, situation), table)
    try:
        changed = dialect.rebuild(message, changes)
        again = read_message(changed, dialect, limit)
    except (ValueError, OpaqueBody):
        raise CannotPseudonymise("place") from None
    if again.extracted.files:
        raise CannotPseudonymise("place")
    return changed, again


def _spans(judgement: Judgement, policy: Policy, situation: Situation) -> Iterator[Span]:
    for hit in judgement.hits:
        if policy.ruling(hit.finding, situation).action is not Action.PSEUDONYMISE:
            continue
        if len(hit.parts) > 1:
            raise CannotPseudonymise("seam")
        for index, start, end in hit.parts:
            yield index, start, end, hit.finding.entity


def _with(request: Request, body: bytes, old: Body) -> Request:
    """The request as it would leave: the same head without a content coding, the new body."""
    kept = tuple((name, value) for name, value in request.head.headers if name.lower() not in {"content-encoding", "content-length"})
    return replace(request, raw=body, head=replace(request.head, headers=kept)) if old.content != body else request
