"""Where the findings of a request lie: from scans of texts to spans of segments, each value once.

A text is scanned once however often it stands in a body, and a value may be seen several times: in its segment, in the joins around it,
in a second reading of the same string.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detectors.finding import Finding
from detectors.fingerprint import canonical
from gateway.extract import escapes
from gateway.extract.file_name import READING
from gateway.extract.place import INSIDE
from gateway.model import Join, Scan, Segment, SegmentKind, Unscanned

NEAR = 200
"""Characters from a seam within which a window may tell of what lies in one text alone. Half of what it shows, so that a value there is
seen with as much around it on the other side."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One finding and the parts of segments it covers: ``(segment, start, end)``, several when it lies over a seam."""

    finding: Finding
    parts: tuple[tuple[int, int, int], ...]


type Acts = Callable[[Finding, SegmentKind], bool]


def find(segments: Sequence[Segment], joins: Sequence[Join], scans: Mapping[str, Scan], acts: Acts) -> tuple[Hit, ...]:
    """Every finding that ``acts`` counts, in its place. ``scans`` are by text; what could not be scanned tells nothing here.

    What does not count is left out first: a number that is doubtful by itself must not stand before the join that knows its label.
    """
    if not any(scan for scan in scans.values() if not isinstance(scan, Unscanned)):
        return ()  # nearly always, and a history has hundreds of segments
    hits: list[Hit] = []
    for index, segment in enumerate(segments):
        counted = (finding for finding in _findings(scans, segment.text) if acts(finding, segment.kind))
        hits += (Hit(finding, ((index, finding.start, finding.end),)) for finding in counted)
    taken = _Taken([hit for hit in hits if hit.finding.public is None])  # what is public alone may be private beside its label
    for join in joins:
        for finding in _findings(scans, joined(join, segments)):
            hit = Hit(finding, _parts(join, segments, finding))
            if hit.parts and acts(finding, segments[hit.parts[0][0]].kind) and _belongs(join, segments, hit) and taken.adds(hit):
                hits.append(hit)
    return tuple(_once(hits, segments))


def _findings(scans: Mapping[str, Scan], text: str) -> tuple[Finding, ...]:
    found = scans.get(text, ())
    return () if isinstance(found, Unscanned) else found


def _pieces(join: Join, segments: Sequence[Segment]) -> Iterator[tuple[str, int, int, int]]:
    """(separator, segment, start, end) of each part."""
    cuts = join.cuts or [(0, len(segments[part].text)) for part in join.parts]
    for separator, part, (start, end) in zip(join.separators, join.parts, cuts, strict=True):
        yield separator, part, start, end


def joined(join: Join, segments: Sequence[Segment]) -> str:
    """The text that a join is scanned as."""
    return "".join(separator + segments[part].text[start:end] for separator, part, start, end in _pieces(join, segments))


def _parts(join: Join, segments: Sequence[Segment], finding: Finding) -> tuple[tuple[int, int, int], ...]:
    """Where a finding in a joined text lies in the segments themselves; separators belong to none."""
    parts: list[tuple[int, int, int]] = []
    at = 0
    for separator, index, begin, end in _pieces(join, segments):
        at += len(separator)
        length = end - begin
        first, last = max(finding.start - at, 0), min(finding.end - at, length)
        if first < last:
            parts.append((index, begin + first, begin + last))
        at += length
    return tuple(parts)


def _belongs(join: Join, segments: Sequence[Segment], hit: Hit) -> bool:
    """Whether a join that shows only parts of its segments may tell of this finding.

    At an edge that was cut stands the rest of something (four digits of a card): what it is, the segment itself or the next window
    says. Far from a seam the segment itself was judged with more around it.
    """
    if not join.cuts:
        return True
    first, begin, _ = hit.parts[0]
    last, _, end = hit.parts[-1]
    (opens, _), (_, closes) = join.cuts[0], join.cuts[-1]
    cut_before = first == join.parts[0] and 0 < begin == opens
    cut_behind = last == join.parts[-1] and end == closes < len(segments[last].text)
    if (cut_before or cut_behind) and hit.finding.end - hit.finding.start < NEAR:
        return False
    if len(hit.parts) > 1:
        return True
    begins, ends = first != join.parts[0], last != join.parts[-1]  # whether a seam stands there
    return (begins and begin < NEAR) or (ends and len(segments[first].text) - end < NEAR)


def value(hit: Hit, segments: Sequence[Segment]) -> str:
    """The found text itself."""
    return "".join(segments[index].text[start:end] for index, start, end in hit.parts)


def _once(hits: Sequence[Hit], segments: Sequence[Segment]) -> Iterator[Hit]:
    """The hits, each value once where a string is read twice: as written, and with its escapes decoded (place + INSIDE)."""
    decoded = [index for index, segment in enumerate(segments) if segment.place[-1:] == (INSIDE,)]
    places = {segment.place: index for index, segment in enumerate(segments)} if decoded else {}
    written = {index: places[place] for index in decoded if (place := segments[index].place[:-1]) in places}

    def key(hit: Hit) -> tuple[str, tuple[int, ...], str]:
        said = value(hit, segments)
        where = tuple(written.get(index, index) for index, _, _ in hit.parts)
        return hit.finding.entity, where, canonical(hit.finding.entity, escapes.decoded(said) or said)

    yield from _second(hits, segments) if not written else _second(list(_first(hits, written, key)), segments)


def _second(hits: Sequence[Hit], segments: Sequence[Segment]) -> Iterator[Hit]:
    """The hits without those in the second reading of a file's name whose value was found elsewhere, too."""
    names = {index for index, segment in enumerate(segments) if segment.place[-1:] == (READING,)}
    if not names:
        yield from hits
        return

    def said(hit: Hit) -> tuple[str, str]:
        return hit.finding.entity, canonical(hit.finding.entity, value(hit, segments))

    elsewhere = {said(hit) for hit in hits if all(index not in names for index, _, _ in hit.parts)}
    yield from (hit for hit in hits if all(index not in names for index, _, _ in hit.parts) or said(hit) not in elsewhere)


def _first(hits: Sequence[Hit], written: Mapping[int, int], key: Callable[[Hit], tuple[str, tuple[int, ...], str]]) -> Iterator[Hit]:
    again = [any(index in written for index, _, _ in hit.parts) for hit in hits]
    known = Counter(key(hit) for hit, second in zip(hits, again, strict=True) if not second)
    for at, hit in enumerate(hits):
        if known and again[at] and known[found := key(hit)] > 0:
            known[found] -= 1
            continue
        yield hit


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
