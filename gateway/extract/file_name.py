"""Names of files as words: ``zadost_rc_7153192743.pdf`` says what ``zadost rc 7153192743`` says.

An underscore joins what it stands between into one word, so a number or a surname there is none by itself. The name as it was written is
a text of its own already; this is its second reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gateway.model import File, Segment

READING = -1_000_000
"""The mark of the second reading in a place: no key, no index, and no mark of :mod:`gateway.extract.place`."""

_JOINED = re.compile(r"[_+]+|(?<=\d)[-.](?=[^\W\d])|(?<=[^\W\d])[-.](?=\d)")
"""What joins words in names of files: underscores, plus signs, and hyphens or dots between a word and a number."""


def words(name: str) -> str | None:
    """The name with its words apart; None where nothing joins them. As long as the name."""
    apart = _JOINED.sub(lambda match: " " * len(match[0]), name)
    return None if apart == name else apart


def readings(files: Iterable[File]) -> Iterator[Segment]:
    """A segment for each name whose words are joined."""
    for file in files:
        apart = words(file.name)
        if apart is not None:
            yield Segment((*file.place, READING), apart, file.speaker)
