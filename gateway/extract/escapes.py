r"""Characters written as escapes in a text that is no JSON as a whole: JSON after prose, JSON Lines, a line of a program.

A model reads ``710319\u002f2745`` as easily as what it stands for, so a string with such escapes is scanned in both readings.
Escapes: ``\uXXXX`` and ``\/`` (RFC 8259), ``\u{X}``, ``\UXXXXXXXX`` and ``\xXX`` (JavaScript, Python), behind any number of
backslashes, since each string around another doubles them.
"""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"(?<!\\)\\++(?:(/)|(?:u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})))")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LAST = 0x10FFFF


def decoded(text: str) -> str | None:
    """The text with its escapes decoded, linear in its length; None when it has none. Halves of a surrogate pair alone are dropped."""
    if "\\" not in text:
        return None
    new, found = _ESCAPE.subn(_char, text)
    if not found:
        return None
    if _SURROGATE.search(new):
        new = new.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return new


def _char(escape: re.Match[str]) -> str:
    if escape[1]:
        return "/"
    code = int(escape[escape.lastindex or 0], 16)
    return chr(code) if code <= _LAST else escape[0]
