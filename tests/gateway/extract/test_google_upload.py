"""Google's upload protocols."""

import json

import pytest

from gateway.batch import Batch
from gateway.extract.google_upload import FORMAT
from gateway.extract.json_format import UnknownPlaceError
from support.formats import NOTICE, rebuilds, refusal
from support.wire import JSON, body, head, opaque, unchanged

METADATA = {"file": {"displayName": "v-name", "sizeBytes": 12}}


def test_metadata_is_read():
    """The request that begins an upload names the file."""
    found = FORMAT.segments(body(METADATA))
    assert "v-name" in {segment.text for segment in found.segments}
    assert not found.files
    rebuilds(FORMAT, METADATA)


@pytest.mark.parametrize(
    ("why", "content", "content_type", "media"),
    [
        ("bytes of a type", b"%PDF", "application/pdf", "application/pdf"),
        ("bytes of no type", b"text", "", ""),
        ("google-genai declares JSON for all bytes", b"prost\xc3\xbd text", JSON, ""),
        ("text with a byte order mark", b"\xef\xbb\xbftext", JSON, ""),
        ("a charset of its own is for the reader of documents", b"\xe8", "text/plain; charset=windows-1250", "text/plain"),
    ],
)
def test_bytes_are_a_file(why, content, content_type, media):
    """Whatever is no JSON goes to document workers, and is never changed."""
    source = body(content, content_type)
    (file,) = FORMAT.segments(source).files
    assert (file.content, file.media) == (content, media), why
    assert FORMAT.rebuild(source, {}) == content
    with pytest.raises(UnknownPlaceError):
        FORMAT.rebuild(source, {("x",): "y"})


@pytest.mark.parametrize(
    ("why", "content", "is_file"),
    [
        ("a batch of one line", b'{"key": "1", "request": {"contents": []}}', True),
        ("of two", b'{"request": {}}\n{"request": {}}', True),
        ("a request alone", b'{"contents": []}', True),
        ("a file of JSON", b'{"a": {"request": {}}}', False),
    ],
)
def test_a_batch_is_a_file(why, content, is_file):
    """Its lines are looked at by document workers, however many there are."""
    found = FORMAT.segments(body(content)).files
    assert [file.batch for file in found] == [Batch.PERHAPS] * is_file, why


@pytest.mark.parametrize(
    ("content", "content_type", "reason"),
    [
        (b"--b", "multipart/related; boundary=b", "unknown_shape"),
        (b"[" * 100, JSON, "too_deep"),
        (b"x", "not a type", "content_type"),
    ],
)
def test_opaque(content, content_type, reason):
    """What two readers could take in two ways is opaque, and so is JSON over a limit."""
    assert opaque(FORMAT.segments, body(content, content_type)) == reason


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [
        ("POST", "/upload/v1beta/files", "upload"),
        ("PUT", "/upload/v1/files", "upload"),
        ("POST", "/upload/v1beta/fileSearchStores/s:uploadToFileSearchStore", "upload"),
        ("GET", "/upload/v1beta/files", None),
        ("POST", "/v1beta/files", None),
    ],
)
def test_operation(method, path, operation):
    """Only uploads."""
    assert FORMAT.operation(head(method=method, path=path)) == operation


def test_refusal():
    """Google's envelope, and the upload's end: without one the SDK sends the bytes three times more."""
    assert refusal(FORMAT)["error"]["status"] == "PERMISSION_DENIED"
    assert ("x-goog-upload-status", "cancelled") in FORMAT.block_answer(NOTICE, "cs", False).headers


def test_answers_pass():
    """An answer holds no text of a person."""
    assert FORMAT.answer_stream(JSON, unchanged).feed(json.dumps(METADATA).encode()) == json.dumps(METADATA).encode()
    assert FORMAT.conversation(body(METADATA)).key is None
