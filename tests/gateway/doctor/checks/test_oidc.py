"""The identity provider: a small one on this machine, and what can be wrong with it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import KeySet

from gateway.doctor.api import State
from gateway.doctor.checks import oidc
from gateway.doctor.checks.oidc import CHECK
from support.doctor import around, states, worst
from support.identity_provider import CLIENT, IdentityProvider, identity_provider


def _at(folder: Path, issuer: str, **more: Any) -> Any:
    return around(folder, console={"oidc": {"issuer": issuer, "client_id": CLIENT, **more}})


def test_sound(tmp_path: Path) -> None:
    """Description and keys."""
    with identity_provider() as there:
        assert states(CHECK.run(_at(tmp_path, there.issuer))) == ["OK"]
    assert worst(CHECK, around(tmp_path))[0] is State.OK


@pytest.mark.parametrize(
    ("wrong", "word", "reason"),
    [
        ({"away": True}, "answers 503", "the provider is down"),
        ({"keys": KeySet([])}, "jwks_uri", "no keys: no token can be believed"),
        ({"issuer": "https://login.example.test/other"}, "something else", "another realm, or a slash too many"),
    ],
)
def test_faults(tmp_path: Path, wrong: dict[str, Any], word: str, reason: str) -> None:
    """Each with what to look at."""
    with identity_provider() as there:
        at = _at(tmp_path, there.issuer)
        for name, value in wrong.items():
            setattr(there, name, value)
        state, said = worst(CHECK, at)
    assert state is State.FAULT, reason
    assert word in said


def test_nobody_there_and_no_authority(tmp_path: Path) -> None:
    """Nobody listens; the file of authorities is none."""
    assert "ConnectError" in worst(CHECK, _at(tmp_path, "http://127.0.0.1:1"))[1]
    (tmp_path / "ca.pem").write_text("none")
    state, said = worst(CHECK, _at(tmp_path, "https://login.example.test", ca=tmp_path / "ca.pem"))
    assert state is State.FAULT
    assert "console.oidc.ca" in said


def test_another_clock(tmp_path: Path) -> None:
    """Tokens have times: who is further off than the leeway hears of it before people do."""
    assert not list(oidc._clock("Mon, 23 Nov 2026 08:00:30 GMT", datetime(2026, 11, 23, 8, 0, 0, tzinfo=UTC)))
    assert states(oidc._clock("Mon, 23 Nov 2026 08:02:00 GMT", datetime(2026, 11, 23, 8, 0, 0, tzinfo=UTC))) == ["WARNING"]
    assert not list(oidc._clock("", datetime.now(UTC)))
    assert IdentityProvider().description()["issuer"] == ""
