"""Overlapping findings: which one stands. By check digits (of two right ones the longer), then context, then length, then score.

A loser that reaches beyond the winner keeps the part that nothing else covers, so that no letter that was found goes uncovered.

The work is linear in the findings (after sorting), whatever their overlaps: a group of findings that touch is cut into the stretches
between their edges, the best finding takes its stretches first, and a stretch that is taken is never looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from detectors.finding import Finding


def _rank(finding: Finding) -> tuple[bool, int, bool, bool, int, float]:
    """A wrong check digit beside its own label is a typing error, and weighs like a kind that has none: nothing inside cuts such a code."""
    right, length = finding.check is True, finding.end - finding.start
    return (right, length if right else 0, finding.check is not False or finding.context, finding.context, length, finding.score)


def _secrets_first(group: list[Finding]) -> list[Finding]:
    """Whatever reads as an e-mail address and begins or ends in a secret (``user:password@host``) is the secret's."""
    if not {"SECRET", "EMAIL_ADDRESS"} <= {finding.entity for finding in group}:
        return group
    kept: list[Finding] = []
    for finding in group:
        last = kept[-1] if kept else None
        if finding.entity not in {"SECRET", "EMAIL_ADDRESS"}:
            continue
        if last is None or finding.start >= last.end or last.entity == finding.entity:
            kept.append(finding)
        else:
            secret = last if last.entity == "SECRET" else finding
            kept[-1] = replace(secret, start=last.start, end=max(last.end, finding.end))
    return [*kept, *(finding for finding in group if finding.entity not in {"SECRET", "EMAIL_ADDRESS"})]


def _groups(findings: list[Finding]) -> Iterable[list[Finding]]:
    """Findings that touch one another, in order; most groups hold one."""
    group: list[Finding] = []
    reach = -1
    for finding in findings:
        if group and finding.start >= reach:
            yield group
            group = []
        group.append(finding)
        reach = max(reach, finding.end) if len(group) > 1 else finding.end
    if group:
        yield group


def _next_free(following: list[int], stretch: int) -> int:
    """The first stretch from here on that nobody has taken. Halves the way for whoever asks next."""
    while following[stretch] != stretch:
        following[stretch] = following[following[stretch]]
        stretch = following[stretch]
    return stretch


def _settle(group: list[Finding]) -> Iterable[Finding]:
    """The parts that stand of findings that overlap, best finding first."""
    edges = sorted({edge for finding in group for edge in (finding.start, finding.end)})
    place = {edge: index for index, edge in enumerate(edges)}
    following = list(range(len(edges)))
    for finding in sorted(group, key=_rank, reverse=True):
        last = place[finding.end]
        stretch = _next_free(following, place[finding.start])
        while stretch < last:
            first = stretch
            while stretch < last and following[stretch] == stretch:
                following[stretch] = stretch + 1
                stretch += 1
            yield replace(finding, start=edges[first], end=edges[stretch])
            stretch = _next_free(following, stretch)


def resolve(findings: Iterable[Finding], text: str) -> tuple[Finding, ...]:
    """The findings that stand, sorted by start and never overlapping. ``text`` is the text as given.

    A remainder without a letter or digit (a space, a bracket) says nothing and is dropped.
    """
    ordered = sorted(findings, key=lambda f: (f.start, f.end))
    whole = {(f.start, f.end) for f in ordered}
    kept: list[Finding] = []
    for group in _groups(ordered):
        if len(group) == 1:
            kept.extend(group)
            continue
        parts = [
            part
            for part in _settle(_secrets_first(group))
            if (part.start, part.end) in whole or any(c.isalnum() for c in text[part.start : part.end])
        ]
        kept.extend(sorted(parts, key=lambda f: f.start))
    return tuple(kept)
