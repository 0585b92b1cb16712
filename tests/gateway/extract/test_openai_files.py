"""Uploads as OpenAI takes them."""

import pytest

from gateway.extract.openai_files import FORMAT
from support.formats import refusal
from support.forms import form, part
from support.wire import body, head, opaque, texts


def test_an_upload():
    """The file, its name, its purpose and its metadata."""
    sent = form(
        part("purpose", "assistants"),
        part("expires_after[anchor]", "created_at"),
        part("file", b"%PDF", "Výpověď Jan Vzorný.pdf", "application/pdf"),
    )
    found = FORMAT.segments(sent)
    assert {"Výpověď Jan Vzorný.pdf", "assistants", "created_at"} <= set(texts(found).values())
    assert [(file.media, file.content) for file in found.files] == [("application/pdf", b"%PDF")]
    assert FORMAT.rebuild(sent, {}) == sent.content


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("/v1/files", "files"),
        ("/openai/files", "files"),
        ("/openai/v1/files", "files"),
        ("/v1/containers/cntr_1/files", "containers.files"),
        ("/v1/skills/skill_1/versions", "skills"),
        ("/v1/libraries/lib_1/documents", "libraries.documents"),
        ("/v1/files/upload", "files"),  # Together
        ("/v1/files/file_1", None),
    ],
)
def test_operation(path, operation):
    """Every operation that takes a file in a form."""
    assert FORMAT.operation(head(path=path)) == operation


def test_other_bodies():
    """A container takes ids as JSON; bare bytes are opaque."""
    assert texts(FORMAT.segments(body({"file_id": "file-1"})))["file_id",] == "file-1"
    assert opaque(FORMAT.segments, body(b"%PDF", "application/pdf")) == "content_type"
    assert refusal(FORMAT)["error"]["code"] == "czech_pii_blocked"
