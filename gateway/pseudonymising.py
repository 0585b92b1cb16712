"""A request with tokens in place of its values, ready to be scanned again. Pure.

Only where the client sends the whole history with each request: there the tokens of a conversation are the same in every turn without
anything being kept, and the answer's tokens are those of this very request. Where the provider keeps the history, a token of an earlier
turn would stand for somebody else; such a request blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from gateway.act.pseudonyms import CannotPseudonymise, Span, Table
from gateway.act.pseudonyms import replace as put_tokens
from gateway.decide.action import Action
from gateway.decide.policy import Policy
from gateway.decide.rules import Situation
from gateway.extract.api import Body, WireFormat
from gateway.model import OpaqueBody
from gateway.pipeline import Judgement, Reading, Request, read

WHOLE_HISTORY = frozenset(
    {
        "openai_chat", "openai_completions", "anthropic_messages", "anthropic_complete", "gemini", "cohere_chat", "cohere_v1",
        "ollama_chat", "ollama_generate", "huggingface_task", "deepl", "google_translate",
    }
)  # fmt: skip
"""Formats whose requests hold all that the model is told, and whose answers are read."""


@dataclass(frozen=True, slots=True)
class Pseudonymised:
    """The new body, its reading to be scanned again, and the table that leads tokens back to values."""

    body: bytes = field(repr=False)
    reading: Reading
    table: Table = field(repr=False)


def pseudonymised(
    reading: Reading, judgement: Judgement, policy: Policy, situation: Situation, formats: Mapping[str, WireFormat]
) -> Pseudonymised:
    """Raises :class:`CannotPseudonymise`: ``format`` (the history stays with the provider), ``place`` (a file, or something that cannot be
    put back), ``seam`` (a value that lies over several texts), or where a value stands that no token can stand in.
    """
    request = reading.request
    if request is None or reading.body is None or request.admitted.format not in WHOLE_HISTORY:
        raise CannotPseudonymise("format")
    wire = formats[request.admitted.format]
    table = Table()
    changes = put_tokens(judgement.segments, _spans(judgement, policy, situation), table)
    try:
        body = wire.rebuild(reading.body, changes)
        again = read(_with(request, body, reading.body), formats)
    except (ValueError, OpaqueBody):  # a place in a file, or one that this body does not have
        raise CannotPseudonymise("place") from None
    if again.extracted.files:
        raise CannotPseudonymise("place")
    return Pseudonymised(body, again, table)


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
