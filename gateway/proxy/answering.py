"""What somebody who is stopped is answered: in the tool's own dialect, or with a page in a browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gateway.act import page, refusal
from gateway.act.language import language
from gateway.act.reason import reason_shown
from gateway.decide.choice import Choice
from gateway.decide.unread import UNREAD, stopped
from gateway.decide.verdict import Block, Warn
from gateway.extract import spoken
from gateway.extract.api import WireFormat
from gateway.model import Answer, Notice, RequestHead
from gateway.pipeline import Judgement


def answered(formats: Mapping[str, WireFormat], head: RequestHead, notice: Notice, name: str | None, *, streaming: bool) -> Answer:
    """The answer to a request of a format; a plain refusal where nobody knows the dialect."""
    tongue = language(head)
    if notice.reason == "telemetry":
        return refusal.telemetry()
    if name and name in formats and not page.wants_page(head):
        said = spoken.answer(name, head, notice, tongue, streaming=streaming) if spoken.wanted(head) else None
        return said or formats[name].block_answer(notice, tongue, streaming)
    return refusal.refuse(head, notice, tongue)


def stopping(judgement: Judgement) -> Judgement:
    """What asks for something that cannot be done here (a confirmation by nobody known, tokens in a socket's message) does not leave."""
    verdict = judgement.verdict
    if isinstance(verdict, Block) or (isinstance(verdict, Warn) and Choice.CONFIRM in judgement.offers):
        return judgement
    if isinstance(verdict, Warn) and verdict.reason == UNREAD:
        return replace(judgement, verdict=stopped(verdict.detail))
    return replace(judgement, verdict=Block(verdict.reason))


def noticed(judgement: Judgement, reference: str, tool: str, own: str, rules: str) -> Notice:
    """What the sender is told of what was stopped. ``own`` and ``rules`` are addresses, "" for none."""
    verdict = judgement.verdict
    if not isinstance(verdict, (Block, Warn)):
        raise NotImplementedError(verdict.name)  # stopping() has made a block of whatever has no act of its own
    where, more = judgement.spots()
    return Notice(
        reference,
        tool,
        judgement.kinds(),
        reason_shown(verdict.name, verdict.reason),
        verdict.detail,
        dict(judgement.reply_to),
        where=where,
        more=more,
        own=own,
        choices=tuple(choice.value for choice in judgement.offers),
        rules=rules,
    )
