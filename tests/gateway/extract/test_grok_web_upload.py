"""Grok's uploads."""

import base64
import json

import pytest

from gateway.extract.grok_web_upload import FORMAT
from support.pages import FOUND, NOTICE, every_leaf_changes, spoken
from support.wire import answered, body, head, opaque, unchanged

REQUEST = {
    "fileName": "v-file.docx",
    "fileMimeType": "application/msword",
    "content": base64.b64encode(b"\x00\xff text").decode(),
    "fileSource": "",
}


def test_the_content_is_a_file():
    """The content goes to document workers and not to detection; its name is a segment."""
    found = FORMAT.segments(body(REQUEST))
    (file,) = found.files
    assert (file.content, file.media, file.name) == (b"\x00\xff text", "application/msword", "v-file.docx")
    assert spoken(found) == {"v-file.docx": "user"}
    assert REQUEST["content"] not in [one.text for one in found.segments]
    assert every_leaf_changes(FORMAT, body(json.dumps(REQUEST, indent=1).encode()))
    assert FORMAT.conversation(body(REQUEST)).key is None


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"fileName": "a"}, "unknown_shape"),
        ({"content": ["AAAA"]}, "unknown_shape"),
        (b'{"content": "AAAA", "content": "BBBB"}', "unknown_shape"),
        ({"content": '{"a": "b"}'}, "undecodable"),
        ({"content": "no base64!"}, "undecodable"),
        ([], "unknown_shape"),
    ],
)
def test_opaque(value, reason):
    """A body without exactly one content in base64 is opaque."""
    assert opaque(FORMAT.segments, body(value)) == reason


def test_operation_and_answers():
    """The one path; the page's error; answers pass."""
    assert FORMAT.operation(head(path="/rest/app-chat/upload-file")) == "file"
    assert FORMAT.operation(head(path="/rest/app-chat/upload-file/x")) is None
    assert FOUND in json.loads(FORMAT.block_answer(NOTICE, "cs", False).body)["error"]["message"]
    assert answered(FORMAT, "application/json", unchanged, [b"{}"]) == b"{}"
