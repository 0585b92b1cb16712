"""The stages in their order, pure: values in, values out.

    read(request)            extract    bytes → segments, and the files that documents' own processes must read
    opened(reading, files)   extract    what those files hold → more segments, and the texts that detection must see
    (the shell asks document workers about ``reading.extracted.files`` and detection about ``reading.texts``; only these steps wait)
    judge(reading, scans)    decide     findings → verdict

A message of a WebSocket goes the same way from ``read_message(message)`` on.

The shell (:mod:`gateway.proxy.customs`) records and acts. A stage that raises anything but OpaqueBody is a fault of ours, and the
boundary in the shell turns it into a block.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from allowlist.answers import Approved, Role
from detectors.finding import Finding
from gateway.decide.choice import Choice, Clearance
from gateway.decide.hits import Hit, find, joined, value
from gateway.decide.policy import Policy, decide, decide_opaque
from gateway.decide.rules import Situation
from gateway.decide.spots import spots
from gateway.decide.unread import Lack
from gateway.decide.verdict import Verdict
from gateway.extract import file_name
from gateway.extract.api import Body, SocketFormat, SocketMessage, WireFormat
from gateway.extract.asked import together
from gateway.extract.coding import decode
from gateway.extract.documents import authors
from gateway.extract.headers import header_segments
from gateway.extract.running import Said
from gateway.extract.url import url_segments
from gateway.model import (
    Conversation,
    Extracted,
    FileRead,
    OpaqueBody,
    OpaqueReason,
    RequestHead,
    Scan,
    ScanOutcome,
    Segment,
    SegmentKind,
    Speaker,
    Unscanned,
    Where,
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
    conversation: Conversation = field(default=Conversation(None))
    """Where the request itself tells none: the one that an earlier request belonged to, which this one completes."""
    fixed: bool = False
    """Whether its bytes leave as they came whatever is said of them (pieces of an upload): no token can take the place of a value."""
    said: Callable[[str], bool] | None = field(default=None, repr=False)
    """Whether a text is, whole, what the tool itself said to repeat here (a signature in a form): nothing of the client's."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What extraction saw. ``texts`` are the distinct texts to scan, in order: segments first, then their joins."""

    request: Request | None
    """None for a message of a WebSocket."""
    body: Body | None
    extracted: Extracted
    texts: tuple[str, ...] = field(repr=False)
    unread: tuple[Lack, ...] = ()
    """Files that nobody could read, where policy leaves it to the employee to confirm them."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one request and what led to it."""

    verdict: Verdict
    scan: ScanOutcome
    hits: tuple[Hit, ...] = ()
    segments: tuple[Segment, ...] = field(default=(), repr=False)
    conversation: Conversation = field(default=Conversation(None))
    reply_to: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    begun: bool = False
    """Whether a value that was found began in a message that left before."""
    policy: Policy | None = None
    """The one that judged it; None for what nobody could read."""
    offers: tuple[Choice, ...] = ()
    """What the employee may choose, and ``mark`` tells for which text."""
    mark: str = ""
    clearance: Clearance | None = None
    """The choice that was made for this text, and taken."""
    unread: tuple[Lack, ...] = ()
    """Files that were not read, and ``unscanned``: texts that no detector could judge. Policy may let the employee confirm them."""
    unscanned: tuple[str, ...] = field(default=(), repr=False)
    nothing: bool = False
    """Whether all was scanned and nothing was found that counts but what is public by itself, where policy lets that pass."""

    def kinds(self) -> dict[str, int]:
        """How many of each entity."""
        return dict(Counter(hit.finding.entity for hit in self.hits))

    def rules(self) -> dict[str, int]:
        """How many findings of each rule."""
        return dict(Counter(hit.finding.rule for hit in self.hits))

    def grounds(self) -> dict[str, tuple[int, int, int]]:
        """How sure each rule was: its highest score in hundredths, findings with a context word near, findings whose check digits hold."""
        by_rule: dict[str, list[Finding]] = {}
        for hit in self.hits:
            by_rule.setdefault(hit.finding.rule, []).append(hit.finding)
        return {
            rule: (round(100 * max(one.score for one in found)), sum(one.context for one in found), sum(one.check is True for one in found))
            for rule, found in by_rule.items()
        }

    def speakers(self) -> tuple[str, ...]:
        """Whose words the findings stand in."""
        return tuple(sorted({self.segments[index].speaker.value for hit in self.hits for index, _, _ in hit.parts}))

    def spots(self) -> tuple[tuple[Where, ...], int]:
        """Where the findings stand, for people: the first places, and how many more there are."""
        return spots(self.hits, self.segments)

    def texts(self) -> set[str]:
        """The texts in which something was found, or that were not scanned, for :func:`~gateway.record.text_mark.text_mark`. Never to be
        logged or kept in clear.
        """
        return {self.segments[index].text for hit in self.hits for index, _, _ in hit.parts}.union(self.unscanned)

    def value(self, hit: Hit) -> str:
        """The found text itself, for fingerprints and sealing. Never to be logged or kept in clear."""
        return value(hit, self.segments)


