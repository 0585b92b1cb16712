"""Phone numbers of North America as written there, without a country's prefix: ``(202) 555-0143``, ``202-555-0143``, ``202.555.0143``.

Ten digits in groups of three, three and four; area and exchange begin with 2 to 9 (North American Numbering Plan Administrator,
"About NANP"). Whether an area is in use is not asked: new ones come each year. With spaces or without anything between only beside a word
for phones; numbers with ``+1`` are those of :mod:`detectors.recognizers.phone_number`.
"""

from __future__ import annotations

import re

from detectors.recognizer import CzechRecognizer, Pattern, long_number

_PART = r"[2-9][0-9]{2}"
_BEFORE, _BEHIND = r"(?<![\w.,/+-])", r"(?![\w]|[.,/-][0-9])"


class NanpPhoneRecognizer(CzechRecognizer):
    """``PHONE_NUMBER``."""

    ENTITY = "PHONE_NUMBER"
    NEEDS = long_number
    PATTERNS = (
        Pattern("hyphens", re.compile(rf"{_BEFORE}(?:1-)?{_PART}-{_PART}-[0-9]{{4}}{_BEHIND}"), 0.65, 0.9, "-"),
        Pattern("brackets", re.compile(rf"(?<=\(){_PART}\)[ ]?{_PART}-[0-9]{{4}}{_BEHIND}"), 0.75, 0.9, ")"),
        Pattern("dots", re.compile(rf"{_BEFORE}{_PART}\.{_PART}\.[0-9]{{4}}{_BEHIND}"), 0.0, 0.85, "."),
        Pattern("spaces", re.compile(rf"{_BEFORE}{_PART} {_PART} [0-9]{{4}}{_BEHIND}"), 0.0, 0.75, " "),
    )
    CONTEXT = (r"\btel\b", r"telef", r"\bmob\b", r"mobil", r"\bphone\b", r"\bcell\b", r"\bcall\b", r"volej", r"volat", r"zavol", r"\bfax")
    MIN_LENGTH = 12
