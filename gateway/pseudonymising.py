"""A request or message with tokens in place of its values, ready to be scanned again. Pure.

Where the client sends the whole history with each request, the tokens of a conversation are the same in every turn without anything being
kept, and the answer's tokens are those of this very request. Where the provider keeps the history, the table of the conversation is kept
(:mod:`gateway.store.vault`), by the conversation that the request names; a request that names none blocks, because a later turn could not
tell whose its tokens are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gateway.act.pseudonyms import CannotPseudonymise, Span, Table, merged_spans
from gateway.act.pseudonyms import replace as put_tokens
from gateway.decide.action import Action
from gateway.decide.policy import Policy
from gateway.decide.rules import Situation
from gateway.extract.api import Body, SocketFormat, SocketMessage, WireFormat
from gateway.extract.rebuilt_files import rebuilt
from gateway.model import File, OpaqueBody, Place
from gateway.pipeline import Judgement, Reading, Request, read

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
        "copilot_web", "m365_copilot",
    }
)  # fmt: skip
"""Formats whose provider keeps the history, whose requests name the conversation by one id, and whose answers are read."""

NAMED_BY_ANSWER = frozenset({"chatgpt_web", "gemini_web", "grok_web", "notebooklm_web"})
"""Those of them whose first question goes out before the provider has given the conversation an id, which the answer then names
(:mod:`gateway.extract.named_in_answer`)."""

CONNECTION_HISTORY = frozenset({"openai_realtime", "gemini_live"})
"""Formats of WebSockets whose connection is the conversation: its table lives as long as the connection."""


@dataclass(frozen=True, slots=True)
class Pseudonymised:
    """The new body, its reading to be scanned again, and the table that leads tokens back to values."""

    body: bytes = field(repr=False)
    reading: Reading
    table: Table = field(repr=False)


def kept_under(reading: Reading) -> str | None:
    """The conversation under which a request's table is kept (FILES for a file that names none); None where its history comes with it, so
    that nothing is kept, and for the first question of a conversation that its answer names.

    Raises :class:`CannotPseudonymise`: ``format``, or ``conversation`` where the provider keeps a history that the request does not name.
    """
    name = reading.request.admitted.format if reading.request and reading.body else None
    if reading.request and reading.request.fixed:
        raise CannotPseudonymise("pieces")
    if name in WHOLE_HISTORY:
        return None
    told = reading.extracted.conversation.key or (reading.request.conversation.key if reading.request else None)
    if name in UPLOADS:
        return told or FILES
    if name not in KEPT_HISTORY:
        raise CannotPseudonymise("format")
    if told is None and name not in NAMED_BY_ANSWER:
        raise CannotPseudonymise("conversation")
    return told


def message_kept_under(name: str, reading: Reading) -> str | None:
    """The same for a message of a WebSocket; None where its table lives as long as the connection."""
    if name in CONNECTION_HISTORY:
        return None
    if name not in KEPT_HISTORY:
        raise CannotPseudonymise("format")
    told = reading.extracted.conversation.key
    if told is None:
        raise CannotPseudonymise("conversation")
    return told


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be changed in a request: texts by their place; and in which files which values, by the file's place in the body."""

    table: Table = field(repr=False)
    texts: Mapping[Place, str] = field(repr=False)
    files: Mapping[Place, Sequence[tuple[str, str]]] = field(repr=False)


def planned(
    judgement: Judgement,
    policy: Policy,
    situation: Situation,
    files: Sequence[File] = (),
    table: Table | None = None,
) -> Plan:
    """What takes the place of each value, with the tokens of ``table`` (of the conversation; it is changed), or of one of its own.
    ``files`` are those that the body carries.

    Raises :class:`CannotPseudonymise`: ``seam`` (a value that lies over several texts), or where a value stands that no token can stand in.
    """
    table = Table() if table is None else table
    spans = list(_spans(judgement, policy, situation))
    places = [file.place for file in files]
    owners = {index: _owner(judgement.segments[index].place, places) for index, *_ in spans}
    texts = put_tokens(judgement.segments, [span for span in spans if owners[span[0]] is None], table)
    inside: dict[Place, dict[str, str]] = {}
    for index, start, end, entity in merged_spans(span for span in spans if owners[span[0]] is not None):
        value = judgement.segments[index].text[start:end]
        inside.setdefault(owners[index] or (), {})[value] = table.written(entity, value)
    return Plan(table, texts, {place: tuple(pairs.items()) for place, pairs in inside.items()})


def changed(reading: Reading, plan: Plan, contents: Mapping[Place, bytes], formats: Mapping[str, WireFormat]) -> Pseudonymised:
    """The request with what was planned; ``contents`` are the changed files. Raises :class:`CannotPseudonymise`: what :func:`kept_under`
    raises, and ``place``: a value stands in what cannot be put back.
    """
    kept_under(reading)
    request = reading.request
    if request is None or reading.body is None:
        raise CannotPseudonymise("format")
    try:
        body = rebuilt(formats[request.admitted.format or ""], reading.body, plan.texts, contents)
        again = read(_with(request, body, reading.body), formats)
    except (ValueError, OpaqueBody):
        raise CannotPseudonymise("place") from None
    return Pseudonymised(body, again, plan.table)


def _owner(place: Place, files: Sequence[Place]) -> Place | None:
    """The file in which a text stands: texts of a file are numbered behind its place."""
    return next((file for file in files if len(place) == len(file) + 1 and place[:-1] == file and isinstance(place[-1], int)), None)


def pseudonymised_message(
    message: SocketMessage,
    judgement: Judgement,
    policy: Policy,
    situation: Situation,
    dialect: SocketFormat,
    table: Table,
    again: Callable[[SocketMessage], Reading],
) -> tuple[SocketMessage, Reading]:
    """A message of a WebSocket with the tokens of its conversation's ``table`` (which is changed), and its reading to scan again, made
    by ``again``.

    Raises :class:`CannotPseudonymise` as :func:`pseudonymised`.
    """
    changes = put_tokens(judgement.segments, _spans(judgement, policy, situation), table)
    try:
        changed = dialect.rebuild(message, changes)
        read_again = again(changed)
    except (ValueError, OpaqueBody):
        raise CannotPseudonymise("place") from None
    if read_again.extracted.files:
        raise CannotPseudonymise("place")
    return changed, read_again


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
