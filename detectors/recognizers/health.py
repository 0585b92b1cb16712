"""Data concerning health beside a person: GDPR Art. 4(15) and 9(1).

The terms: ``detectors/lexicon/health.txt``; besides them codes of MKN-10, the Czech ICD-10: a letter, two digits, and after a full stop
one or two more. A4 paper, vitamin B12, motorway D1, cell G20 and fighter F16 are written the same, so a code counts only within
:data:`LABEL` characters after "dg.", "diagnóza", "MKN" or "ICD", or beside another one, both with their full stops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from detectors.context import Context
from detectors.contextual import TopicRecognizer
from detectors.lexicon.book import Hit
from detectors.text.view import View

LABEL: Final = 40
_CODE: Final = re.compile(r"(?<![\w.-])[A-Z][0-9]{2}(\.[0-9]{1,2})?[*†+]?(?![\w-])(?!\.[0-9])")
_LABELS: Final = Context(r"(?<!\w)dg\b", r"(?<!\w)diagn(?:oz|\.)", r"(?<!\w)mkn\b", r"(?<!\w)icd\b", r"kod\w{0,2} nemoc")
_PAIR: Final = 30
"""Characters between two codes that belong together."""


class HealthRecognizer(TopicRecognizer):
    """``HEALTH``."""

    ENTITY = "HEALTH"
    CATEGORY = "health"

    def hits(self, view: View) -> Sequence[Hit]:
        """Terms and codes."""
        terms = super().hits(view)
        codes = view.memo("health.codes", _codes)
        return sorted((*terms, *codes), key=lambda h: h.start) if codes else terms


def _codes(view: View) -> tuple[Hit, ...]:
    """The codes of diseases in a text."""
    text = view.text
    found: list[re.Match[str]] = []
    for start, _ in view.numbers:
        if start and "A" <= text[start - 1] <= "Z":
            match = _CODE.match(text, start - 1)
            if match is not None:
                found.append(match)
    return tuple(Hit(m.start(), m.end(), "health", "strong") for m in _likely(view, found))


def _likely(view: View, found: Sequence[re.Match[str]]) -> Iterator[re.Match[str]]:
    for index, match in enumerate(found):
        beside = (found[i] for i in (index - 1, index + 1) if 0 <= i < len(found))
        paired = match[1] is not None and any(
            other[1] is not None and max(other.start() - match.end(), match.start() - other.end()) <= _PAIR for other in beside
        )
        if paired or _LABELS.before(view, match.start(), LABEL):
            yield match
