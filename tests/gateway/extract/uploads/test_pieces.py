"""What looks like a piece of a file."""

from __future__ import annotations

import pytest

from gateway.extract.uploads.pieces import piece
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
