"""MAC addresses, IEEE 802: the identifier of one device and so of who uses it. Six pairs of hexadecimal digits, or three groups of four.

Broadcast, multicast of the standards and zeros belong to no device.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer
from detectors.text.long_words import long_words
from detectors.text.view import View

_MAC = re.compile(
    r"(?<![0-9A-Za-z:.-])(?:[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4})"
    r"(?![0-9A-Za-z]|[:.-][0-9A-Za-z])"
)
_LENGTH = 17
_SEPARATORS = str.maketrans("", "", ":-.")


class MacAddressRecognizer(CzechRecognizer):
    """``MAC_ADDRESS``."""

    ENTITY = "MAC_ADDRESS"
    NEEDS = long_words
    CONTEXT = (r"\bmac\b", r"fyzick\w{1,3} adres", r"hardwar", r"wi-?fi", r"ethernet")
    MIN_LENGTH = 12

    def validate(self, value: str) -> bool | None:
        """False for broadcast, multicast and zeros."""
        digits = value.translate(_SEPARATORS).lower()
        return len(set(digits)) > 1 and not digits.startswith(("01005e", "3333", "0180c2"))

    def candidates(self, view: View) -> Iterator[tuple[int, int]]:
        """Places in long words where two of the same separator stand two or four characters apart."""
        text = view.text
        for start, end in long_words(view):
            for separator, width in ((":", 3), ("-", 3), (".", 5)):
                at = text.find(separator, start, end)
                while at >= 0:
                    if text[at + width : at + width + 1] == separator and at >= width - 1:
                        yield at - width + 1, at
                    at = text.find(separator, at + 1, end)

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        for start, _ in self.candidates(view):
            view.step(self.key)
            match = _MAC.match(view.text, start)
            if match is None or not self.validate(match[0]):
                continue
            context = self.nearby is not None and self.nearby.near(view, *match.span())
            yield view.finding(self.ENTITY, match.start(), match.end(), 0.95 if context else 0.85, f"{self.key}.address", context=context)
