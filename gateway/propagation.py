"""What one text of a request says about a name holds in its other texts. Pure.

A name found in full anywhere is found again, inflected and alone, in every other text (:func:`mentions`); and whose whole name says that
he is a historical person ("Kdo byl Karel Čapek?") is one in the next turn too ("A co napsal Čapek potom?": :func:`historical`).

A chat resends its history, so one request holds the conversation: "Jan Novák" in the first turn makes "Novákovi" in the fifth somebody's
name. Detection sees one text at a time and cannot know that; this runs after it, over all texts at once, and only where a name of two
or more words was found at all. Names in headers and public names make nothing known; object keys, numbers and addresses are not looked
through ("Jan" is a month there).

Where the provider keeps the history and only the new turn is sent, ``known`` carries over what earlier turns made known: :func:`stems_of`
is what to keep, for the conversation's life and no longer, with the conversation's other secrets (it holds pieces of names).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, Protocol

from detectors.finding import Finding
from detectors.names.model import load
from detectors.names.propagation import again, known
from detectors.public.entry import Kind
from detectors.public.marks import Public
from gateway.model import Segment, SegmentKind

PERSON: Final = "PERSON"
RULE: Final = "person.again"
SCORE: Final = 0.8
"""As within one text (:mod:`detectors.recognizers.person`)."""
MOST_NAMES: Final = 5_000
"""Names of one request that make something known. A request with more is a directory, in which each stands in full anyway."""

type Mention = tuple[int, Finding]
"""A segment's index, and a finding in it."""


class Hit(Protocol):
    """What is read of :class:`gateway.pipeline.Hit`."""

    @property
    def finding(self) -> Finding:
        """What was found."""

    @property
    def parts(self) -> tuple[tuple[int, int, int], ...]:
        """(segment, start, end) of each part."""


def stems_of(segments: Sequence[Segment], hits: Iterable[Hit]) -> frozenset[str]:
    """What the names of two or more words make known. Pieces of names: to be kept as carefully as they."""
    found: set[str] = set()
    names = 0
    for hit in hits:
        finding = hit.finding
        if finding.entity != PERSON or finding.public is not None or names >= MOST_NAMES:
            continue
        spans = [(index, start, end) for index, start, end in hit.parts if segments[index].kind is not SegmentKind.HEADER]
        if sum(len(segments[index].text[start:end].split()) for index, start, end in spans) < 2:
            continue
        names += 1
        rule = finding.rule.rpartition(".")[2]
        for index, start, end in spans:
            found |= known(segments[index].text, [(start, end, rule)])
    return frozenset(found)


def mentions(segments: Sequence[Segment], hits: Sequence[Hit], earlier: Collection[str] = ()) -> Iterator[Mention]:
    """The lone forms of known names where nothing was found. ``earlier``: what earlier turns made known (:func:`stems_of`)."""
    if not earlier and not any(hit.finding.entity == PERSON for hit in hits):
        return
    names = stems_of(segments, hits) | frozenset(earlier)
    if not names:
        return
    taken: dict[int, list[tuple[int, int, str]]] = {}
    for hit in hits:
        for index, start, end in hit.parts:
            taken.setdefault(index, []).append((start, end, ""))
    table = load().table
    for index, segment in enumerate(segments):
        if segment.kind is SegmentKind.TEXT:
            for start, end, _ in again(segment.text, names, taken.get(index, ()), table):
                yield index, Finding(PERSON, start, end, SCORE, RULE)


@cache
def _people() -> Public:
    """Historical persons. An office's officials are public in each text by themselves: their list may change while a proxy runs."""
    return Public()


def _values(segments: Sequence[Segment], hits: Iterable[Hit], *, public: bool) -> list[str]:
    """The distinct names of two or more words that are historical persons', or nobody public's."""
    found: dict[str, None] = {}
    for hit in hits:
        reason = hit.finding.public
        wanted = reason is not None and reason.startswith(Kind.HISTORICAL) if public else reason is None
        if hit.finding.entity == PERSON and wanted and len(hit.parts) == 1 and len(found) < MOST_NAMES:
            index, start, end = hit.parts[0]
            value = segments[index].text[start:end]
            if len(value.split()) > 1:
                found[" ".join(value.split())] = None
    return list(found)


def historical(segments: Sequence[Segment], hits: Sequence[Hit]) -> Mapping[int, Finding]:
    """By their place in ``hits``: lone surnames of historical persons whose whole name stands in another text, with the reason.

    Judged by the rules of one text (:mod:`detectors.public.marks`), as if the whole names stood at its beginning: not where anybody else of
    that surname is named in the request, nor beside what only private persons have.
    """
    whole = _values(segments, hits, public=True)
    if not whole:
        return {}
    before, at = [], 0
    for name in (*whole, *_values(segments, hits, public=False)):
        before.append(Finding(PERSON, at, at + len(name), SCORE, RULE))
        at += len(name) + 1
    head = "".join(f"{name}\n" for name in (*whole, *_values(segments, hits, public=False))) + "\n"
    of_segment: dict[int, list[tuple[int, int, int]]] = {}
    lone: set[int] = set()
    for number, hit in enumerate(hits):
        if len(hit.parts) == 1:
            index, start, end = hit.parts[0]
            of_segment.setdefault(index, []).append((start, end, number))
            if hit.finding.entity == PERSON and hit.finding.public is None and " " not in segments[index].text[start:end]:
                lone.add(index)
    found: dict[int, Finding] = {}
    for index in lone:
        apart, numbers, reach = [], [], 0
        for start, end, number in sorted(of_segment[index]):
            if start >= reach:
                apart.append(replace(hits[number].finding, start=start + len(head), end=end + len(head)))
                numbers.append(number)
                reach = end
        marked = _people().marked(head + segments[index].text, [*before, *apart])[len(before) :]
        for number, finding in zip(numbers, marked, strict=True):
            if finding.public is not None and hits[number].finding.public is None:
                found[number] = replace(hits[number].finding, public=finding.public)
    return found
