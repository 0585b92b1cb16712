"""A part of an OpenAI upload: ``POST /v1/uploads/{id}/parts``, ``multipart/form-data`` with ``data``.

A file cut anywhere cannot be judged by one of its parts, so a part alone is opaque. Source: the API reference, "Uploads".
"""

from __future__ import annotations

from gateway.extract.api import WireFormat
from gateway.extract.multipart import Multipart
from gateway.extract.multipart_api import MultipartApi
from gateway.model import OpaqueBody, OpaqueReason


def _check(_: Multipart) -> None:
    raise OpaqueBody(OpaqueReason.UNKNOWN_DOCUMENT)


FORMAT: WireFormat = MultipartApi("openai_upload_part", {"uploads.parts": "/uploads/[A-Za-z0-9._-]+/parts"}, check=_check)
