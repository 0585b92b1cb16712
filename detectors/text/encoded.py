"""Runs of base64 and hexadecimal digits that hold text.

What is decoded is never longer than what was written, so the work is bounded by the text itself; how deep, :mod:`detectors.text.disguise`
says. A run that decodes to anything but printable text (a picture, a key, a hash) is left alone.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from detectors.text.change import Change
from detectors.text.long_words import SHORTEST, is_ordinary, long_words
from detectors.text.view import View

_BEGIN = re.compile(rf"[A-Za-z0-9+/_-]{{{SHORTEST}}}")
_RUN = re.compile(
    r"(?:[A-Za-z0-9+/]{60,76}(?:\r?\n[A-Za-z0-9+/]{60,76}){1,100000}+(?:\r?\n[A-Za-z0-9+/]{1,75}+)?"
    r"|[A-Za-z0-9+/]{60,76}\r?\n[A-Za-z0-9+/]{1,75}+"
    rf"|[A-Za-z0-9+/_-]{{{SHORTEST},}}+)={{0,2}}"
)
_HEX = re.compile(r"(?:0[xX])?((?:[0-9a-fA-F]{2}){9,}+)")
_PROBE = 96
_CONTROLS = frozenset(range(32)) - {9, 10, 13}


def _text(data: bytes) -> str | None:
    """The text of decoded bytes, or None: UTF-8, or UTF-16 as Windows writes it."""
    if len(data) >= 6 and not any(data[1:40:2]) and all(data[0:40:2]):
        try:
            data = data.decode("utf-16-le").encode()
        except UnicodeDecodeError:
            return None
    if _CONTROLS & set(data[:_PROBE]):
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return text if _CONTROLS.isdisjoint(data) and "\x7f" not in text else None


def decode(run: str) -> str | None:
    """The text that a run holds, or None."""
    whole = _HEX.fullmatch(run)
    if whole is not None:
        found = _text(bytes.fromhex(whole[1]))
        if found is not None:
            return found
    packed = run.replace("\r", "").replace("\n", "").rstrip("=").replace("-", "+").replace("_", "/")
    if len(packed) % 4 == 1 or packed.isdigit() or is_ordinary(packed):
        return None
    try:
        head = packed[: _PROBE // 3 * 4]
        probe = base64.b64decode(head + "=" * (-len(head) % 4))
        if _CONTROLS & set(probe) and any(probe[1::2]):
            return None
        return _text(base64.b64decode(packed + "=" * (-len(packed) % 4)))
    except (binascii.Error, ValueError):
        return None


def _runs(view: View) -> Iterator[re.Match[str]]:
    """Every run, in order: each begins in a long word."""
    done = 0
    for start, end in long_words(view):
        at = max(start, done)
        while (begin := _BEGIN.search(view.text, at, end)) and (run := _RUN.match(view.text, begin.start())):
            at = done = run.end()
            yield run


def changes(view: View) -> Iterator[Change]:
    """Every run that holds text, in order."""
    for match in _runs(view):
        for start, end in _readings(match[0]):
            read = decode(match[0][start:end])
            if read is not None:
                yield Change(match.start() + start, match.start() + end, f" {read} ")
                break


def _readings(run: str) -> Iterator[tuple[int, int]]:
    """The run; a run over several lines also without its last line, which may be the text that follows."""
    yield 0, len(run)
    last = run.rfind("\n")
    if last >= 0:
        yield 0, last
