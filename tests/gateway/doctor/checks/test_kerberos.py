"""Kerberos' keytab."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.doctor.api import State
from gateway.doctor.checks import kerberos
from gateway.doctor.checks.kerberos import CHECK
from support.doctor import around, worst

SERVICE = "HTTP/proxy.urad.test@URAD.TEST"


@pytest.mark.parametrize(
    ("content", "mode", "state", "word"),
    [
        (b"\x05\x02....URAD.TEST..HTTP..proxy.urad.test..", 0o600, State.OK, "has a key"),
        (b"\x05\x02....URAD.TEST..HTTP..other.urad.test..", 0o600, State.FAULT, "no key of HTTP/proxy.urad.test"),
        (b"a text file", 0o600, State.FAULT, "no keytab"),
        (b"\x05\x02....", 0o644, State.FAULT, "chmod 600"),
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
