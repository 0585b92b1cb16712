"""Google's resumable uploads, by their heads. The wire is tested in tests/gateway/proxy/test_uploads.py."""

from __future__ import annotations

import json

import pytest

from gateway.extract.api import Body
from gateway.extract.uploads.api import Ask, AtOnce, Drop, Fault, Held, Part, Step
from gateway.extract.uploads.google_resumable import PROTOCOL
from support.wire import head

AT = {"path": "/upload/v1beta/files", "query": "upload_id=abc&upload_protocol=resumable"}
UPLOAD = "/upload/v1beta/files?upload_id=abc&upload_protocol=resumable"


@pytest.mark.parametrize(
    ("command", "offset", "step"),
    [
        ("start", None, None),
        ("start, upload, finalize", "0", None),  # the whole at once
        ("upload, finalize", "0", None),  # so is this
        ("upload", "0", Part(UPLOAD, 0)),  # the rest may follow
        ("upload", "5", Part(UPLOAD, 5)),
        ("UPLOAD, Finalize", "5", Part(UPLOAD, 5, last=True)),
        ("upload,finalize", "5", Part(UPLOAD, 5, last=True)),
        ("finalize", None, Part(UPLOAD, None, last=True)),
        ("upload", None, Part(UPLOAD, -1)),  # taken nowhere
        ("upload", "x", Part(UPLOAD, -1)),
        ("query", None, Ask(UPLOAD)),
        ("cancel", None, Drop(UPLOAD)),
        ("", None, None),
    ],
)
def test_step(command: str, offset: str | None, step: Step | None) -> None:
    """A request is what its command says."""
    headers = [("X-Goog-Upload-Command", command)] if command else []
    headers += [("X-Goog-Upload-Offset", offset)] if offset is not None else []
    assert PROTOCOL.step(head(*headers, **AT)) == step


def test_a_command_in_two_headers() -> None:
    """A command that stands there twice is read as both."""
    assert PROTOCOL.step(
        head(("x-goog-upload-command", "upload"), ("x-goog-upload-command", "finalize"), ("x-goog-upload-offset", "3"), **AT)
    ) == Part(UPLOAD, 3, last=True)


def test_release() -> None:
    """The whole goes as one request from the beginning; checksums of the last piece do not go along."""
    last = head(
        ("x-goog-upload-command", "upload, finalize"),
        ("X-Goog-Upload-Offset", "5"),
        ("x-goog-hash", "x"),
        ("content-length", "1"),
        ("a", "b"),
        **AT,
    )
    released = PROTOCOL.release(last, Body(b"x"), b"whole", ())
    assert isinstance(released, AtOnce)
    assert dict(released.head.headers) == {"a": "b", "x-goog-upload-command": "upload, finalize", "x-goog-upload-offset": "0"}
    assert PROTOCOL.step(released.head) is None


@pytest.mark.parametrize(
    ("fault", "size", "status", "session"),
    [
        (Fault.OFFSET, 5, 400, "active"),
        (Fault.OFFSET, 0, 400, "cancelled"),
        (Fault.TOTAL, 5, 400, "cancelled"),
        (Fault.GONE, 0, 404, "cancelled"),
    ],
)
def test_fault(fault: Fault, size: int, status: int, session: str) -> None:
    """google.rpc.Status with what clients look at: the session's status and how much came."""
    answer = PROTOCOL.fault(fault, Held(size))
    assert (answer.status, dict(answer.headers)["x-goog-upload-status"]) == (status, session)
    assert dict(answer.headers)["x-goog-upload-size-received"] == str(size)
    assert json.loads(answer.body)["error"]["code"] == status
