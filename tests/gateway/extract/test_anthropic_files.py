"""Anthropic Files and Skills."""

import pytest

from gateway.extract.anthropic_files import FORMAT
from support.formats import refusal
from support.wire import body, head, opaque

FORM = "multipart/form-data; boundary=b"
FILE = (
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="v-name.txt"\r\nContent-Type: text/plain\r\n\r\nv-content\r\n'
    b'--b\r\nContent-Disposition: form-data; name="display_title"\r\n\r\nv-title\r\n--b--\r\n'
)


def test_the_file_is_a_file():
    """Its name is scanned here, its content by document workers; fields are texts."""
    found = FORMAT.segments(body(FILE, FORM))
    assert [(file.content, file.media, file.name) for file in found.files] == [(b"v-content", "text/plain", "v-name.txt")]
    assert {"v-name.txt", "v-title", "display_title"} <= {segment.text for segment in found.segments}
    assert FORMAT.rebuild(body(FILE, FORM), {}) == FILE


@pytest.mark.parametrize(
    ("path", "operation"),
    [("/v1/files", "files"), ("/v1/skills", "skills"), ("/v1/skills/skill_1/versions", "skills.versions"), ("/v1/files/file_1", None)],
)
def test_operation(path, operation):
    """Only its own paths."""
    assert FORMAT.operation(head(path=path)) == operation


def test_anything_else_is_opaque():
    """A body that is no form is not read."""
    assert opaque(FORMAT.segments, body({"file": "x"})) == "content_type"


def test_refusal():
    """The vendor's envelope."""
    assert refusal(FORMAT)["error"]["type"] == "permission_error"
