"""Microsoft 365 Copilot's uploads of pictures."""

import base64
from urllib.parse import urlencode

import pytest

from gateway.extract.m365_copilot_upload import FORMAT
from support.pages import NOTICE, spoken
from support.wire import answered, body, head, opaque, unchanged

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
PICTURE = b"\x89PNG\r\n\x1a\n\x00"
URI = "data:image/png;base64," + base64.b64encode(PICTURE).decode()
FIELDS = {"FileBase64": URI, "conversationId": "c-1", "scenario": "UploadImage", "name": "v-file.png"}


def parts(fields) -> bytes:
    return (
        b"".join(f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items())
        + b"--x--\r\n"
    )


BODIES = [body(urlencode(FIELDS).encode(), FORM), body(parts(FIELDS), PARTS)]


@pytest.mark.parametrize("request_body", BODIES, ids=["form", "parts"])
def test_the_picture_is_a_file(request_body):
    """The picture goes to document workers and not to detection; every other value is a segment."""
    found = FORMAT.segments(request_body)
    assert [(file.content, file.media) for file in found.files] == [(PICTURE, "image/png")]
    assert spoken(found) == {"v-file.png": "user"}
    assert "UploadImage" in [one.text for one in found.segments]
    assert not [one for one in found.segments if "base64" in one.text and one.text != "FileBase64"]
    assert found.conversation.key == FORMAT.conversation(BODIES[0]).key
    assert FORMAT.rebuild(request_body, {}) == request_body.content
    place = next(one.place for one in found.segments if one.text == "v-file.png")
    assert FORMAT.rebuild(request_body, {place: "x"}) == request_body.content.replace(b"v-file.png", b"x")


@pytest.mark.parametrize(
    ("value", "reason"),
    [("", "unknown_shape"), ("words", "unknown_shape"), ("data:image/png;base64,A", "undecodable"), ("data:image/png;x=y;base64,AAAA", "unknown_shape"), ("data:image/png,AAAA", "unknown_shape")],
)  # fmt: skip
def test_opaque(value, reason):
    """Anything but a plain data: URI is opaque, in either sort of form."""
    fields = {**FIELDS, "FileBase64": value}
    assert opaque(FORMAT.segments, body(urlencode(fields).encode(), FORM)) == reason
    assert opaque(FORMAT.segments, body(parts(fields), PARTS)) == reason


def test_operation_and_answers():
    """The one path; a refusal is a plain one; answers pass."""
    assert FORMAT.operation(head(path="/m365Copilot/UploadFile")) == "upload"
    assert FORMAT.operation(head(path="/m365Copilot/Chathub/x")) is None
    assert FORMAT.block_answer(NOTICE, "cs", False).status == 403
    assert answered(FORMAT, "application/json", unchanged, [b"{}"]) == b"{}"
