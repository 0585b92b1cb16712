"""What settings mean, in Czech, from ``meanings/settings.cs.toml``. English stands beside each field, and in docs/settings.md.

A code is the class of the section and the field, ``Proxy.port``; the section itself is ``Proxy._``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from gateway.console.language import Language

FILE = Path(__file__).with_name("meanings") / "settings.cs.toml"


def meaning(code: str, english: str, language: Language) -> tuple[str, Language]:
    """The sentence, and its language: English where there is no Czech one."""
    if language == "cs" and (czech := sentences().get(code)):
        return czech, "cs"
    return english, "en"


@cache
def sentences() -> Mapping[str, str]:
    """Every Czech sentence by its code."""
    sections = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {f"{section}.{key}": sentence for section, keys in sections.items() for key, sentence in keys.items()}
