"""A text or a file looked at before anybody sends it: what would be found where, and what policy would do. Pure; nothing is kept.

The shell (:mod:`gateway.parts.precheck`) asks document workers about ``reading.extracted.files`` and detection about ``reading.texts``,
as it does for a request; then the same :func:`gateway.pipeline.judge` decides. The page that shows the answer gives it back to whoever
sent the text and to nobody else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from detectors.finding import Finding
from gateway.act.pseudonyms import Span, Table, merged
from gateway.act.pseudonyms import replace as put_tokens
from gateway.decide.action import Action
from gateway.decide.choice import Choice
from gateway.decide.hits import Hit, value
from gateway.decide.offers import offered
from gateway.decide.policy import Policy, Ruling, decide_opaque
from gateway.decide.rules import Aimed, Situation, fits
from gateway.decide.unread import UNREAD, stopped
from gateway.decide.verdict import Block, Pseudonymise, Verdict, Warn
from gateway.extract import file_name
from gateway.model import Extracted, File, OpaqueReason, Scan, ScanOutcome, Segment, Unscanned, Where
from gateway.pipeline import Judgement, Reading, judge

AROUND = 60
"""Characters shown on each side of a finding in a file: enough to recognise the place."""
MOST = 500
"""Findings that are listed one by one; a page with more is no help to anybody, and their number is said."""
PUBLIC, WEAK = "public", "weak"
"""Why a finding does not count: a public person or value, or below the threshold."""
NAME: Where = (("name", 1),)
"""Where the file's own name stands."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the pasted text; ``entity`` is "" for what nothing was found in."""

    text: str = field(repr=False)
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One finding in a file: where, between which words, and what policy says of it."""

    entity: str
    where: Where
    before: str = field(repr=False)
    text: str = field(repr=False)
    after: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Detail:
    """One finding of a text as the detectors told it, and what becomes of it. ``counts``: whether policy acts on it."""

    finding: Finding
    text: str = field(repr=False)
    ruling: Ruling
    counts: bool


@dataclass(frozen=True, slots=True)
class Prechecked:
    """The answer. ``stretches`` and ``copy`` are of a text, ``places`` of a file."""

    verdict: Verdict
    scan: ScanOutcome
    kinds: Mapping[str, int] = field(default_factory=dict)
    rulings: Mapping[str, Ruling] = field(default_factory=dict)
    """By entity, the strictest of its findings'."""
    stretches: tuple[Stretch, ...] = ()
    places: tuple[Place, ...] = ()
    more: int = 0
    """Findings of a file that are not listed."""
    details: tuple[Detail, ...] = ()
    """Of a text: every finding, also those that do not count."""
    tokens: bool = False
    """Whether it would be stopped, and the employee may choose to send it with tokens."""
    by_group: bool = False
    """Whether for the people of some groups another rule holds at this tool."""
    copy: str = field(default="", repr=False)
    """The text with a token in each finding's place; "" where there is nothing to replace."""


def of_text(text: str) -> Reading:
    """A pasted text as the pipeline reads one."""
    return Reading(None, None, Extracted((Segment((), text),)), (text,) if text else ())


def of_file(file: File) -> Reading:
    """A file as the pipeline reads one: its name now, what it holds when a document process has opened it."""
    named = (Segment(("file", "name"), file.name, where=NAME),) if file.name else ()
    again = (segment._replace(where=NAME) for segment in file_name.readings((file,)))
    return Reading(None, None, Extracted((*named, *again), files=(file,)), ())


