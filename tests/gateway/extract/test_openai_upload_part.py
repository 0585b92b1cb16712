"""A part of an upload."""

from gateway.extract.openai_upload_part import FORMAT
from support.formats import refusal
from support.forms import form, part
from support.wire import head, opaque


def test_a_part_alone_is_opaque():
    """A file cut anywhere cannot be judged by one of its parts."""
    assert opaque(FORMAT.segments, form(part("data", b"%PDF", "upload", "application/octet-stream"))) == "unknown_document"
    assert FORMAT.operation(head(path="/v1/uploads/upload_1/parts")) == "uploads.parts"
    assert refusal(FORMAT)["error"]["code"] == "czech_pii_blocked"
