"""tus, by its heads. The wire is tested in tests/gateway/proxy/test_uploads.py."""

from __future__ import annotations

import pytest

from gateway.extract.api import Body
from gateway.extract.uploads.api import Ask, AtOnce, Begin, Drop, Fault, Held, Part, Step
from gateway.extract.uploads.pieces import piece
from gateway.extract.uploads.tus import PROTOCOL
from support.wire import head

TUS = ("Tus-Resumable", "1.0.0")
MEDIA = ("Content-Type", "application/offset+octet-stream")


@pytest.mark.parametrize(
    ("method", "headers", "step"),
    [
        ("POST", [TUS, ("Upload-Length", "10"), ("Content-Length", "0")], Begin(10)),
        ("POST", [TUS, ("Upload-Length", "10"), ("Content-Length", "5"), MEDIA], None),  # bytes at once
        ("POST", [TUS, ("Upload-Length", "10"), ("Transfer-Encoding", "chunked")], None),
        ("POST", [TUS, ("Upload-Defer-Length", "1"), ("Content-Length", "0")], None),
        ("POST", [TUS, ("Upload-Length", "10"), ("Upload-Concat", "partial"), ("Content-Length", "0")], None),
        ("PATCH", [TUS, ("Upload-Offset", "5"), MEDIA], Part("/f/1?a=b", 5)),
        ("PATCH", [TUS, ("Upload-Offset", "x"), MEDIA], Part("/f/1?a=b", -1)),
        ("PATCH", [TUS, ("Upload-Offset", "5")], Part("/f/1?a=b", -1)),
        ("PATCH", [("Upload-Offset", "5"), MEDIA], None),
        ("HEAD", [TUS], Ask("/f/1?a=b")),
        ("DELETE", [TUS], Drop("/f/1?a=b")),
        ("GET", [TUS], None),
    ],
)
def test_step(method: str, headers: list[tuple[str, str]], step: Step | None) -> None:
    """A request is what its method says; what announces or carries bytes in another way is a piece that nobody holds."""
    made = head(*headers, method=method, path="/f/1", query="a=b")
    assert PROTOCOL.step(made) == step
    if step is None and method != "GET":
        assert piece(made)


def test_measure() -> None:
    """Before the first piece the provider is asked for the length, with the client's credentials and nothing of its own words."""
    step = PROTOCOL.step(head(TUS, ("Upload-Offset", "0"), MEDIA, ("Authorization", "k"), ("x-note", "n"), method="PATCH", path="/f/1"))
    assert isinstance(step, Part)
    assert step.measure
    assert (step.measure.request.method, step.measure.request.target, step.measure.header) == ("HEAD", "/f/1", "upload-length")
    assert {name for name, _ in step.measure.request.headers} == {"Tus-Resumable", "Authorization"}


def test_release() -> None:
    """The whole goes in one piece; the checksum of the last one does not go along."""
    release = PROTOCOL.release(head(TUS, MEDIA, ("Upload-Offset", "5"), ("Upload-Checksum", "x"), method="PATCH"), Body(b""), b"whole", ())
    assert isinstance(release, AtOnce)
    assert dict(release.head.headers) == {"Tus-Resumable": "1.0.0", "Content-Type": MEDIA[1], "upload-offset": "0"}


@pytest.mark.parametrize(("method", "status"), [("PATCH", 204), ("HEAD", 200)])
def test_held(method: str, status: int) -> None:
    """How much has come, of how much."""
    answer = PROTOCOL.held(head(method=method), Held(5, total=10), "")
    assert (answer.status, answer.body) == (status, b"")
    assert dict(answer.headers)["upload-offset"] == "5"
    assert dict(answer.headers)["upload-length"] == "10"


def test_fault() -> None:
    """The protocol's own statuses."""
    assert {fault: PROTOCOL.fault(fault, Held(0)).status for fault in Fault} == {
        Fault.OFFSET: 409,
        Fault.TOTAL: 413,
        Fault.GONE: 404,
        Fault.REFUSED: 400,
    }
