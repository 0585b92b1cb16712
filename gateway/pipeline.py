"""The stages in their order, pure: values in, values out.

    read(request)            extract    bytes → segments, and the files that documents' own processes must read
    opened(reading, files)   extract    what those files hold → more segments, and the texts that detection must see
    (the shell asks document workers about ``reading.extracted.files`` and detection about ``reading.texts``; only these steps wait)
    judge(reading, scans)    decide     findings → verdict

The shell (:mod:`gateway.proxy.customs`) records and acts. A stage that raises anything but OpaqueBody is a fault of ours, and the
boundary in the shell turns it into a block.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from allowlist.answers import Approved, Role
from detectors.finding import Finding
from gateway.decide.policy import Policy, decide, decide_opaque
from gateway.decide.verdict import Verdict
from gateway.extract.api import Body, WireFormat
from gateway.extract.coding import decode
from gateway.extract.headers import header_segments
from gateway.extract.url import url_segments
from gateway.model import (
    Conversation,
    Extracted,
    FileRead,
    Join,
    OpaqueBody,
    OpaqueReason,
    RequestHead,
    Scan,
    ScanOutcome,
    Segment,
    SegmentKind,
    Speaker,
    Unscanned,
)
from gateway.propagation import historical, mentions


@dataclass(frozen=True, slots=True)
class Request:
    """One admitted request, whole. ``raw`` is the body as sent, still in its content coding."""

    head: RequestHead
    raw: bytes = field(repr=False)
    admitted: Approved
    limit: int
    """Largest body in bytes, as sent and decoded."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What extraction saw. ``texts`` are the distinct texts to scan, in order: segments first, then their joins."""

    request: Request
    body: Body | None
    extracted: Extracted
    texts: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Hit:
    """One finding and the parts of segments it covers: ``(segment, start, end)``, several when it lies over a seam."""

    finding: Finding
    parts: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one request and what led to it."""

    verdict: Verdict
    scan: ScanOutcome
    hits: tuple[Hit, ...] = ()
    segments: tuple[Segment, ...] = field(default=(), repr=False)
    conversation: Conversation = field(default=Conversation(None))

    def kinds(self) -> dict[str, int]:
        """How many of each entity."""
        return dict(Counter(hit.finding.entity for hit in self.hits))

    def rules(self) -> dict[str, int]:
        """How many findings of each rule."""
        return dict(Counter(hit.finding.rule for hit in self.hits))

    def speakers(self) -> tuple[str, ...]:
        """Whose words the findings stand in."""
        return tuple(sorted({self.segments[index].speaker.value for hit in self.hits for index, _, _ in hit.parts}))

    def value(self, hit: Hit) -> str:
        """The found text itself, for fingerprints and sealing. Never to be logged or kept in clear."""
        return "".join(self.segments[index].text[start:end] for index, start, end in hit.parts)


def read(request: Request, formats: Mapping[str, WireFormat]) -> Reading:
    """Extracts every text of a request. Raises :class:`~gateway.model.OpaqueBody` when a part of it cannot be read."""
    head = (*url_segments(request.head.path, request.head.query), *header_segments(request.head), *_host_segment(request.head))
    if len(request.raw) > request.limit:
        raise OpaqueBody(OpaqueReason.TOO_LARGE)
    if not request.raw:
        if request.admitted.role is Role.PROMPT or request.admitted.role is Role.UPLOAD:
            raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
        return _reading(request, None, Extracted(head))
    name = request.admitted.format or ("walk" if request.admitted.unknown == "walk" and request.admitted.role is Role.UNKNOWN else None)
    if name is None:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    content = decode(request.raw, request.head, request.limit)
    body = Body(content, request.head.header("content-type") or "")
    extracted = formats[name].segments(body)
    shifted = tuple(replace(join, parts=tuple(part + len(head) for part in join.parts)) for join in extracted.joins)
    return _reading(request, body, replace(extracted, segments=head + extracted.segments, joins=shifted))


def opened(reading: Reading, files: Sequence[FileRead]) -> Reading:
    """The reading with what its files hold, given in the order of ``reading.extracted.files``.

    Raises OpaqueBody for a file that nobody could read.
    """
    segments, joins = list(reading.extracted.segments), list(reading.extracted.joins)
    for file, read in zip(reading.extracted.files, files, strict=True):
        if not isinstance(read, Extracted):
            raise OpaqueBody(read)
        if read.files:
            raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)  # a file inside a file that was left unread
        base = len(segments)
        segments += (replace(segment, place=(*file.place, *segment.place), speaker=file.speaker) for segment in read.segments)
        joins += (replace(join, parts=tuple(part + base for part in join.parts)) for join in read.joins)
    return _reading(reading.request, reading.body, replace(reading.extracted, segments=tuple(segments), joins=tuple(joins), files=()))


def _host_segment(head: RequestHead) -> tuple[Segment, ...]:
    """Labels that the client chose leave in DNS, SNI and Host."""
    if head.host == head.recorded_host:
        return ()
    return (Segment(("host",), head.host.replace(".", " "), Speaker.METADATA, SegmentKind.HEADER),)


def _reading(request: Request, body: Body | None, extracted: Extracted) -> Reading:
    texts = dict.fromkeys(segment.text for segment in extracted.segments)
    texts.update(dict.fromkeys(_joined(join, extracted.segments) for join in extracted.joins))
    return Reading(request, body, extracted, tuple(text for text in texts if text))


def judge(reading: Reading, scans: Sequence[Scan], policy: Policy) -> Judgement:
    """The verdict over the scans of ``reading.texts``, given in that order."""
    by_text = dict(zip(reading.texts, scans, strict=True))
    segments = reading.extracted.segments
    hits: list[Hit] = []
    unscanned = [scan for scan in by_text.values() if isinstance(scan, Unscanned)]
    for index, segment in enumerate(segments):
        found = by_text.get(segment.text, ())
        if not isinstance(found, Unscanned):
            hits += [Hit(finding, ((index, finding.start, finding.end),)) for finding in found]
    taken = _Taken([hit for hit in hits if hit.finding.public is None])  # what is public alone may be private beside its label
    for join in reading.extracted.joins:
        found = by_text.get(_joined(join, segments), ())
        if isinstance(found, Unscanned):
            continue
        for finding in found:
            hit = Hit(finding, _parts(join, segments, finding))
            if hit.parts and taken.adds(hit):
                hits.append(hit)
    public = historical(segments, hits)
    hits = [replace(hit, finding=public.get(number, hit.finding)) for number, hit in enumerate(hits)] if public else hits
    hits += [Hit(finding, ((index, finding.start, finding.end),)) for index, finding in mentions(segments, hits)]
    acted = tuple(hit for hit in hits if policy.acts_on(hit.finding, segments[hit.parts[0][0]].kind))
    return Judgement(
        decide((hit.finding for hit in acted), unscanned),
        ScanOutcome.SCANNED if not unscanned else (ScanOutcome.PARTLY if len(unscanned) < len(by_text) else ScanOutcome.NOT_RUN),
        acted,
        segments,
        reading.extracted.conversation,
    )


def judge_opaque(reason: OpaqueReason) -> Judgement:
    """The verdict over a body that could not be read."""
    return Judgement(decide_opaque(reason), ScanOutcome.OPAQUE)


def _joined(join: Join, segments: Sequence[Segment]) -> str:
    return "".join(separator + segments[part].text for separator, part in zip(join.separators, join.parts, strict=True))


def _parts(join: Join, segments: Sequence[Segment], finding: Finding) -> tuple[tuple[int, int, int], ...]:
    """Where a finding in a joined text lies in the segments themselves; separators belong to none."""
    parts: list[tuple[int, int, int]] = []
    at = 0
    for separator, index in zip(join.separators, join.parts, strict=True):
        at += len(separator)
        length = len(segments[index].text)
        start, end = max(finding.start - at, 0), min(finding.end - at, length)
        if start < end:
            parts.append((index, start, end))
        at += length
    return tuple(parts)


class _Taken:
    """Which spans of segments already carry a finding of an entity, so that a join does not count the same value twice."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._spans: dict[tuple[str, int], list[tuple[int, int]]] = {}
        for hit in hits:
            self._add(hit)

    def _add(self, hit: Hit) -> None:
        for index, start, end in hit.parts:
            self._spans.setdefault((hit.finding.entity, index), []).append((start, end))

    def adds(self, hit: Hit) -> bool:
        """Takes the hit unless every part of it overlaps one already there."""
        known = all(
            any(start < other_end and other_start < end for other_start, other_end in self._spans.get((hit.finding.entity, index), ()))
            for index, start, end in hit.parts
        )
        if not known:
            self._add(hit)
        return not known
