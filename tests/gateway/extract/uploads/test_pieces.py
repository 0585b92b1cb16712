"""What looks like a piece of a file."""

from __future__ import annotations

import pytest

from gateway.extract.uploads.pieces import counted, piece
from support.wire import head


@pytest.mark.parametrize(
    ("headers", "query", "expected"),
    [
        ([], "", False),
        ([], "uploadType=media&key=x", False),
        ([("Content-Range", "bytes 0-9/10")], "", False),  # the whole
        ([("Content-Range", "bytes 0-9/20")], "", True),
        ([("Content-Range", "bytes 10-19/20")], "", True),
        ([("Content-Range", "bytes 0-9/*")], "", True),  # nobody says how much follows
        ([("Content-Range", "bytes */20")], "", True),
        ([("Content-Range", "bytes 0-9/10"), ("Content-Range", "bytes 0-9/20")], "", True),
        ([("Upload-Offset", "0")], "", True),
        ([("Upload-Complete", "?0")], "", True),
        ([("Upload-Length", "5")], "", True),  # tus, with or without bytes at once
        ([("Upload-Concat", "partial")], "", True),
        ([("x-ms-blob-type", "BlockBlob")], "", False),
        ([("x-ms-blob-type", "AppendBlob")], "", True),
        ([("x-goog-upload-command", "upload, finalize"), ("x-goog-upload-offset", "0")], "", False),
        ([("x-goog-upload-command", "upload")], "", True),
        ([("x-goog-upload-command", "start")], "", False),
        ([], "partNumber=1&uploadId=x", True),
        ([], "uploads", True),
        ([], "comp=appendblock", True),
        ([], "Chunk=1&chunks=2", True),
        ([], "dzchunkindex=0", True),
        ([], "a=chunk", False),
    ],
    ids=str,
)
def test_piece(headers: list[tuple[str, str]], query: str, expected: bool) -> None:
    """Whatever says that the body is not the whole of its file."""
    assert piece(head(*headers, method="PUT", query=query)) is expected


@pytest.mark.parametrize(
    ("raw", "media", "expected"),
    [
        (b'--x\r\nContent-Disposition: form-data; name="dzchunkindex"\r\n\r\n0', "multipart/form-data; boundary=x", True),
        (b"--x\r\nContent-Disposition: form-data; name=resumableChunkNumber\r\n\r\n0", "Multipart/form-data; boundary=x", True),
        (b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\ndzchunkindex', "multipart/form-data; boundary=x", False),
        (b'--x\r\nContent-Disposition: form-data; name="chunk"\r\n\r\n0', "multipart/form-data; boundary=x", False),  # could be anything
        (b'{"name":"dzchunkindex"}', "application/json", False),
    ],
)
def test_counted(raw: bytes, media: str, expected: bool) -> None:
    """A form whose fields count pieces."""
    assert counted(raw, head(("content-type", media))) is expected
