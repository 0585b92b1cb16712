"""Forms with a file."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.requests import Request

from gateway.console.forms import RefusedForm
from gateway.console.problems import Problem
from gateway.console.upload_form import UploadForm, read_upload

KIND = "multipart/form-data; boundary=x"


def part(name: str, content: bytes, filename: str | None = None) -> bytes:
    named = "" if filename is None else f'; filename="{filename}"\r\nContent-Type: application/octet-stream'
    return f'--x\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode() + content + b"\r\n"


def read(body: bytes, kind: str = KIND, largest: int = 10_000) -> UploadForm:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    request = Request({"type": "http", "headers": [(b"content-type", kind.encode())]}, receive)
    return asyncio.run(read_upload(request, largest))


def test_texts_and_one_file() -> None:
    """Lines end as people type them; an input without a file is none."""
    form = read(part("text", "á\r\nb".encode()) + part("file", b"\x00\x01", "a.bin") + part("empty", b"", "") + b"--x--\r\n")
    assert form.fields == {"text": "á\nb"}
    assert form.file is not None
    assert (bytes(form.file.content), form.file.name) == (b"\x00\x01", "a.bin")
    assert read(part("text", b"x") + part("file", b"", "") + b"--x--\r\n").file is None
    assert "a.bin" not in repr(form)


@pytest.mark.parametrize(
    ("body", "kind", "problem", "why"),
    [
        (b"a=b", "application/x-www-form-urlencoded", Problem.MEDIA_TYPE, "another kind of form"),
        (part("a", b"x" * 20_000) + b"--x--", KIND, Problem.TOO_LARGE, "over the limit"),
        (part("a", b"x"), KIND, Problem.INVALID, "cut off"),
        (part("a", b"\xff") + b"--x--", KIND, Problem.INVALID, "no UTF-8"),
        (part("a", b"1", "a") + part("b", b"2", "b") + b"--x--", KIND, Problem.INVALID, "two files"),
        (part("a", b"1") * 30 + b"--x--", KIND, Problem.INVALID, "too many parts"),
    ],
)
def test_what_is_refused(body: bytes, kind: str, problem: Problem, why: str) -> None:
    """A form that is not read has its answer."""
    with pytest.raises(RefusedForm) as refused:
        read(body, kind)
    assert refused.value.problem is problem, why
