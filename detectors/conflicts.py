"""Overlapping findings: which one stands. By check digits, then context, then length, then score.

A loser that reaches beyond the winner keeps the part that nothing else covers, so that no letter that was found goes uncovered.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable
from dataclasses import replace

from detectors.finding import Finding


def _rank(finding: Finding) -> tuple[bool, bool, bool, int, float]:
    return (finding.check is True, finding.check is not False, finding.context, finding.end - finding.start, finding.score)


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


def _free(finding: Finding, taken: list[Finding]) -> list[Finding]:
    """What of a finding is still free, as findings. ``taken`` is sorted and its members do not overlap."""
    free: list[Finding] = []
    start = finding.start
    index = bisect_right(taken, start, key=lambda f: f.end)
    while start < finding.end:
        if index == len(taken) or taken[index].start >= finding.end:
            free.append(replace(finding, start=start))
            break
        if taken[index].start > start:
            free.append(replace(finding, start=start, end=taken[index].start))
        start = max(start, taken[index].end)
        index += 1
    return free


def resolve(findings: Iterable[Finding], text: str) -> tuple[Finding, ...]:
    """The findings that stand, sorted by start and never overlapping. ``text`` is the text as given.

    A remainder without a letter or digit (a space, a bracket) says nothing and is dropped.
    """
    ordered = sorted(findings, key=lambda f: (f.start, f.end))
    kept: list[Finding] = []
    for group in _groups(ordered):
        if len(group) == 1:
            kept.extend(group)
            continue
        taken: list[Finding] = []
        for finding in sorted(group, key=_rank, reverse=True):
            for part in _free(finding, taken):
                if any(c.isalnum() for c in text[part.start : part.end]) or part == finding:
                    insort(taken, part, key=lambda f: f.start)
        kept.extend(taken)
    return tuple(kept)
