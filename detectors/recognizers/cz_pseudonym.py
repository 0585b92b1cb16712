"""State identifiers that say nothing by themselves and lead to one person in a register: the meaningless directional identifier of the
National Identity Authority (BSI; Act No. 250/2017 Coll. § 20), and the identifiers of the base registers (ZIFO, AIFO; Act No. 111/2009
Coll. § 8 and 9). Their form is not published: an opaque string, often a GUID.
"""

from __future__ import annotations

import re

from detectors.labelled_code import LabelledCodeRecognizer


class CzPseudonymRecognizer(LabelledCodeRecognizer):
    """``CZ_PSEUDONYM``."""

    ENTITY = "CZ_PSEUDONYM"
    HINTS = ("bsi", "aifo", "zifo", "bezvyznam", "agendov")
    LABEL = re.compile(
        r"(?<!\w)(?:bezvyznamov\w{1,3} (?:smerov\w{1,3} )?identifik\w{0,7}(?: \(?(?:bsi)\)?)?"
        r"|agendov\w{1,3} identifik\w{0,7}(?: fyzick\w{1,3} osob\w{0,2})?(?: \(?aifo\)?)?|(?:bsi|aifo|zifo)"
        r"(?: (?:osoby|uzivatele|zadatele|klienta|obcana|drzitele))?)(?!\w)"
    )
    CODE = re.compile(
        r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}(?![\w-])|[A-Za-z0-9+/_-]{16,128}={0,2}(?![\w+/=])"
    )
    SCORE = 0.8

    def plausible(self, value: str) -> bool:
        """A long word of letters alone is a word."""
        return any(c.isdigit() for c in value)
