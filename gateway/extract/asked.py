"""What requests have their provider read by itself, taken together: a batch has as many of them as it has lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gateway.batch import Asked
from gateway.extract import file_ids, source_names, sources
from gateway.model import Segment

MOST = 100_000
"""Files and sources of one batch: providers take 50 000 requests, and one that brings a file and a source names two. A batch with more is
as one whose sources have no name."""


def of(segments: Sequence[Segment]) -> Asked:
    """What one request asks for."""
    files = file_ids.referred(segments)
    if not sources.named(segments):
        return Asked(files=files)
    names = source_names.names(segments)
    return Asked(names or frozenset(), not names, files)


def together(every: Iterable[Asked]) -> Asked:
    """What several ask for, each thing once."""
    names: set[str] = set()
    files: dict[str, None] = {}
    nameless = False
    for one in every:
        nameless = nameless or one.nameless
        if len(names) + len(files) <= MOST:
            names |= one.sources
            files.update(dict.fromkeys(one.files))
    return Asked(frozenset(names), nameless or len(names) + len(files) > MOST, tuple(files))
