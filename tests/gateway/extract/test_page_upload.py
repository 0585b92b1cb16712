"""Uploads of chat pages."""

import pytest

from gateway.extract import claude_web
from gateway.extract.api import Body
from gateway.extract.json_format import UnknownPlaceError
from gateway.extract.named import conversation_key
from gateway.extract.page_upload import FORMAT
from gateway.model import File
from support.pages import NOTICE
from support.wire import JSON, answered, body, head, opaque, unchanged

PARTS = (
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="v-file.docx"\r\nContent-Type: application/msword\r\n\r\n\x00\xff\r\n'
    b'--x\r\nContent-Disposition: form-data; name="note"\r\n\r\nv-note\r\n--x--\r\n'
)


def test_a_form_of_parts():
    """Its files go to document workers, its names and texts are segments."""
    request = body(PARTS, "multipart/form-data; boundary=x")
    found = FORMAT.segments(request)
    assert [(file.content, file.media, file.name) for file in found.files] == [(b"\x00\xff", "application/msword", "v-file.docx")]
    assert {"v-file.docx", "v-note"} <= {one.text for one in found.segments}
    assert FORMAT.rebuild(request, {}) == PARTS
    place = next(one.place for one in found.segments if one.text == "v-note")
    assert FORMAT.rebuild(request, {place: "x"}) == PARTS.replace(b"v-note", b"x")


@pytest.mark.parametrize("content_type", ["application/octet-stream", "image/png", "text/plain", ""])
def test_bare_bytes(content_type):
    """Whatever else a body is, it is one file; its bytes are not changed."""
    request = body(b"\x00\xff", content_type)
    found = FORMAT.segments(request)
    assert found.files == (File(("body",), b"\x00\xff", content_type),)
    assert found.segments == ()
    assert FORMAT.rebuild(request, {}) == b"\x00\xff"
    with pytest.raises(UnknownPlaceError):
        FORMAT.rebuild(request, {("body",): "x"})


def test_what_is_said_about_a_file():
    """JSON is walked: names, sizes, and a file of JSON itself."""
    request = body({"file_name": "v-file.docx", "file_size": 5})
    assert "v-file.docx" in [one.text for one in FORMAT.segments(request).segments]
    assert FORMAT.rebuild(request, {("file_name",): "x"}) == request.content.replace(b"v-file.docx", b"x")
    assert opaque(FORMAT.segments, body(b"{", JSON)) == "invalid_json"
    assert opaque(FORMAT.segments, body(b"x", "multipart/form-data; boundary=x")) == "unknown_shape"


@pytest.mark.parametrize(("method", "operation"), [("POST", "file"), ("PUT", "file"), ("GET", None)])
def test_operation_and_answers(method, operation):
    """The catalogue names the paths; a refusal is a plain one; answers pass."""
    assert FORMAT.operation(head(method=method, path="/any")) == operation
    assert FORMAT.block_answer(NOTICE, "cs", False).status == 403
    assert FORMAT.conversation(body(b"")).key is None
    assert answered(FORMAT, JSON, unchanged, [b"{}"]) == b"{}"


def test_claude_names_the_conversation_in_the_path():
    """The file's key is the same as the chat's."""
    upload = Body(b"x", "text/plain", "/api/organizations/o-1/conversations/c-1/wiggle/upload-file")
    key = conversation_key("claude_web", "c-1")
    assert FORMAT.conversation(upload).key == FORMAT.segments(upload).conversation.key == key
    assert (
        claude_web.FORMAT.conversation(
            Body(b'{"prompt":"x"}', "application/json", "/api/organizations/o-1/chat_conversations/c-1/completion")
        ).key
        == key
    )
