"""What looks like a piece of a file. Where no protocol holds it, it is opaque: each piece by itself could be read as clean."""

from __future__ import annotations

import re

from gateway.extract.uploads import heads
from gateway.model import RequestHead

_RANGE = re.compile("bytes (0)-([0-9]{1,15})/([0-9]{1,15})")
_HEADERS = frozenset({
    "upload-offset", "upload-length", "upload-defer-length", "upload-concat", "upload-incomplete", "upload-complete",
    "x-ms-range", "x-ms-blob-append-offset",
})  # fmt: skip
"""tus and its successor at the IETF (draft-ietf-httpbis-resumable-upload), Azure's page and append blobs."""
_QUERY = frozenset({
    "comp", "blockid", "partnumber", "uploadid", "uploads",  # Azure, S3
    "chunk", "chunks", "chunknumber", "totalchunks", "chunkindex", "resumablechunknumber", "flowchunknumber", "dzchunkindex", "qqpartindex",
    "part_number", "chunk_index", "chunk_number", "upload_offset",
})  # fmt: skip
"""Names by which addresses count pieces; the longer ones are those of common upload libraries of pages."""

_COUNTERS = _QUERY - {"comp", "blockid", "partnumber", "uploadid", "uploads", "chunk", "chunks"}
_FIELD = re.compile(b'name="?(%s)"?[;\r\n]' % "|".join(sorted(_COUNTERS)).encode(), re.IGNORECASE)
"""The same as fields of a form, less those that could be anything."""


def piece(head: RequestHead) -> bool:
    """Whether the head says that the body is not the whole of its file."""
    names = {name.lower() for name, _ in head.headers}
    if names & _HEADERS or (head.method == "PATCH" and "content-range" in names):
        return True
    if "content-range" in names and not _whole(head):
        return True
    if (head.header("x-ms-blob-type") or "blockblob").lower() != "blockblob":
        return True
    words = {word.strip().lower() for value in head.values("x-goog-upload-command") for word in value.split(",")}
    if words and "upload" in words and ("finalize" not in words or (head.header("x-goog-upload-offset") or "0") != "0"):
        return True
    return bool(heads.query(head).keys() & _QUERY)


def counted(raw: bytes, head: RequestHead) -> bool:
    """Whether a form counts pieces in its fields, as upload libraries of pages do. A file that holds such a field's head counts, too."""
    return (head.header("content-type") or "").lower().startswith("multipart/") and _FIELD.search(raw) is not None


def _whole(head: RequestHead) -> bool:
    """``bytes 0-(n-1)/n`` and nothing else."""
    found = _RANGE.fullmatch(head.header("content-range") or "")
    return found is not None and int(found[2]) + 1 == int(found[3])
