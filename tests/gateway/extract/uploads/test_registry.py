"""Which upload protocols there are."""

from __future__ import annotations

import pytest

from gateway.extract.uploads import google_resumable
from gateway.extract.uploads.registry import protocols
from support.wire import head


def test_every_protocol_is_found() -> None:
    """A module with a PROTOCOL is one, by its name."""
    assert protocols()["google_resumable"] is google_resumable.PROTOCOL
    assert list(protocols()) == sorted(protocols())


@pytest.mark.parametrize("name", protocols())
def test_ordinary_requests_are_no_pieces(name: str) -> None:
    """No protocol takes a request that carries no piece for one of its own."""
    protocol = protocols()[name]
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        assert protocol.step(head(("content-type", "text/plain"), method=method, path="/v1/files", query="a=b")) is None


def test_no_request_belongs_to_two() -> None:
    """What one protocol knows, no other does."""
    samples = [
        head(("x-goog-upload-command", "upload"), ("x-goog-upload-offset", "0"), path="/upload/v1beta/files", query="upload_id=x"),
        head(path="/v1/uploads/upload_1/parts"),
        head(method="PUT", path="/c/b", query="sig=x&comp=block&blockid=QQ"),
        head(("tus-resumable", "1.0.0"), ("upload-offset", "0"), method="PATCH", path="/files/1"),
    ]
    for sample in samples:
        assert len([name for name, protocol in protocols().items() if protocol.step(sample)]) <= 1
