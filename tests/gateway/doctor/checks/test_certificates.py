"""Certificates that the office brought."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from gateway.doctor.api import State
from gateway.doctor.checks.certificates import CHECK
from support.doctor import around, worst
from support.office_ca import OfficeCa


def _port(folder: Path, until: timedelta) -> dict[str, Path]:
    certificate, key = OfficeCa().issue("proxy.urad.test", since=timedelta(days=-90), until=until).write(folder, "port")
    return {"tls_certificate": certificate, "tls_key": key}


@pytest.mark.parametrize(
    ("until", "state"), [(timedelta(days=200), State.OK), (timedelta(days=5), State.WARNING), (timedelta(days=-1), State.FAULT)]
)
def test_a_ports_certificate(tmp_path: Path, until: timedelta, state: State) -> None:
    """In force, ending, ended."""
    assert worst(CHECK, around(tmp_path, proxy=_port(tmp_path, until)))[0] is state


def test_a_key_that_the_gateways_user_cannot_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root's key is not taken for a wrong one."""

    def closed(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("ssl.SSLContext.load_cert_chain", closed)
    state, said = worst(CHECK, around(tmp_path, console=_port(tmp_path, timedelta(days=200))))
    assert state is State.FAULT
    assert "chown root:celnice" in said


def test_a_key_of_another(tmp_path: Path) -> None:
    """Certificate and key go together."""
    port = _port(tmp_path, timedelta(days=200))
    OfficeCa().issue("other").write(tmp_path, "other")
    state, said = worst(CHECK, around(tmp_path, console={**port, "tls_key": tmp_path / "other.key"}))
    assert state is State.FAULT
    assert "key" in said


@pytest.mark.parametrize(("content", "word"), [(b"\x30\x82", "PEM"), (None, "cannot be read")])
def test_no_certificate(tmp_path: Path, content: bytes | None, word: str) -> None:
    """DER in a file that should be PEM; no file at all."""
    path = tmp_path / "parent.pem"
    if content:
        path.write_bytes(content)
    state, said = worst(CHECK, around(tmp_path, proxy={"upstream_ca": path}))
    assert state is State.FAULT
    assert word in said


def test_of_an_office_without_any(tmp_path: Path) -> None:
    """That is well."""
    assert worst(CHECK, around(tmp_path))[0] is State.OK
