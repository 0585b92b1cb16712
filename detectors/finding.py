"""What a detector found: where, which kind, how sure, and by which rule. Never the text itself."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Finding:
    """One found piece of personal data.

    ``start`` and ``end`` count Unicode code points of the text as it was given, also when it was normalised inside.
    ``entity`` is a name of Presidio's (``PERSON``) or one of ours (``CZ_BIRTH_NUMBER``). ``score`` is 0 to 1.
    """

    entity: str
    start: int
    end: int
    score: float
    rule: str  # the recognizer and pattern that fired, e.g. "cz_birth_number.slash"
    check: bool | None = None  # check digits: True passed, False failed, None the kind has none
    context: bool = False  # a context word stands near
    public: str | None = None  # why this person or value is public, where it is

    def moved(self, by: int) -> Finding:
        """The same finding with its offsets shifted."""
        return replace(self, start=self.start + by, end=self.end + by)


class NotScanned(Exception):
    """A recognizer failed or ran out of time: the text is *not scanned*, which is never "clean".

    ``reason`` names the recognizer or the limit; it never holds any of the text.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
