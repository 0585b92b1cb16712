"""The text read in another way: what its escapes, encoded runs, drawn tables, spread digits and number words stand for.

One *alternative* of a text holds all that may be read otherwise, with its surroundings for context, and leads every finding back. It
is scanned as a text of its own, so that what was disguised twice is found too, to a bounded depth. Ordinary text has none, and to say
so costs a few searches.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace

from detectors.finding import Finding
from detectors.text import encoded, escapes, layout, number_words, spread
from detectors.text.change import Change, Proof
from detectors.text.offsets import Offsets
from detectors.text.view import View
from detectors.text.words import distinct_words

DEPTH = 4
"""How often a text may be disguised: base64 in base64 in percent-encoding, and one to spare. Deeper is left as it is."""

AROUND = 120
"""How much stands around a change in the alternative: a label, a sentence's part."""
MARGIN = 24
"""What is found this near to where the surroundings were cut off may be a part of something else, and does not count."""
_GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the view with changes in it. ``plain``: one of them says itself what it is."""

    start: int
    end: int
    plain: bool


@dataclass(frozen=True, slots=True)
class Alternative:
    """``text`` to be scanned; :meth:`back` leads a finding in it to the view it was made of."""

    text: str = field(repr=False)
    view: View
    _offsets: Offsets = field(repr=False)
    _changes: tuple[Change, ...] = field(repr=False)
    _windows: tuple[Window, ...] = field(repr=False)

    def back(self, finding: Finding) -> Finding | None:
        """The finding in offsets of the text as given, or None when its proof is missing."""
        start, end = self._offsets.start_of(finding.start), self._offsets.end_of(finding.end)
        index = bisect_left(self._changes, start + 1, key=lambda c: c.end)
        needed: set[Proof] = set()
        while index < len(self._changes) and self._changes[index].start < end:
            needed.add(self._changes[index].proof)
            index += 1
        if not (_proven(finding, needed) if needed else self._beside(start, end)):
            return None
        start, end = self.view.given(start, end)
        return replace(finding, start=start, end=end)

    def _beside(self, start: int, end: int) -> bool:
        """Whether what was found beside a change is a whole thing: its label, say, was the change."""
        window = self._windows[max(bisect_right(self._windows, start, key=lambda w: w.start) - 1, 0)]
        whole = start - window.start >= MARGIN or window.start == 0
        return window.plain and whole and (window.end - end >= MARGIN or window.end == len(self.view.text))


def _proven(finding: Finding, needed: set[Proof]) -> bool:
    if Proof.NONE in needed:
        return True
    return finding.context or (finding.check is True and Proof.CHECK in needed)


def _changes(view: View) -> list[Change]:
    """Everything that may be read otherwise, in order and without overlaps: of two that overlap the first stands."""
    changes = [*escapes.changes(view.text), *layout.changes(view.text), *encoded.changes(view), *spread.changes(view)]
    if number_words.likely(view.folded, distinct_words(view)):
        changes += number_words.changes(view.folded)
    found: list[Change] = []
    for change in sorted(changes, key=lambda c: c.start) if changes else ():
        if not found or change.start >= found[-1].end:
            found.append(change)
    return found


def alternative(view: View) -> Alternative | None:
    """The other reading of a view, or None when there is none."""
    changes = _changes(view)
    if not changes:
        return None
    text = view.text
    pieces: list[str] = []
    windows: list[Window] = []
    offsets = Offsets(end=len(text))
    length = done = 0

    def put(piece: str, given: int, *, straight: bool) -> None:
        nonlocal length
        if piece or not straight:
            offsets.add(length, given, straight=straight)
        pieces.append(piece)
        length += len(piece)

    for index, change in enumerate(changes):
        begin = max(change.start - AROUND, done)
        if begin > done and pieces:
            put(_GAP, done, straight=False)
        put(text[begin : change.start], begin, straight=True)
        put(change.read, change.start, straight=False)
        following = changes[index + 1].start if index + 1 < len(changes) else len(text)
        done = min(change.end + AROUND, following)
        put(text[change.end : done], change.end, straight=True)
        plain = change.proof is Proof.NONE
        if windows and begin == windows[-1].end:
            before = windows.pop()
            begin, plain = before.start, plain or before.plain
        windows.append(Window(begin, done, plain))
    if done < len(text):
        offsets.add(length, done, straight=False)
    return Alternative("".join(pieces), view, offsets, tuple(changes), tuple(windows))
