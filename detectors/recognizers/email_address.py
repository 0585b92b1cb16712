"""E-mail addresses, RFC 5321 as people write them, also as "jan.novak (zavináč) kraj.cz" or "jan.novak [at] kraj [dot] cz".

The search starts at each "@" (or its disguise) and reads outwards over bounded stretches, so the cost is linear whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View
from detectors.text.words import beginnings, distinct_words

_LOCAL_LIMIT = 64  # RFC 5321, 4.5.3.1.1
_DOT = r"(?:\.| ?[\[({]\s?(?:dot|tecka|tečka)\s?[\])}] ?| (?:tečka|tecka) )"
_DOMAIN = re.compile(rf"[^\W_](?:[\w-]{{0,61}}[^\W_])?(?:{_DOT}[^\W_](?:[\w-]{{0,61}}[^\W_])?){{1,8}}")
_DISGUISED = re.compile(r" ?[\[({<]\s?(?:at|zavináč|zavinac|@)\s?[\])}>] ?| (?:zavináč|zavinac) ?", re.IGNORECASE)
_CLOSING = ("]", ")", "}", ">")
_AT = ("at", "@")
_TOP = re.compile(r"(?:[^\W\d_]{2,24}|xn--[a-z0-9-]{2,59})\Z", re.IGNORECASE)
_LOCAL_CHARS = frozenset("!#$%&'*+-/=?^_`{|}~.")
_NOT_TOP = frozenset(
    ["png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "ts", "html", "htm", "json", "txt", "pdf", "doc", "docx", "xls", "xlsx"]
)
"""File endings that are no top-level domain: ``logo@2x.png``."""


def _local(text: str, end: int) -> int:
    """Where the local part that ends at ``end`` begins."""
    start = end
    while start > 0 and end - start < _LOCAL_LIMIT and (text[start - 1].isalnum() or text[start - 1] in _LOCAL_CHARS):
        start -= 1
    while start < end and not (text[start].isalnum() or text[start] == "_"):
        start += 1
    return start


def _in_brackets(folded: str) -> bool:
    """Whether an "at" stands right before a closing bracket."""
    for sign in _CLOSING:
        end = folded.find(sign)
        while end >= 0:
            if folded[max(end - 3, 0) : end].rstrip().endswith(_AT):
                return True
            end = folded.find(sign, end + 1)
    return False


def _may_be_at(view: View) -> bool:
    """Whether an "at" may stand in the text, in any of its spellings."""
    return "@" in view.text or "at" in distinct_words(view) or "zavi" in beginnings(view)


class EmailAddressRecognizer(CzechRecognizer):
    """``EMAIL_ADDRESS``."""

    ENTITY = "EMAIL_ADDRESS"
    NEEDS = _may_be_at

    def _signs(self, view: View) -> Iterator[tuple[int, int, str]]:
        """Where an "at" stands (start, end, rule)."""
        text = view.text
        at = text.find("@")
        while at >= 0:
            start, end = at, at + 1
            if text[at - 1 : at] == " " == text[at + 1 : at + 2] and at >= 2:
                start, end = at - 1, at + 2
            yield start, end, "plain"
            at = text.find("@", at + 1)
        words = distinct_words(view)
        bracketed = ("at" in words or "@" in text) and _in_brackets(view.folded)
        if bracketed or "zavi" in beginnings(view):
            for match in _DISGUISED.finditer(text):
                yield match.start(), match.end(), "disguised"

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        text = view.text
        for left, right, rule in self._signs(view):
            view.step(self.key)
            domain = _DOMAIN.match(text, right)
            if domain is None:
                continue
            end = domain.end()
            top = _TOP.search(text, max(domain.start(), end - 63), end)
            if top is None or top[0].lower() in _NOT_TOP:
                continue
            start = _local(text, left)
            if start == left or (text[start:left] == "git" and text[end : end + 1] == ":"):
                continue
            yield view.finding(self.ENTITY, start, end, 0.95 if rule == "plain" else 0.8, f"{self.key}.{rule}")
