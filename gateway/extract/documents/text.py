"""Plain text: notes, Markdown, source code, logs, and whatever looks like no other type and is text all the same."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.extract.documents.allowance import CHARACTERS
from gateway.extract.documents.api import Document, DocumentFormat, Piece
from gateway.extract.documents.encodings import texts
from gateway.model import OpaqueBody, OpaqueReason

TOGETHER = 2_000
"""Characters of lines that make one piece."""
WIDEST = 4
"""Bytes of a character, at most: UTF-8, UTF-32."""


def pieces(text: str) -> Iterator[Piece]:
    """The text in pieces of some lines, each with the number of its first."""
    lines: list[str] = []
    size, first, number = 0, 1, 0
    for number, line in enumerate(text.split("\n"), 1):
        if size + len(line) > TOGETHER and lines:
            yield Piece("\n".join(lines), (("line", first),))
            lines, size, first = [], 0, number
        lines.append(line)
        size += len(line) + 1
    yield Piece("\n".join(lines), (("line", first),))


def readings(content: bytes) -> tuple[str, ...]:
    """What the bytes may say. Raises OpaqueBody like :func:`texts`; DOCUMENT_LIMIT before a text that is too long takes memory and time."""
    if len(content) > CHARACTERS * WIDEST:
        raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
    found = texts(content)
    if any(len(text) > CHARACTERS for text in found):
        raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
    return found


class Text:
    """Any text."""

    name = "text"
    media = (
        "text/plain", "text/markdown", "text/css", "text/javascript", "text/x-python", "application/javascript", "application/json",
        "application/jsonl", "application/x-ndjson", "application/x-sh", "application/sql", "application/yaml", "application/toml",
    )  # fmt: skip
    extensions = (
        "txt", "text", "md", "markdown", "rst", "log", "json", "jsonl", "ndjson", "yaml", "yml", "toml", "ini", "cfg", "conf", "properties",
        "env", "sql", "py", "js", "ts", "java", "c", "h", "cpp", "cs", "go", "rs", "rb", "php", "pl", "sh", "bat", "ps1", "vb", "bas", "r",
        "m", "tex", "css", "diff", "patch", "srt", "vtt",
    )  # fmt: skip
    textual = True

    def recognises(self, content: bytes) -> bool:  # noqa: ARG002  # every text is one; it is what is left
        """Never: a text has no mark of its own."""
        return False

    def read(self, content: bytes) -> Document:
        """Its lines, in every encoding that it may be in. Raises OpaqueBody: UNKNOWN_DOCUMENT, CHARSET, DOCUMENT_LIMIT."""
        return Document(tuple(piece for text in readings(content) for piece in pieces(text)))


DOCUMENT: DocumentFormat = Text()
