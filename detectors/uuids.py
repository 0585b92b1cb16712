"""Numbers inside UUIDs are nobody's: a random UUID holds a valid birth number or account once in a thousand.

Chat pages name everything by UUIDs (RFC 9562), so without this a conversation whose id happens to hold one could never be used. Only what
lies wholly inside one is dropped, and only kinds that are found by their digits; what is written beside one stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from detectors.finding import Finding

_UUID = re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(?![0-9A-Za-z])")
_LENGTH = 36
_KEPT = frozenset({"SECRET", "PERSON", "EMAIL_ADDRESS", "CZ_PSEUDONYM"})
"""Found by something else than digits; a key, or an agenda's identifier of a person, may well be a UUID."""


def outside(findings: Iterable[Finding], text: str) -> Iterator[Finding]:
    """The findings that no UUID holds. Looks around findings only, so it costs nothing where nothing was found."""
    for finding in findings:
        if finding.entity in _KEPT or not _inside(text, finding.start, finding.end):
            yield finding


def _inside(text: str, start: int, end: int) -> bool:
    begin = max(end - _LENGTH - 1, 0)
    return any(match.start() <= start and end <= match.end() for match in _UUID.finditer(text, begin, start + _LENGTH + 1))
