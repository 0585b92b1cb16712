"""OpenAI audio in: ``POST /v1/audio/transcriptions``, ``/audio/translations``. What is said in a recording is not recognised: opaque.

``multipart/form-data`` with ``file``, ``prompt``, ``language``. A form without a recording (Mistral's ``file_url``) is read like any other.
Source: the API reference, "Audio".
"""

from __future__ import annotations

from gateway.extract.answer_whole import WholeTexts
from gateway.extract.api import WireFormat
from gateway.extract.multipart import Multipart
from gateway.extract.multipart_api import MultipartApi
from gateway.extract.openai_json import FORMAT as JSON
from gateway.extract.place import name
from gateway.model import OpaqueBody, OpaqueReason


def _check(read: Multipart) -> None:
    if read.files:
        raise OpaqueBody(OpaqueReason.MEDIA)


FORMAT: WireFormat = MultipartApi(
    "openai_audio",
    {"audio.transcriptions": "/audio/transcriptions", "audio.translations": "/audio/translations"},
    json=JSON,
    check=_check,
    shape=lambda: WholeTexts(lambda place: name(place) == "text"),
)