type Known = Callable[[Body, Callable[[Body], Extracted]], Extracted]
"""(body, how it is read) → what was read of it, without what is known of its history from before (:mod:`gateway.proxy.settled`)."""


def read(request: Request, formats: Mapping[str, WireFormat], known: Known | None = None) -> Reading:
    """Extracts every text of a request. Raises :class:`~gateway.model.OpaqueBody` when a part of it cannot be read."""
    head = (*url_segments(request.head.path, request.head.query), *header_segments(request.head), *_host_segment(request.head))
    if len(request.raw) > request.limit:
        raise OpaqueBody(OpaqueReason.TOO_LARGE)
    if not request.raw:
        if request.admitted.role in {Role.PROMPT, Role.UPLOAD} and request.admitted.format != "walk":
            raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)  # what is walked has no shape: small calls of pages often have no body
        return _reading(request, None, Extracted(head))
    name = request.admitted.format or ("walk" if request.admitted.unknown == "walk" and request.admitted.role is Role.UNKNOWN else None)
    if name is None:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    content = decode(request.raw, request.head, request.limit)
    body = Body(content, request.head.header("content-type") or "", request.head.path)
    extracted = known(body, formats[name].segments) if known else formats[name].segments(body)
    if request.said:
        own = tuple(segment._replace(text="") if segment.text and request.said(segment.text) else segment for segment in extracted.segments)
        extracted = replace(extracted, segments=own)
    shifted = tuple(replace(join, parts=tuple(part + len(head) for part in join.parts)) for join in extracted.joins)
    segments = (*head, *extracted.segments, *file_name.readings(extracted.files))
    return _reading(request, body, replace(extracted, segments=segments, joins=shifted))


def read_message(message: SocketMessage, dialect: SocketFormat, limit: int, said: Said | None = None) -> Reading:
    """Extracts every text of one WebSocket message of at most ``limit`` bytes, together with what the socket said before it.

    Raises OpaqueBody like :func:`read`.
    """
    if len(message.content) > limit:
        raise OpaqueBody(OpaqueReason.TOO_LARGE)
    extracted = dialect.segments(message)
    return _reading(None, None, said.before(extracted) if said else extracted)


def opened(reading: Reading, files: Sequence[FileRead], tolerated: Callable[[OpaqueReason], bool] | None = None) -> Reading:
    """The reading with what its files hold, given in the order of ``reading.extracted.files``.

    Raises OpaqueBody for a file that nobody could read, unless policy leaves it to the employee (``tolerated``): that one is in ``unread``.
    """
    segments, joins, unread = list(reading.extracted.segments), list(reading.extracted.joins), list[Lack]()
    asked = [reading.extracted.asked, *(read.asked for read in files if isinstance(read, Extracted))]
    alone = len(files) == 1 and (reading.request is None or reading.request.admitted.role is Role.UPLOAD)
    for number, (file, read) in enumerate(zip(reading.extracted.files, files, strict=True), 1):
        attached: Where = () if alone else (("attachment", number),)  # a name of a file may hold one of a person
        if not isinstance(read, Extracted):
            if tolerated is None or not tolerated(read):
                raise OpaqueBody(read)
            unread.append(Lack(read, hashlib.sha256(file.content).digest()))
            continue
        if read.files:
            raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)  # a file inside a file that was left unread
        base = len(segments)
        segments += (
            segment._replace(place=(*file.place, *segment.place), speaker=file.speaker, where=(*attached, *segment.where))
            for segment in read.segments
        )
        joins += (replace(join, parts=tuple(part + base for part in join.parts)) for join in read.joins)
    extracted = replace(reading.extracted, segments=tuple(segments), joins=tuple(joins), files=(), asked=together(asked))
    return replace(_reading(reading.request, reading.body, extracted), unread=tuple(unread))


