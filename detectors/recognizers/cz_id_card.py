"""Občanský průkaz, the Czech identity card: its number is personal, and the card's state is looked up by it.

New cards: nine digits ("OP bez série"). Old ones: six digits with a series of two letters, with or without two digits ("OP se sérií").
There is no check digit, and nine digits are also phones and sums: only a context word makes it one. "OP" alone counts only right before
the number, and not where it stands for operační program, obchodní podmínky or ochranné pásmo.
Sources: Act No. 269/2021 Coll.; Ministry of the Interior, "Neplatné doklady" (document kinds 0). The service itself is never asked,
because asking would disclose the number.
"""

from __future__ import annotations

import re

from detectors.context import Context
from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer, Pattern
from detectors.text.view import View

_OTHER_MEANING = Context(r"operacn", r"obchodni\w{0,2} podmin", r"ochrann\w{1,3} pasm", r"odborn\w{1,3} prax", r"opravn\w{1,3} polozk")
_TIGHT = re.compile(r"(?<!\w)(?:č\.\s?|[Čč]íslo\s)?OP(?:\s?\([^()\n]{0,20}\))?\s?(?:č\.?|číslo|n[ro]\.?)?\s?[:=]?\s{0,2}\Z")
_TIGHT_WIDTH = 40
_OTHER_DOCUMENT = Context(r"cestovn", r"\bpas(?:u|em)?\b", r"ridic", r"\brp\b", r"telefon", r"\btel\b", r"mobil", r"\bico?\b")
_LABEL_WIDTH = 20


class CzIdCardRecognizer(CzechRecognizer):
    """``CZ_ID_CARD``."""

    ENTITY = "CZ_ID_CARD"
    PATTERNS = (
        Pattern("new", re.compile(r"(?<![\w/])(?<![0-9][ .])[0-9]{3} ?[0-9]{3} ?[0-9]{3}(?![\w/])(?! [0-9])"), 0.0, 0.85),
        Pattern("series_after", re.compile(r"(?<![\w/])[0-9]{6} ?[A-Z]{2}(?: ?[0-9]{2})?(?!\w)"), 0.0, 0.85),
        Pattern("series_before", re.compile(r"(?<!\w)[A-Z]{2}(?: ?[0-9]{2})? ?[0-9]{6}(?![\w/])"), 0.0, 0.85),
    )
    CONTEXT = (
        r"obcansk\w{1,3} prukaz",
        r"obcanka|obcanky|obcanku|obcance|obcankou",
        r"prukaz\w{0,3} totoznosti",
        r"doklad\w{0,3} totoznosti",
        r"cis\w{1,4} (?:dokladu|prukazu|op)\b",
        r"\bc\. ?op\b",
    )
    MIN_LENGTH = 6

    def candidates(self, view: View) -> list[tuple[int, int]]:
        """Numbers with room for a series on either side."""
        return [(max(start - 3, 0), end + 6) for start, end in view.numbers if 6 <= end - start <= 16]

    def judge(self, view: View, pattern: Pattern, match: re.Match[str]) -> Finding | None:
        """A match beside its label."""
        start, end = match.span()
        tight = _TIGHT.search(view.text, max(start - _TIGHT_WIDTH, 0), start) is not None
        if tight:
            if _OTHER_MEANING.before(view, start, 120) or _OTHER_MEANING.after(view, end, 60):
                return None
        elif self.nearby is None or not self.nearby.near(view, start, end) or _OTHER_DOCUMENT.before(view, start, _LABEL_WIDTH):
            return None
        rule = f"{self.key}.{pattern.name}"
        return view.finding(self.ENTITY, start, end, pattern.with_context, rule, context=True)
