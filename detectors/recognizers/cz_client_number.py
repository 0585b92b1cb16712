"""The client's identifier of the Ministry of Labour and Social Affairs (IK MPSV): about ten digits that lead to one person's benefits.

Its form is not published; only the label makes it one.
"""

from __future__ import annotations

import re

from detectors.labelled_code import LabelledCodeRecognizer


class CzClientNumberRecognizer(LabelledCodeRecognizer):
    """``CZ_CLIENT_NUMBER``."""

    ENTITY = "CZ_CLIENT_NUMBER"
    HINTS = ("mpsv", "klient")
    LABEL = re.compile(
        r"(?<!\w)(?:ik(?: klienta)? mpsv|(?:identifik\w{0,7}|cis(?:lo|la|lem)) klienta(?: (?:mpsv|uradu prace|up))"
        r"|klientsk\w{1,3} cis(?:lo|la|lem) (?:mpsv|uradu prace))(?!\w)"
    )
    CODE = re.compile(r"[0-9]{8,11}(?![0-9A-Za-z]|[.,/-][0-9])")
    SCORE = 0.8
