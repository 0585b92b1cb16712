"""Image edits and variations."""

import pytest

from gateway.extract.openai_images import FORMAT
from support.formats import refusal
from support.forms import form, part
from support.wire import body, head, texts


def test_a_form():
    """Pictures and mask are files, the prompt is text."""
    sent = form(
        part("image[]", b"\x89PNG", "a.png", "image/png"), part("mask", b"\x89PNG", "m.png", "image/png"), part("prompt", "v-prompt")
    )
    found = FORMAT.segments(sent)
    assert "v-prompt" in texts(found).values()
    assert [file.name for file in found.files] == ["a.png", "m.png"]


def test_json():
    """The same with addresses in JSON."""
    found = FORMAT.segments(body({"images": [{"image_url": "data:image/png;base64,AAAA"}], "prompt": "v-prompt"}))
    assert [file.media for file in found.files] == ["image/png"]
    assert texts(found)["prompt",] == "v-prompt"


@pytest.mark.parametrize(
    ("path", "operation"), [("/v1/images/edits", "images.edits"), ("/v1/images/variations", "images.variations"), ("/v1/images/x", None)]
)
def test_operation(path, operation):
    """Both operations, no other."""
    assert FORMAT.operation(head(path=path)) == operation
    assert refusal(FORMAT)["error"]["code"] == "czech_pii_blocked"
