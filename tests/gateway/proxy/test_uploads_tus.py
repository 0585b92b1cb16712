"""tus through the proxy: nothing leaves before the whole was scanned."""

from __future__ import annotations

import pytest

from support.proxy import VALUE, Running
from support.upload_clients import Tus
from support.upload_provider import UploadProvider
from support.uploads import CLEAN, CUT, DIRTY


def test_tus(running: tuple[Running, UploadProvider], monkeypatch: pytest.MonkeyPatch) -> None:
    """The provider is asked how long the whole is, and gets nothing before it is whole."""
    gateway, provider = running
    upload = Tus(gateway, monkeypatch, len(CLEAN))
    assert upload.patch(0, CLEAN[:100]) == (204, "100")
    assert upload.send("HEAD", upload.path, None)[1]["upload-offset"] == "100"
    assert upload.patch(50, b"x")[0] == 409
    assert upload.patch(100, CLEAN + b"more")[0] == 413
    assert not provider.sessions["t0"]
    assert upload.patch(100, CLEAN[100:]) == (204, str(len(CLEAN)))
    assert provider.files == {"t0": CLEAN}
    planted = Tus(gateway, monkeypatch, len(DIRTY))
    assert planted.patch(0, DIRTY[:CUT])[0] == 204
    assert planted.patch(CUT, DIRTY[CUT:])[0] == 403
    assert nothing_arrived_but(provider, CLEAN)


def nothing_arrived_but(provider: UploadProvider, clean: bytes) -> bool:
    return list(provider.files.values()) == [clean] and VALUE[:5].encode() not in provider.bytes


def test_tus_that_nobody_measures(running: tuple[Running, UploadProvider], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the provider does not say how long the whole is, no piece is taken."""
    gateway, provider = running
    upload = Tus(gateway, monkeypatch, len(CLEAN))
    provider.special = lambda got: (200, {}, b"") if got.method == "HEAD" else None
    assert upload.patch(0, CLEAN)[0] == 400
    assert not provider.sessions["t0"]


def test_tus_too_large(running: tuple[Running, UploadProvider], monkeypatch: pytest.MonkeyPatch) -> None:
    """A length over the limit is refused when it is announced."""
    gateway, provider = running
    with pytest.raises(AssertionError):
        Tus(gateway, monkeypatch, 10_000_000)
    assert not provider.requests
    assert [event.detail for event in gateway.recorder.events] == ["too_large"]
