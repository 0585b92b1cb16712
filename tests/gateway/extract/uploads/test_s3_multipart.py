"""S3's multipart uploads, by their heads and bodies. The wire is tested in tests/gateway/proxy/test_uploads.py."""

from __future__ import annotations

import pytest

from gateway.extract.api import Body
from gateway.extract.uploads.api import Ahead, Begin, Drop, Fault, Finish, Held, Incoming, Part, WrongParts
from gateway.extract.uploads.pieces import piece
from gateway.extract.uploads.s3_multipart import PROTOCOL
from support.wire import head

SIGNED = "X-Amz-Signature=abc&X-Amz-SignedHeaders=host"


@pytest.mark.parametrize(
    ("method", "query", "kind"),
    [
        ("PUT", f"partNumber=1&uploadId=u&{SIGNED}", Part),
        ("POST", f"uploadId=u&{SIGNED}", Finish),
        ("DELETE", f"uploadId=u&{SIGNED}", Drop),
        ("POST", f"uploads=&{SIGNED}", Begin),
        ("PUT", "partNumber=1&uploadId=u", None),  # signed in a header, over its bytes
        ("PUT", "partNumber=1&uploadId=u&X-Amz-Signature=a&X-Amz-SignedHeaders=content-md5%3Bhost", None),
        ("PUT", f"partNumber=0&uploadId=u&{SIGNED}", None),
        ("PUT", f"partNumber=1&partNumber=2&uploadId=u&{SIGNED}", None),
        ("PUT", f"uploadId=u&{SIGNED}", None),
        ("GET", f"uploadId=u&{SIGNED}", None),
    ],
)
def test_step(method: str, query: str, kind: type | None) -> None:
    """A request is what its presigned address says; what is signed otherwise is a piece that nobody holds."""
    made = head(method=method, path="/key", query=query)
    step = PROTOCOL.step(made)
    assert (type(step) if step else None) is kind
    assert step is not None or piece(made)
    assert PROTOCOL.step(head(("authorization", "AWS4-HMAC-SHA256 x"), method=method, path="/key", query=query)) is None


def one(number: int, etag: str = '"abc"') -> str:
    return f"<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag></Part>"


def listed(inside: str) -> str:
    return f"<CompleteMultipartUpload>{inside}</CompleteMultipartUpload>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (listed(one(1) + one(2)), ("1\n/a", "2\n/new")),
        ('<?xml version="1.0"?>\n' + listed("\n  <Part>\n <ETag>&quot;abc&quot;</ETag><PartNumber>2</PartNumber>\n</Part> "), ("2\n/new",)),
        (listed(one(2) + one(1)), None),  # S3 refuses it, too
        (listed(one(1) + one(1)), None),
        (listed(one(3)), None),
        (listed(""), None),
        (listed("<Part><ETag>abc</ETag><ETag>abc</ETag></Part>"), None),
        (listed(one(1) + "words"), None),
        (listed(one(1, "Jan Novak")), None),
        (one(1), None),
        ("", None),
    ],
)
def test_order(text: str, expected: tuple[str, ...] | None) -> None:
    """The object is made of the parts that the list names; of two parts of one number the later counts."""
    names = ["1\n/a", "2\n/old", "2\n/new"]
    if expected is None:
        with pytest.raises(WrongParts):
            PROTOCOL.order(Body(text.encode()), names)
    else:
        assert PROTOCOL.order(Body(text.encode()), names) == expected


def test_release() -> None:
    """The whole goes to the address of the first part; the list names that part with the provider's ETag."""
    release = PROTOCOL.release(head(), Body(b""), b"whole", ("2\n/key?partNumber=2", "3\n/key?partNumber=3"))
    assert isinstance(release, Ahead)
    assert [(sent.method, sent.target, sent.body) for sent in release.requests] == [("PUT", "/key?partNumber=2", b"whole")]
    assert release.finish([Incoming(200, {"etag": '"e-1"'}, b"")]) == listed(one(2, '"e-1"')).encode()
    for wrong in ([], [Incoming(403, {"etag": '"e-1"'}, b"")], [Incoming(200, {}, b"")], [Incoming(200, {"etag": '"<x>"'}, b"")]):
        with pytest.raises(WrongParts):
            release.finish(wrong)


def test_answers() -> None:
    """A held part has an ETag; faults have S3's codes."""
    assert dict(PROTOCOL.held(head(), Held(1), "1\n/a").headers)["etag"].startswith('"')
    assert {fault: PROTOCOL.fault(fault, Held(0)).status for fault in Fault}[Fault.GONE] == 404
