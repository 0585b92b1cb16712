"""OpenAI audio in: ``POST /v1/audio/transcriptions``, ``/audio/translations``.

``multipart/form-data`` with ``file``, ``prompt``, ``language``. The recording goes to document workers, where the office's own transcriber
says what is heard; without one, and where it is no recording, it is opaque. A form without a recording (Mistral's ``file_url``) is read
like any other.
Source: the API reference, "Audio".
"""

from __future__ import annotations

from gateway.extract.answer_whole import WholeTexts
from gateway.extract.api import WireFormat
from gateway.extract.documents.media import is_sound
from gateway.extract.multipart import Multipart
from gateway.extract.multipart_api import MultipartApi
from gateway.extract.openai_json import FORMAT as JSON
from gateway.extract.place import name
from gateway.model import OpaqueBody, OpaqueReason


def _check(read: Multipart) -> None:
    if not all(is_sound(bytes(file.content)) for file in read.files):
        raise OpaqueBody(OpaqueReason.MEDIA)


FORMAT: WireFormat = MultipartApi(
    "openai_audio",
    {"audio.transcriptions": "/audio/transcriptions", "audio.translations": "/audio/translations"},
    json=JSON,
    check=_check,
    shape=lambda: WholeTexts(lambda place: name(place) == "text"),
)
