"""The identifier of an electronic prescription (eRecept): twelve letters and digits, with which anybody takes the medicine out, and which
says what somebody is treated with. Act No. 378/2007 Coll. § 81 ff.; SÚKL, "Identifikátor eReceptu".
"""

from __future__ import annotations

import re

from detectors.labelled_code import LabelledCodeRecognizer


class CzEprescriptionRecognizer(LabelledCodeRecognizer):
    """``CZ_EPRESCRIPTION``."""

    ENTITY = "CZ_EPRESCRIPTION"
    HINTS = ("recept", "erecept", "poukaz", "epoukaz", "predpis")
    LABEL = re.compile(
        r"(?<!\w)(?:(?:id|kod\w{0,2}|cis(?:lo|la|lem)|c\.|identifik\w{0,7})[ _-])?"
        r"(?:e[ -]?(?:recept\w{0,2}|poukaz\w{0,2})|elektronick\w{1,4} (?:recept\w{0,2}|poukaz\w{0,2}|predpis\w{0,2})"
        r"|kod\w{0,2} receptu)(?!\w)"
    )
    CODE = re.compile(
        r"(?:[A-Z0-9]{12}|[a-z0-9]{12}|[A-Z0-9]{4}([ -])[A-Z0-9]{4}\1[A-Z0-9]{4}|[A-Z0-9]{3}(?:([ -])[A-Z0-9]{3}){1}(?:\2[A-Z0-9]{3}){2})"
        r"(?!\w)"
    )
    SCORE = 0.85

    def plausible(self, value: str) -> bool:
        """Letters and digits, both."""
        return any(c.isdigit() for c in value) and any(c.isalpha() for c in value)
