"""The office's own texts in the folder of ``answers.texts``: ``cs.toml`` and ``en.toml``, with the keys that shall read differently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from gateway.act.language import LANGUAGES
from gateway.act.texts import parse, shipped
from gateway.configuration import line_of
from gateway.errors import UserError

LARGEST = 1 << 18
"""Bytes of one file: ours have some twenty thousand."""

_KEY = re.compile(r"[a-z]{2}: (?:the table \[)?([\w.]+)")


def read_texts(folder: Path | None) -> dict[str, str]:
    """The files by language; none where there is no folder. Raises UserError that names the file, the line and the key."""
    if folder is None:
        return {}
    try:
        named = sorted(path.name for path in folder.iterdir() if path.suffix == ".toml")
    except OSError as error:
        raise UserError(f"{folder}: cannot be read ({type(error).__name__}); check answers.texts") from None
    known = [f"{language}.toml" for language in LANGUAGES]
    for name in named:
        if name not in known:
            raise UserError(f"{folder / name}: there are texts in {' and '.join(known)} only; move it away")
    return {name.removesuffix(".toml"): _read(folder / name) for name in named}


def defaults(language: str) -> Iterator[str]:
    """Our own file line by line, every text commented out: what an office takes the mark away from is its own."""
    inside = False
    for line in shipped(language).splitlines():
        inside = inside or line.startswith("[")
        yield line if not inside or not line.strip() or line.startswith(("[", "#")) else f"# {line}"


def _read(path: Path) -> str:
    language = path.stem
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: cannot be read ({type(error).__name__}); check that it is UTF-8 text") from None
    if len(text) > LARGEST:
        raise UserError(f"{path}: longer than {LARGEST} characters; is it a file of texts?")
    try:
        parse(shipped(language), language, text)
    except ValueError as error:
        said = str(error).removeprefix(f"{language}: ")
        key = _KEY.match(str(error))
        line = line_of(tuple(key[1].split(".")), text) if key else None
        raise UserError(f"{path}{f':{line}' if line else ''}: {said}; `celnice config texts` writes what there is") from None
    return text
