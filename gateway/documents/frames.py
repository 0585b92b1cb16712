"""What goes between a proxy and a document process: a head in one frame, the file's bytes as they are, and one frame back.

    {"size": 123, "media": "…", "name": "…", "batch": "no"}  123 bytes
                                                          →   {"read": […], "joins": […], "asked": […]}  or  {"opaque": "encrypted"}
    {"size": 123, "changes": 45}  45 bytes of [[value, token], …]  123 bytes   →   {"rewritten": "base64"}  or  {"opaque": …}
    {"ping": true}                                        →   {"alive": true, "ocr": true}

A connection carries one file. It ends with the answer, or without one when the process that read the file ended.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from gateway.batch import Asked
from gateway.model import Extracted, FileRead, Join, OpaqueReason, Segment, Where


def read_to_json(read: FileRead) -> dict[str, Any]:
    """What a file holds as JSON values."""
    if isinstance(read, OpaqueReason):
        return {"opaque": read.value}
    return {
        "read": [[segment.text, segment.where, segment.marks] for segment in read.segments],
        "joins": [[join.parts, join.separators] for join in read.joins],
        "asked": [sorted(read.asked.sources), read.asked.nameless, read.asked.files],
    }


def read_from_json(value: Any) -> FileRead:
    """What a file holds again. Raises KeyError, TypeError, ValueError when it is none."""
    if "opaque" in value:
        return OpaqueReason(value["opaque"])
    kept: dict[Where, Where] = {}
    sources, nameless, files = value["asked"]
    return Extracted(
        tuple(
            Segment((number,), text, where=_where(where, kept), marks=tuple((int(at), _where(mark, kept)) for at, mark in marks))
            for number, (text, where, marks) in enumerate(value["read"])
        ),
        tuple(Join(tuple(parts), tuple(separators)) for parts, separators in value["joins"]),
        asked=Asked(frozenset(sources), bool(nameless), tuple(files)),
    )


def rewritten_to_json(content: bytes) -> dict[str, Any]:
    """A file that was put together again."""
    return {"rewritten": base64.b64encode(content).decode("ascii")}


def rewritten_from_json(value: Any) -> bytes | OpaqueReason:
    """The file again. Raises KeyError, TypeError, ValueError when it is none."""
    return OpaqueReason(value["opaque"]) if "opaque" in value else base64.b64decode(value["rewritten"], validate=True)


def _where(value: Sequence[Sequence[Any]], kept: dict[Where, Where]) -> Where:
    """One tuple for all cells of a row: a large table has many."""
    where: Where = tuple((str(kind), number if isinstance(number, int) else str(number)) for kind, number in value)
    return kept.setdefault(where, where)