def _host_segment(head: RequestHead) -> tuple[Segment, ...]:
    """Labels that the client chose leave in DNS, SNI and Host."""
    if head.host == head.recorded_host:
        return ()
    return (Segment(("host",), head.host.replace(".", " "), Speaker.METADATA, SegmentKind.HEADER),)


def _reading(request: Request | None, body: Body | None, extracted: Extracted) -> Reading:
    texts = dict.fromkeys(segment.text for at, segment in enumerate(extracted.segments) if at != extracted.before)
    texts.update(dict.fromkeys(joined(join, extracted.segments) for join in extracted.joins))
    return Reading(request, body, extracted, tuple(text for text in texts if text))


def judge(
    reading: Reading, scans: Sequence[Scan], policy: Policy, situation: Situation | None = None, *, unknown_file: bool = False
) -> Judgement:
    """The verdict over the scans of ``reading.texts``, given in that order, in a situation; without one everything found blocks.

    ``unknown_file``: a file that lies at the provider belongs to the request, and was not scanned here.
    """
    by_text = dict(zip(reading.texts, scans, strict=True))
    segments = reading.extracted.segments
    unscanned = [scan for scan in by_text.values() if isinstance(scan, Unscanned)]
    held = policy.limits(situation) if situation else None
    hits = find(segments, reading.extracted.joins, by_text, lambda finding, kind: policy.counts(finding, kind, held))
    nothing = not unscanned and all(policy.public_values_pass and hit.finding.public is not None for hit in hits)
    public = historical(segments, hits)
    hits = tuple(replace(hit, finding=public.get(number, hit.finding)) for number, hit in enumerate(hits)) if public else hits
    hits += tuple(Hit(finding, ((index, finding.start, finding.end),)) for index, finding in mentions(segments, hits))
    before = reading.extracted.before
    hits = tuple(hit for hit in hits if any(index != before for index, _, _ in hit.parts))
    hits = tuple(hit for hit in hits if policy.acts_on(hit.finding, segments[hit.parts[0][0]].kind, held))
    if policy.document_authors_pass:
        hits = tuple(hit for hit in hits if not _names_author(hit, segments))
    opaque = [lack.reason for lack in reading.unread]
    return Judgement(
        decide((hit.finding for hit in hits), unscanned, policy, situation, unknown_file=unknown_file, unread=opaque),
        ScanOutcome.OPAQUE if opaque else _seen(len(unscanned), len(by_text), unknown_file=unknown_file),
        hits,
        segments,
        _conversation(reading),
        tuple(pair for pair in reading.extracted.reply_to if not any(value(hit, segments) in pair[1] for hit in hits)),
        any(index == before for hit in hits for index, _, _ in hit.parts),
        policy,
        unread=reading.unread,
        unscanned=tuple(text for text, scan in by_text.items() if isinstance(scan, Unscanned)) if unscanned else (),
        nothing=nothing,
    )


def _names_author(hit: Hit, segments: Sequence[Segment]) -> bool:
    """Whether a finding is a name, and stands from its first letter to its last in properties that say who made a document."""
    ends = ((segments[index], at) for index, start, end in hit.parts for at in (start, end - 1))
    return hit.finding.entity == "PERSON" and all(authors.is_author(segment.where_at(at)) for segment, at in ends)


def _seen(unscanned: int, texts: int, *, unknown_file: bool) -> ScanOutcome:
    if unscanned and unscanned == texts:
        return ScanOutcome.NOT_RUN
    return ScanOutcome.PARTLY if unscanned or unknown_file else ScanOutcome.SCANNED


def _conversation(reading: Reading) -> Conversation:
    told = reading.extracted.conversation
    return reading.request.conversation if told.key is None and reading.request else told


def judge_opaque(reason: OpaqueReason) -> Judgement:
    """The verdict over a body that could not be read."""
    return Judgement(decide_opaque(reason), ScanOutcome.OPAQUE)
