"""Social security numbers of the United States and their taxpayer numbers (ITIN): three, two and four digits with hyphens between.

Never issued are area 000 and 666, group 00 and serial 0000 (Social Security Administration, "Social Security Number Randomization",
2011); 900 to 999 are the taxpayer numbers of the Internal Revenue Service. There is no check digit. Offices meet them in papers of American
citizens, and in whatever programs of English make up; without hyphens nine digits are anything else, so they count beside their label only.
"""

from __future__ import annotations

import re

from detectors.recognizer import CzechRecognizer, Pattern, long_number

_AREA = r"(?!000|666)[0-9]{3}"
_BEFORE, _BEHIND = r"(?<![\w.,/+-])", r"(?![\w]|[.,/-][0-9])"


class UsSsnRecognizer(CzechRecognizer):
    """``US_SSN``, under Presidio's name."""

    ENTITY = "US_SSN"
    NEEDS = long_number
    PATTERNS = (
        Pattern("hyphens", re.compile(rf"{_BEFORE}{_AREA}-(?!00)[0-9]{{2}}-(?!0000)[0-9]{{4}}{_BEHIND}"), 0.75, 0.95, "-"),
        Pattern("spaces", re.compile(rf"{_BEFORE}{_AREA} (?!00)[0-9]{{2}} (?!0000)[0-9]{{4}}{_BEHIND}"), 0.0, 0.85, " "),
        Pattern("plain", re.compile(rf"{_BEFORE}{_AREA}(?!00)[0-9]{{2}}(?!0000)[0-9]{{4}}{_BEHIND}"), 0.0, 0.85),
    )
    CONTEXT = (r"\bssns?\b", r"social security", r"\bitin\b", r"taxpayer", r"\bsocial\w{0,3} pojisten\w{0,3} usa")
    MIN_LENGTH = 9