def looked_at(
    reading: Reading,
    scans: Sequence[Scan],
    policy: Policy,
    situation: Situation | None,
    *,
    replaceable: bool = False,
    confirmable: bool = True,
) -> Prechecked:
    """The answer over the scans of ``reading.texts``, in that order.

    ``replaceable``: the tool is asked in a format in which tokens can take the place of values (:mod:`gateway.pseudonymising`). Elsewhere,
    and in every file, what policy wants pseudonymised is stopped, as at the proxy. ``confirmable``: there is somebody to whom a
    justification is sealed; without, what a rule warns of is stopped.
    """
    found = judge(reading, scans, policy, situation)
    replaceable = replaceable and _is_text(reading)
    if isinstance(found.verdict, Pseudonymise) and not replaceable:
        found = replace(found, verdict=Block("personal_data"))
    acted_on = [hit.finding for hit in found.hits]
    tokens = replaceable and situation is not None and Choice.PSEUDONYMISE in offered(found.verdict, acted_on, policy, situation)
    if isinstance(found.verdict, Warn) and not confirmable:
        found = replace(found, verdict=stopped(found.verdict.detail) if found.verdict.reason == UNREAD else Block("personal_data"))
    by_group = situation is not None and _by_group(policy, situation)
    rulings: dict[str, Ruling] = {}
    for hit in found.hits:
        ruling = policy.ruling(hit.finding, situation)
        known = rulings.get(hit.finding.entity)
        rulings[hit.finding.entity] = ruling if known is None or ruling.action > known.action else known
    kinds = dict(Counter(hit.finding.entity for hit in found.hits))
    if _is_text(reading):
        return Prechecked(
            found.verdict,
            found.scan,
            kinds,
            rulings,
            tuple(_stretches(found)),
            details=_details(reading, scans, policy, situation),
            tokens=tokens,
            by_group=by_group,
            copy=_copy(found),
        )
    places = tuple(_place(hit, found.segments) for hit in sorted(found.hits, key=lambda hit: hit.parts[0])[:MOST])
    return Prechecked(found.verdict, found.scan, kinds, rulings, places=places, more=max(0, len(found.hits) - MOST), by_group=by_group)


def unreadable(reason: OpaqueReason) -> Prechecked:
    """The answer over a file that nobody could read: it would not leave."""
    return Prechecked(decide_opaque(reason), ScanOutcome.OPAQUE)


def _details(reading: Reading, scans: Sequence[Scan], policy: Policy, situation: Situation | None) -> tuple[Detail, ...]:
    found = scans[0] if scans and not isinstance(scans[0], Unscanned) else ()
    text = reading.extracted.segments[0].text
    held = policy.limits(situation) if situation else None
    return tuple(Detail(one, text[one.start : one.end], _ruled(one, policy, situation), policy.acts_on(one, held=held)) for one in found)


def _ruled(finding: Finding, policy: Policy, situation: Situation | None) -> Ruling:
    if policy.acts_on(finding, held=policy.limits(situation) if situation else None):
        return policy.ruling(finding, situation)
    return Ruling(Action.IGNORE, PUBLIC if finding.public is not None and policy.public_values_pass else WEAK)


def _by_group(policy: Policy, situation: Situation) -> bool:
    """Whose groups the person is in, this page does not know."""
    entries: tuple[Aimed, ...] = (*policy.rules, *policy.bounds, *policy.unread)
    return any(one.groups and fits(one, replace(situation, groups=one.groups)) for one in entries)


def _is_text(reading: Reading) -> bool:
    return bool(reading.extracted.segments) and reading.extracted.segments[0].place == ()


def _stretches(found: Judgement) -> Iterator[Stretch]:
    text = found.segments[0].text
    at = 0
    for start, end, entity in merged(_spans(found)).get(0, []):
        if at < start:
            yield Stretch(text[at:start])
        yield Stretch(text[start:end], entity)
        at = end
    if at < len(text):
        yield Stretch(text[at:])


def _copy(found: Judgement) -> str:
    return put_tokens(found.segments, _spans(found), Table()).get((), "") if found.hits else ""


def _spans(found: Judgement) -> list[Span]:
    return [(index, start, end, hit.finding.entity) for hit in found.hits for index, start, end in hit.parts]


def _place(hit: Hit, segments: Sequence[Segment]) -> Place:
    first, start, _ = hit.parts[0]
    last, _, end = hit.parts[-1]
    before, after = segments[first].text[max(0, start - AROUND) : start], segments[last].text[end : end + AROUND]
    line = before.rpartition("\n")[2], after.partition("\n")[0]  # the rows around are other people's
    return Place(hit.finding.entity, segments[first].where_at(start), line[0], value(hit, segments), line[1])
