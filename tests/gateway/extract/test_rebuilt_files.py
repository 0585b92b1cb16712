"""Changed files back in the bodies that carried them."""

from __future__ import annotations

import base64
import json

import pytest

from gateway.extract.api import Body
from gateway.extract.json_format import UnknownPlaceError
from gateway.extract.rebuilt_files import rebuilt
from gateway.extract.registry import formats

FORM = b'--b\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nassistants\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a.docx"\r\nContent-Type: application/x\r\n\r\nOLD\r\n--b--\r\n'


def data(content: bytes) -> str:
    return "data:application/pdf;base64," + base64.b64encode(content).decode()


def chat(content: bytes) -> bytes:
    part = {"type": "file", "file": {"filename": "a.pdf", "file_data": data(content)}}
    return json.dumps({"model": "m", "messages": [{"role": "user", "content": [part, {"type": "text", "text": "Co to je?"}]}]}).encode()


def gemini(content: bytes) -> bytes:
    blob = {"inlineData": {"mimeType": "application/pdf", "data": base64.b64encode(content).decode()}}
    return json.dumps({"contents": [{"parts": [blob, {"text": "Co to je?"}]}]}).encode()


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("raw_file", Body(b"OLD", "application/pdf", "/x"), b"NEW!"),
        ("page_upload", Body(b"OLD", "application/pdf", "/x"), b"NEW!"),
        ("openai_files", Body(FORM, "multipart/form-data; boundary=b"), FORM.replace(b"OLD", b"NEW!")),
        ("page_upload", Body(FORM, "multipart/form-data; boundary=b"), FORM.replace(b"OLD", b"NEW!")),
        ("openai_chat", Body(chat(b"OLD"), "application/json"), chat(b"NEW!")),
        ("gemini", Body(gemini(b"OLD"), "application/json"), gemini(b"NEW!")),
    ],
    ids=["raw", "bare upload", "form", "page's form", "data address", "bytes"],
)
def test_in_its_place(name, body, expected):
    """Each file where it was, every other byte as it was."""
    (file,) = formats()[name].segments(body).files
    assert bytes(file.content) == b"OLD"
    assert rebuilt(formats()[name], body, {}, {file.place: b"NEW!"}) == expected
    assert rebuilt(formats()[name], body, {}, {}) == body.content


def test_texts_beside_it():
    """A text and a file of one body."""
    body = Body(chat(b"OLD"), "application/json")
    (file,) = formats()["openai_chat"].segments(body).files
    out = rebuilt(formats()["openai_chat"], body, {("messages", 0, "content", 1, "text"): "Kdo to je?"}, {file.place: b"NEW!"})
    assert out == chat(b"NEW!").replace(b"Co to", b"Kdo to")


def test_nowhere_to_put_it():
    """A file in no place of the body is not put anywhere."""
    for body in (Body(b"{}", "application/json"), Body(b"OLD", "application/pdf")):
        with pytest.raises(UnknownPlaceError):
            rebuilt(formats()["openai_chat"], body, {}, {("x",): b"NEW"})
