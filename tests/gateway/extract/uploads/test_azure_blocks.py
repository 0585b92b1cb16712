"""Azure's blocks, by their heads and bodies. The wire is tested in tests/gateway/proxy/test_handing_out.py."""

from __future__ import annotations

import pytest

from gateway.extract.api import Body
from gateway.extract.uploads.api import AtOnce, Fault, Finish, Held, Part, Step, WrongParts
from gateway.extract.uploads.azure_blocks import PROTOCOL
from support.wire import head

BLOB = "/c/b?se=1&sig=x"


@pytest.mark.parametrize(
    ("query", "step"),
    [
        ("se=1&sig=x&comp=block&blockid=QUE%3D", Part(BLOB, name="QUE=")),
        ("comp=block&blockid=QUE%3D&se=1&sig=x", Part(BLOB, name="QUE=")),  # the pairs may stand anywhere
        ("se=1&sig=x&comp=blocklist", Finish(BLOB)),
        ("se=1&sig=x&Comp=BlockList", None),  # in other letters: looks like a piece, and stays opaque
        ("se=1&sig=x", None),  # a whole blob
        ("se=1&sig=x&comp=block", None),
        ("se=1&sig=x&comp=block&blockid=", None),
        ("se=1&sig=x&comp=block&blockid=a&blockid=b", None),
        ("se=1&sig=x&comp=block&comp=blocklist&blockid=a", None),
        ("se=1&sig=x&comp=block&blockid=" + "A" * 200, None),
        ("se=1&sig=x&comp=metadata", None),
    ],
)
def test_step(query: str, step: Step | None) -> None:
    """A request is what ``comp`` says."""
    assert PROTOCOL.step(head(method="PUT", path="/c/b", query=query)) == step
    assert PROTOCOL.step(head(method="POST", path="/c/b", query=query)) is None
    assert PROTOCOL.step(head(("Authorization", "SharedKey a:b"), method="PUT", path="/c/b", query=query)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<BlockList><Latest>b</Latest><Uncommitted>a</Uncommitted></BlockList>", ("b", "a")),
        ('<?xml version="1.0" encoding="utf-8"?>\n<BlockList>\n <Latest>a</Latest>\n</BlockList>\n', ("a",)),
        ("<BlockList><Committed>a</Committed></BlockList>", None),  # of the blob as it was: nobody saw it
        ("<BlockList></BlockList>", None),
        ("<BlockList><Latest>a</Uncommitted></BlockList>", None),
        ("<BlockList><Latest>a</Latest><Latest>a</Latest></BlockList>", None),
        ("<BlockList><Latest>c</Latest></BlockList>", None),
        ("<BlockList><!-- x --><Latest>a</Latest></BlockList>", None),
        ("<BlockList><Latest>a</Latest></BlockList>x", None),
        ("<BlockList><Latest>á</Latest></BlockList>", None),
        ("", None),
    ],
)
def test_order(text: str, expected: tuple[str, ...] | None) -> None:
    """The blob is made of the blocks that the list names; a list that says anything else is not taken."""
    if expected is None:
        with pytest.raises(WrongParts):
            PROTOCOL.order(Body(text.encode()), ["a", "b"])
    else:
        assert PROTOCOL.order(Body(text.encode()), ["a", "b"]) == expected


def test_release() -> None:
    """The whole is put as one blob, of the type that the list declared; checksums of the list do not go along."""
    last = head(
        ("Content-Type", "application/xml"),
        ("Content-MD5", "x"),
        ("x-ms-content-crc64", "y"),
        ("x-ms-blob-content-type", "text/plain"),
        ("x-ms-version", "1"),
        method="PUT",
        path="/c/b",
        query="se=1&sig=x&comp=blocklist",
    )
    release = PROTOCOL.release(last, Body(b""), b"whole", ("a",))
    assert isinstance(release, AtOnce)
    assert (release.head.path, release.head.query) == ("/c/b", "se=1&sig=x")
    assert dict(release.head.headers) == {
        "x-ms-blob-content-type": "text/plain",
        "x-ms-version": "1",
        "x-ms-blob-type": "BlockBlob",
        "content-type": "text/plain",
    }


def test_answers() -> None:
    """A held block is created; faults have Azure's codes."""
    assert PROTOCOL.held(head(), Held(1), "a").status == 201
    for fault in Fault:
        answer = PROTOCOL.fault(fault, Held(0))
        assert answer.status == 400
        assert dict(answer.headers)["x-ms-error-code"].startswith("Invalid")
