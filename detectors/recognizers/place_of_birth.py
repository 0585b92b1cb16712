"""Place of birth: a place's name beside "místo narození", "narozen v", "rodák z"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.addresses.towns import read_town
from detectors.birth_labels import birth_label, birth_labels
from detectors.dates import DATE
from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View

_FIELD = re.compile(
    r"[ \t]{0,2}(?:ditete|zadatele|klienta|otce|matky)?[\"']?[ \t]?[:=|;]?[ \t\n\"']{0,4}"
    r"(?:(?:v|ve|je|z|ze|obec|okres)[ ])?(?:neuvedeno,?[ ])?"
)
_BOTH = re.compile(r"[^a-z\n]{0,6}(?:neuvedeno,?[ ]|v[e]?[ ])?")
_IN = re.compile(r"(?:[ ](?:dne|roku|r\.))?[ ]{0,2}(?:v|ve)[ ](?:(?:obci|meste|mestysi|okrese|vesnici)[ ])?")
_SKIP = re.compile(r"[ ,.:]{0,3}(?:dne[ ])?")
_NO_PLACE = (
    *("rodn", "ceskoslovensk", "rok", "ano", "ne ", "datum", "statni", "obcan", "rodinny", "jmeno", "prijmeni", "pohlavi", "cislo"),
    *("rc", "adresa", "trval", "op "),
)


class PlaceOfBirthRecognizer(CzechRecognizer):
    """``PLACE_OF_BIRTH``."""

    ENTITY = "PLACE_OF_BIRTH"
    NEEDS = birth_label
    CONTEXT = (r"mist\w{1,2} naroz", r"rodist", r"narozen\w? v\b", r"rodak|rodack")

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        for label in birth_labels(view):
            view.step(self.key, 2)
            start = self._start(view, label.end, label.kind, short=label.short)
            if start is None or view.fold(start, start + 14).startswith(_NO_PLACE):
                continue
            town = read_town(view.text, start)
            if town is not None:
                yield view.finding(self.ENTITY, start, town[0], 0.75 if town[1] else 0.65, f"{self.key}.{label.kind}", context=True)

    @staticmethod
    def _start(view: View, end: int, kind: str, *, short: bool) -> int | None:
        """Where the place's name should begin."""
        folded = view.folded
        if kind == "place":
            match = _FIELD.match(folded, end)
            return match.end() if match else end
        skip = _SKIP.match(folded, end)
        date = DATE.match(folded, skip.end() if skip else end)
        if kind == "both":
            at = date.end() if date else end
            match = _BOTH.match(folded, at)
            return match.end() if match else at
        if short and date is None:
            return None
        match = _IN.match(folded, date.end() if date else end)
        return match.end() if match else None
