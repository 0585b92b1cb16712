"""The rule: a file counts as scanned when the request that brings it to its end passed, and not when one merely speaks of it."""

from __future__ import annotations

import pytest

from allowlist.answers import Approved, Role
from gateway.extract.uploads.registry import protocols
from gateway.model import RequestHead
from gateway.pipeline import Request
from gateway.proxy.standing import Standing, carries_file
from gateway.uploads.desk import Recognised, Unheld

JSON, FORM = "application/json; charset=utf-8", "multipart/form-data; boundary=x"
ROWS: list[tuple[str, str, bytes, str, bool]] = [
    ("a form", FORM, b"x", "openai_files", True),
    ("bytes", "application/pdf", b"x", "page_upload", True),
    ("base64 in JSON", JSON, b"{}", "grok_web_upload", True),
    ("an announcement", JSON, b"{}", "walk", False),
    ("nothing", "", b"", "page_upload", False),
]


@pytest.mark.parametrize(("why", "media", "raw", "name", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_a_whole_file(why: str, media: str, raw: bytes, name: str, expected: bool) -> None:
    """Bytes of a file, not words about one."""
    head = RequestHead("https", "h.example", 443, "POST", "/f", "", (("content-type", media),))
    assert carries_file(Request(head, raw, Approved("t", "file", Role.UPLOAD, "", name), 100), None) is expected, why


@pytest.mark.parametrize(
    ("method", "headers", "expected"),
    [
        ("PATCH", (("upload-offset", "0"), ("content-type", "application/offset+octet-stream")), True),
        ("HEAD", (), False),
        ("DELETE", (), False),
    ],
)
def test_a_step(method: str, headers: tuple[tuple[str, str], ...], expected: bool) -> None:
    """A piece that was let through was the last one; a question and an end bring nothing."""
    head = RequestHead("https", "h.example", 443, method, "/f", "", (("tus-resumable", "1.0.0"), *headers))
    request = Request(head, b"x", Approved("t", "file", Role.UPLOAD, "", None), 100)
    protocol = protocols()["tus"]
    step = protocol.step(head)
    assert step is not None
    assert carries_file(request, Recognised(protocol, step)) is expected
    assert not carries_file(request, Unheld())
    assert Standing(None).files == ()
