"""Machine-readable zones (:mod:`detectors.mrz_lines`), as the document that each belongs to.

A zone holds the holder's name, number, birth date, sex and state, in Czech documents often the birth number too, so the whole of it is one
finding. Its check digits alone are enough. Source: ICAO Doc 9303.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from detectors.finding import Finding
from detectors.mrz_lines import zone, zones
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View

_SLOVAKIA = "SVK"


class _Zone(CzechRecognizer):
    """One kind of document."""

    NEEDS = zone
    KINDS: ClassVar[tuple[str, ...]] = ()
    SLOVAK: ClassVar[bool | None] = None
    """True: only Slovak documents; False: only others; None: all."""

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        for one in zones(view, *self.KINDS):
            if self.SLOVAK in (None, one.issuer == _SLOVAKIA):
                rule = f"{self.key}.{one.kind.lower()}"
                yield view.finding(self.ENTITY, one.start, one.end, one.score, rule, check=one.check, context=True)


class MrzPassportRecognizer(_Zone):
    """``CZ_PASSPORT``."""

    ENTITY = "CZ_PASSPORT"
    KINDS = ("P",)


class MrzIdCardRecognizer(_Zone):
    """``CZ_ID_CARD``."""

    ENTITY = "CZ_ID_CARD"
    KINDS = ("I",)
    SLOVAK = False


class MrzSkIdCardRecognizer(_Zone):
    """``SK_ID_CARD``."""

    ENTITY = "SK_ID_CARD"
    KINDS = ("I",)
    SLOVAK = True


class MrzResidencePermitRecognizer(_Zone):
    """``CZ_RESIDENCE_PERMIT``, and visas."""

    ENTITY = "CZ_RESIDENCE_PERMIT"
    KINDS = ("R", "V")
