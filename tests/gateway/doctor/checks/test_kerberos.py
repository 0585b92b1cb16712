"""Kerberos' keytab."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.doctor.api import State
from gateway.doctor.checks import kerberos
from gateway.doctor.checks.kerberos import CHECK
from support.doctor import around, worst
from support.keytab import AES256, RC4, keytab

SERVICE = "HTTP/proxy.urad.test@URAD.TEST"


@pytest.mark.parametrize(
    ("content", "mode", "state", "word"),
    [
        (keytab((SERVICE, RC4), (SERVICE, AES256)), 0o600, State.OK, "has a key"),
        (keytab(("HTTP/other.urad.test@URAD.TEST", AES256)), 0o600, State.FAULT, "no key of HTTP/proxy.urad.test"),
        (keytab((SERVICE, RC4)), 0o600, State.FAULT, "-crypto AES256-SHA1"),
        (keytab(("http/proxy.urad.test@URAD.TEST", AES256)), 0o600, State.FAULT, "write both alike"),
        (keytab((SERVICE, AES256))[:40], 0o600, State.FAULT, "cut on its way"),
        (b"a text file", 0o600, State.FAULT, "no keytab"),
        (keytab((SERVICE, AES256)), 0o644, State.FAULT, "chmod 600"),
        (None, 0, State.FAULT, "there is no file"),
    ],
)
def test_the_keytab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, mode: int, state: State, word: str) -> None:
    """There, closed, a keytab, and of this principal."""
    monkeypatch.setattr("gateway.people.kerberos.library", object)
    keytab = tmp_path / "http.keytab"
    if content is not None:
        keytab.write_bytes(content)
        keytab.chmod(mode)
    found, said = worst(CHECK, around(tmp_path, people={"kerberos": {"keytab": keytab, "service": SERVICE}}))
    assert found is state
    assert word in said


def test_none_is_set(tmp_path: Path) -> None:
    """That is well."""
    assert worst(CHECK, around(tmp_path))[0] is State.OK
    assert kerberos.CHECK.name == "kerberos"
