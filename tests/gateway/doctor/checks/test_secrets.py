"""Files with secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.doctor.api import State
from gateway.doctor.checks.secrets import CHECK
from support.doctor import around, worst

TOOL = {"approved_by": "PS", "approved_from": "2026-01-01", "approved_until": "2030-01-01"}


@pytest.mark.parametrize(
    ("content", "mode", "state", "word"),
    [
        ("sk-qwertzuiop", 0o600, State.OK, "alone"),
        ("sk-qwertzuiop", 0o440, State.OK, "alone"),
        ("sk-qwertzuiop", 0o644, State.WARNING, "chmod 600"),
        (" \n", 0o600, State.FAULT, "empty"),
        (None, 0, State.FAULT, "make the file"),
    ],
    ids=["alone", "group", "others", "empty", "missing"],  # the folder's name is made of them, and the folder is said
)
def test_each_file(tmp_path: Path, content: str | None, mode: int, state: State, word: str) -> None:
    """A group of its own may read it (credentials of systemd, secrets of Kubernetes); the secret itself is never said."""
    file = tmp_path / "klic"
    if content is not None:
        file.write_text(content)
        file.chmod(mode)
    found, said = worst(CHECK, around(tmp_path, tools={"openai": {**TOOL, "provider_key_file": file}}))
    assert found is state
    assert word in said
    assert "qwertz" not in said


def test_the_client_secret_of_the_identity_provider(tmp_path: Path) -> None:
    """The console signs people in with it."""
    oidc = {"issuer": "https://login.urad.example", "client_id": "celnice", "client_secret_file": tmp_path / "klic"}
    given = around(tmp_path, console={"oidc": oidc})
    assert worst(CHECK, given)[0] is State.FAULT
    assert "console.oidc.client_secret_file" in worst(CHECK, given)[1]


def test_none(tmp_path: Path) -> None:
    """That is well."""
    assert worst(CHECK, around(tmp_path))[0] is State.OK
