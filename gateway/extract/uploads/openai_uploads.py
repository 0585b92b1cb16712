"""OpenAI's uploads: ``POST /v1/uploads/{id}/parts`` (a form with ``data``), then ``/complete`` with the parts' ids, or ``/cancel``.

While parts are held the client gets ids of ours. At the end the whole goes to the provider in parts of the size it takes, and the
request to complete names the ids it gave. Parts may come in any order, side by side. Source: the API reference, "Uploads" (a part has 64 MB
at most); openai-python ``resources/uploads``. Azure OpenAI has the same paths.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any

from gateway.act import refusal
from gateway.extract import multipart
from gateway.extract.api import Body
from gateway.extract.uploads.api import (
    FRESH,
    Ahead,
    AtOnce,
    Drop,
    Fault,
    Finish,
    Held,
    Incoming,
    Outgoing,
    Part,
    Step,
    UploadProtocol,
    WrongParts,
)
from gateway.model import Answer, OpaqueBody, OpaqueReason, RequestHead

PART_BYTES = 64 * 1024 * 1024

_PATH = re.compile(r"(/.*/uploads/[A-Za-z0-9._-]+)/(parts|complete|cancel)")
_PREFIX = "part_"
_SENT = frozenset({"authorization", "api-key", "openai-organization", "openai-project", "openai-beta", "user-agent"})
"""Headers of the request to complete that parts have, too."""
_CREDENTIALS = ("authorization", "api-key")


class OpenAIUploads:
    """The protocol."""

    name = "openai_uploads"

    def step(self, head: RequestHead) -> Step | None:
        """By the path."""
        found = _PATH.fullmatch(head.path)
        if found is None or head.method != "POST":
            return None
        # An upload's id is no secret by itself; with the key it belongs to, it is.
        upload = "\n".join((found[1], *(value for name in _CREDENTIALS for value in head.values(name))))
        match found[2]:
            case "parts":
                return Part(upload, name=FRESH)
            case "complete":
                return Finish(upload)
            case _:
                return Drop(upload)

    def content(self, body: Body) -> bytes:
        """The only part of the form, ``data``. Raises OpaqueBody(UNKNOWN_SHAPE) for any other form."""
        read = multipart.read(body.content, body.content_type)
        if len(read.parts) != 1 or read.parts[0].name != "data":
            raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
        return body.content[read.parts[0].start : read.parts[0].end]

    def held(self, head: RequestHead, held: Held, name: str) -> Answer:  # noqa: ARG002 - a part's answer tells no sizes
        """``upload.part`` with our id."""
        found = _PATH.fullmatch(head.path)
        upload = found[1].rpartition("/")[2] if found else ""
        part = {"id": _PREFIX + name, "object": "upload.part", "created_at": 0, "upload_id": upload}
        return Answer(200, (("content-type", "application/json"),), json.dumps(part).encode())

    def fault(self, fault: Fault, held: Held) -> Answer:  # noqa: ARG002 - no sizes here either
        """OpenAI's error envelope."""
        error = {"message": f"Celnice: {fault.value}", "type": "invalid_request_error", "param": None, "code": None}
        return refusal.json_answer({"error": error}, status=404 if fault is Fault.GONE else 400)

    def order(self, body: Body, names: Sequence[str]) -> tuple[str, ...]:
        """As ``part_ids`` says. Raises WrongParts for ids that are not ours, or stand there twice."""
        asked = _object(body.content).get("part_ids")
        if not isinstance(asked, list) or not all(isinstance(one, str) and one.startswith(_PREFIX) for one in asked):
            raise WrongParts
        order = tuple(one.removeprefix(_PREFIX) for one in asked)
        if len(set(order)) != len(order) or not set(order) <= set(names):
            raise WrongParts
        return order

    def release(self, head: RequestHead, body: Body, whole: bytes, order: Sequence[str]) -> AtOnce | Ahead:  # noqa: ARG002
        """The parts, cut anew, then the body with the provider's ids."""
        target = head.path.removesuffix("/complete") + "/parts" + (f"?{head.query}" if head.query else "")
        kept = tuple((name, value) for name, value in head.headers if name.lower() in _SENT)
        boundary = hashlib.sha256(whole).hexdigest()
        headers = (*kept, ("content-type", f"multipart/form-data; boundary={boundary}"))
        cuts = range(0, len(whole), PART_BYTES)
        parts = tuple(Outgoing("POST", target, headers, _form(boundary, whole[at : at + PART_BYTES])) for at in cuts)

        def finish(answers: Sequence[Incoming]) -> bytes:
            if len(answers) != len(parts):
                raise WrongParts
            return json.dumps({**_object(body.content), "part_ids": [_id(answer) for answer in answers]}, ensure_ascii=False).encode()

        return Ahead(parts, finish)


def _form(boundary: str, content: bytes) -> bytes:
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="data"; filename="part"\r\nContent-Type: application/octet-stream\r\n\r\n'
    return head.encode() + content + f"\r\n--{boundary}--\r\n".encode()


def _id(answer: Incoming) -> str:
    name = _object(answer.body).get("id")
    if not 200 <= answer.status < 300 or not isinstance(name, str):
        raise WrongParts
    return name


def _object(content: bytes) -> dict[str, Any]:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        raise WrongParts from None
    if not isinstance(value, dict):
        raise WrongParts
    return value


PROTOCOL: UploadProtocol = OpenAIUploads()
