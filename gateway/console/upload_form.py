"""A form that carries a file (``multipart/form-data``), read in memory with a bound: nothing of it is ever written to a disk.

Starlette's own reader keeps larger files in the system's temporary folder, which the pre-check promises not to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.requests import Request

from gateway.console.forms import RefusedForm, require_ours
from gateway.console.problems import Problem
from gateway.extract import multipart
from gateway.model import File, OpaqueBody

MOST_PARTS = 20
"""Fields of our own forms; a browser sends no others."""


@dataclass(frozen=True, slots=True)
class UploadForm:
    """The fields that are texts, and the one file, if there is one."""

    fields: Mapping[str, str] = field(repr=False)
    file: File | None = None


async def read_upload(request: Request, largest: int) -> UploadForm:
    """Reads a form of at most ``largest`` bytes. Raises :class:`~gateway.console.forms.RefusedForm`."""
    kind = request.headers.get("content-type", "")
    if kind.partition(";")[0].strip().lower() != "multipart/form-data":
        raise RefusedForm(Problem.MEDIA_TYPE)
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > largest:
            raise RefusedForm(Problem.TOO_LARGE)
        chunks.append(chunk)
    content = b"".join(chunks)
    try:
        body = multipart.read(content, kind)
        if len(body.parts) > MOST_PARTS:
            raise RefusedForm(Problem.INVALID)
        fields = {
            part.name: content[part.start : part.end].decode("utf-8").replace("\r\n", "\n") for part in body.parts if part.filename is None
        }
    except (OpaqueBody, UnicodeDecodeError):
        raise RefusedForm(Problem.INVALID) from None
    require_ours(request, fields.get("csrf", ""))
    sent = [part for part in body.parts if part.filename is not None and part.end > part.start]
    if len(sent) > 1:
        raise RefusedForm(Problem.INVALID)
    file = File(("file",), memoryview(content)[sent[0].start : sent[0].end], sent[0].media, sent[0].filename or "") if sent else None
    return UploadForm(fields, file)
