"""Microsoft 365 Copilot's uploads of pictures: a form with ``FileBase64=data:…;base64,…``, ``conversationId`` and ``scenario``, to
``POST https://substrate.office.com/m365Copilot/UploadFile``. Documents go by links to SharePoint and OneDrive. Source: as m365_copilot.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping

from gateway.act import refusal
from gateway.extract import form, multipart
from gateway.extract.answer import PassThrough
from gateway.extract.api import AnswerStream, Body, LeafTransform, WireFormat
from gateway.extract.form import Form
from gateway.extract.form_api import is_form
from gateway.extract.multipart import Multipart
from gateway.extract.named import conversation_key
from gateway.extract.place import INSIDE
from gateway.model import Answer, Conversation, Extracted, File, Notice, OpaqueBody, OpaqueReason, Place, RequestHead

_PATH = re.compile(r"/m365Copilot/UploadFile")
_DATA_URI = re.compile(r"data:([A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+)?;base64,([A-Za-z0-9+/=]*)")
_FILE, _NAME, _CONVERSATION = "FileBase64", "m365_copilot", "conversationId"


class M365CopilotUpload:
    """The format of UploadFile, as either sort of form."""

    name = "m365_copilot_upload"

    def operation(self, head: RequestHead) -> str | None:
        """``upload`` or None."""
        return "upload" if head.method == "POST" and _PATH.fullmatch(head.path) else None

    def segments(self, body: Body) -> Extracted:
        """Every name and value but the file's own, and the file. Raises OpaqueBody(UNKNOWN_SHAPE) for one that is no data: URI."""
        if not is_form(body):
            parts = _parts(body)
            files = tuple(_file(part.piece.text, part.place) for part in parts.parts if part.name == _FILE and part.piece is not None)
            segments, joins = parts.segments()
            own = {file.place[:-1] for file in files}
            kept = tuple(one._replace(text="") if one.place in own else one for one in segments)
            return Extracted(kept, joins, self.conversation(body), files=(*parts.files, *files))
        sent = form.read(body.content)
        files = tuple(_file(one.value, ("form", at)) for at, one in enumerate(sent.fields) if one.name == _FILE)
        without = Form(sent.text, tuple(one._replace(value="") if one.name == _FILE else one for one in sent.fields))
        return Extracted(*without.segments(), self.conversation(body), files=(*sent.files, *files))

    def conversation(self, body: Body) -> Conversation:
        """The one the form names."""
        if is_form(body):
            found = next((one.value for one in form.read(body.content).fields if one.name == _CONVERSATION), "")
        else:
            found = _parts(body).text(_CONVERSATION) or ""
        return Conversation(conversation_key(_NAME, found) if found else None)

    def rebuild(self, body: Body, changes: Mapping[Place, str]) -> bytes:
        """The form with these texts changed and every other byte as it was."""
        return form.read(body.content).rebuild(changes) if is_form(body) else _parts(body).rebuild(changes)

    def block_answer(self, notice: Notice, language: str, streaming: bool) -> Answer:  # noqa: ARG002 - nothing streams here
        """A plain JSON refusal with status 403."""
        return refusal.generic_json(notice, language)

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:  # noqa: ARG002 - ids, nothing to restore
        """The answer as it is."""
        return PassThrough()


def _parts(body: Body) -> Multipart:
    return multipart.read(body.content, body.content_type)


def _file(text: str, place: Place) -> File:
    uri = _DATA_URI.fullmatch(text)
    if uri is None:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    try:
        return File((*place, INSIDE), base64.b64decode(uri[2], validate=True), uri[1] or "")
    except (binascii.Error, ValueError):
        raise OpaqueBody(OpaqueReason.UNDECODABLE) from None


FORMAT: WireFormat = M365CopilotUpload()
