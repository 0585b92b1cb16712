"""Which language an answer speaks: Czech, and English for those whose client asks for it (RFC 9110, section 12.5.4)."""

from __future__ import annotations

import re

from gateway.model import RequestHead

LANGUAGES = ("cs", "en")
"""The languages that have texts; the first is the default."""

_RANGE = re.compile(r"[ \t]*([A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9]{1,8})*[ \t]*(?:;[ \t]*[qQ]=([01](?:\.[0-9]{0,3})?)[ \t]*)?")

_CZECH = frozenset({"cs", "sk"})
"""Slovak readers are served better by Czech than by English."""


def language(head: RequestHead) -> str:
    """``en`` when the client accepts English and prefers it to Czech and Slovak; ``cs`` in every other case."""
    czech, english = 0.0, 0.0
    for part in ",".join(head.values("accept-language")).split(","):
        match = _RANGE.fullmatch(part)
        if match is None:
            continue
        weight = float(match[2]) if match[2] else 1.0
        tag = match[1].lower()
        if tag in _CZECH:
            czech = max(czech, weight)
        elif tag == "en":
            english = max(english, weight)
    return "en" if english > czech else "cs"
