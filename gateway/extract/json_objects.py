"""JSON objects that stand one behind another with nothing between: some answers are written so, without ends of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(rb'[^"{}\[\]]++|"(?:[^"\\]|\\.)*+"|[{}\[\]]', re.DOTALL)
_SEVERAL = re.compile(rb"\}[ \t]*\{")


def several(data: bytes | bytearray) -> bool:
    """Whether there may be more than one, told quickly; a single one may look so, too."""
    return data.lstrip(b" \t")[:1] == b"{" and _SEVERAL.search(data) is not None


def ends(data: bytes) -> Iterator[int]:
    """Where each whole object ends. What stands behind the last is not whole, or no object."""
    depth = at = 0
    while found := _TOKEN.match(data, at):
        at = found.end()
        if found[0] in b"{[":
            depth += 1
        elif found[0] in b"}]":
            depth -= 1
            if depth == 0:
                yield at
            elif depth < 0:
                return
