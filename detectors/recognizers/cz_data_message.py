"""The identifier of a data box message: seven to ten digits (ISDS ``dmID``; Act No. 300/2008 Coll.), which name its sender and addressee.

No check digit: only its label makes it one, and the score is the lowest that is acted upon.
"""

from __future__ import annotations

import re

from detectors.labelled_code import LabelledCodeRecognizer


class CzDataMessageRecognizer(LabelledCodeRecognizer):
    """``CZ_DATA_MESSAGE``."""

    ENTITY = "CZ_DATA_MESSAGE"
    HINTS = ("zprav", "dz", "dm", "isds", "dorucenk")
    LABEL = re.compile(
        r"(?<!\w)(?:(?:id|identifik\w{0,6}|c\.|cis(?:lo|la|lem))[ _-]?(?:(?:teto|odeslane|dorucene|prijate)[ _-])?"
        r"(?:datov\w{1,3}[ _-])?(?:zpravy|dz)(?: isds)?|datov\w{1,3} zprav\w{1,3}(?= (?:id|c\.|cis)| ?[:=#(])|dm_?id|isds id"
        r"|dorucenk\w{1,3} (?:(?:k|ke) )?(?:datov\w{1,3} )?zprav\w{1,3}(?= (?:id|c\.|cis)))(?!\w)"
    )
    CODE = re.compile(r"[1-9][0-9]{6,9}(?![0-9A-Za-z]|[.,/-][0-9]|[ ]?(?:Kč|%|kB|MB|B\b|[0-9]{3}))")
    SCORE = 0.5
