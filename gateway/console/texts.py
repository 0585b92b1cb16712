"""What the console's pages say, in Czech and English, from ``texts/*.toml`` (``cs.toml`` and ``<part>.cs.toml``).

A key is ``section.name``; those of ``[general]`` are the name alone. The files are checked when they are read: a key or placeholder
that only one language has is a ValueError that names it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib import resources
from string import Formatter

from gateway.console.language import LANGUAGES, Language


def text(language: Language, key: str, **parts: object) -> str:
    """The text of a key with its parts filled in. KeyError for a key that is not there."""
    sentence = _SHIPPED[language][key]
    return sentence.format(**parts) if parts else sentence


def word(language: Language, prefix: str, code: str) -> str:
    """The word for a code (``verdict``, ``block``), or the code itself: a newer writer may know more codes than this page."""
    return _SHIPPED[language].get(f"{prefix}.{code}", code)


def parse(sources: Mapping[Language, str]) -> dict[Language, dict[str, str]]:
    """Reads and checks the files of all languages."""
    read = {language: _flat(source) for language, source in sources.items()}
    first, *others = read.items()
    for language, texts in others:
        for key in sorted(first[1].keys() ^ texts.keys()):
            raise ValueError(f"{key} is missing in {language if key in first[1] else first[0]}")
        for key, sentence in texts.items():
            if _placeholders(sentence) != _placeholders(first[1][key]):
                raise ValueError(f"{key} has other placeholders in {language} than in {first[0]}")
    return read


def _flat(source: str) -> dict[str, str]:
    flat: dict[str, str] = {}
    for section, entries in tomllib.loads(source).items():
        for name, sentence in entries.items():
            key = name if section == "general" else f"{section}.{name}"
            if not isinstance(sentence, str) or not sentence.strip():
                raise ValueError(f"{key} is not a text")
            flat[key] = sentence
    return flat


def _placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def _read(language: Language) -> str:
    folder = resources.files("gateway.console").joinpath("texts")
    files = sorted((one for one in folder.iterdir() if one.name.endswith(f"{language}.toml")), key=lambda one: one.name)
    return "\n".join(one.read_text("utf-8") for one in files)  # a section that stands in two of them is an error of TOML's


_SHIPPED = parse({language: _read(language) for language in LANGUAGES})
