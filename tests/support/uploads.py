"""The proxy before a provider of uploads, with documents that are plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gateway.extract.documents.reader import Reader
from gateway.extract.documents.registry import documents
from gateway.model import Extracted, File, FileRead, OpaqueBody, OpaqueReason, Segment
from gateway.uploads.limits import Limits
from support.proxy import VALUE, Running, running
from support.upload_provider import UploadProvider, upload_provider

TOOLS = ("openai", "gemini-api", "chatgpt", "perplexity")
CLEAN = ("Zápis z porady odboru dopravy. " * 20).encode()
DIRTY = b"Pan Novotny ma cislo " + VALUE.encode() + b" a bydli v Brne. " * 10
CUT = DIRTY.index(VALUE.encode()) + 5
"""In the middle of the planted value."""


async def plain_text(files: Sequence[File]) -> Sequence[FileRead]:
    """Reads every file that is UTF-8."""
    return [_read(bytes(file.content)) for file in files]


async def as_documents(files: Sequence[File]) -> Sequence[FileRead]:
    """Reads every file as the product does, in this process."""
    return [_document(file) for file in files]


def _document(file: File) -> FileRead:
    try:
        return Reader(documents(), None).read(file)
    except OpaqueBody as opaque:
        return opaque.reason


def _read(content: bytes) -> FileRead:
    try:
        return Extracted((Segment(("text",), content.decode()),))
    except UnicodeDecodeError:
        return OpaqueReason.UNKNOWN_DOCUMENT


@contextmanager
def uploading(
    folder: Path, *, tools: Sequence[str] = TOOLS, limits: Limits | None = None, **proxy: Any
) -> Iterator[tuple[Running, UploadProvider]]:
    """Both, running."""
    with upload_provider(folder / "provider") as provider, running(provider, folder, tools=tools, limits=limits, **proxy) as gateway:  # type: ignore[arg-type]
        gateway.customs._documents = plain_text  # type: ignore[assignment]
        yield gateway, provider
