"""The ways put together; tests/gateway/proxy/test_identity.py runs them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gateway.errors import UserError
from gateway.parts.people import identity, keyed, people
from gateway.register import Admission, register
from gateway.settings import Settings
from gateway.store import paths
from support.proxy import CountingMeter
from support.stores import sqlite_url

ENTRY = {"approved_by": "WG", "approved_from": "2026-01-01", "approved_until": "2099-12-31"}


def settings(folder: Path, **more: Any) -> Settings:
    return Settings.model_validate({"data": {"dir": folder}, "store": {"url": sqlite_url(folder)}, **more})


def test_keys_are_made_once_and_private(tmp_path: Path) -> None:
    """The lasting key stays; each period has its own, as long as events are kept; files are the owner's."""
    given = settings(tmp_path, retention={"attempts_days": 30})
    one, two = keyed(given), keyed(given)
    assert one.lasting == two.lasting
    november, december = (one.periods(datetime(2026, month, 5, tzinfo=UTC)) for month in (11, 12))
    assert (november[0], december[0]) == ("2026-11", "2026-12")
    assert len({one.lasting, november[1], december[1]}) == 3
    assert two.periods(datetime(2026, 11, 30, tzinfo=UTC)) == november
    assert all(path.stat().st_mode & 0o077 == 0 for path in paths.person_keys(tmp_path).iterdir())


def test_a_damaged_key_refuses_to_start(tmp_path: Path) -> None:
    """Another key would make strangers of all."""
    given = settings(tmp_path)
    keyed(given)
    (paths.person_keys(tmp_path) / "lasting.key").write_bytes(b"short")
    with pytest.raises(UserError, match="restore it"):
        keyed(given)


@pytest.mark.parametrize(
    ("content", "mode", "says"),
    [("sk-x", 0o644, "chmod 600"), ("", 0o600, "holds no key"), ("a b", 0o600, "holds no key"), (None, 0, "cannot be read")],
)
def test_a_vendors_key(tmp_path: Path, content: str | None, mode: int, says: str) -> None:
    """A file that cannot be used, or that everybody may read, refuses to start and is named."""
    path = tmp_path / "vendor.key"
    if content is not None:
        path.write_text(content, encoding="ascii")
        path.chmod(mode)
    given = settings(tmp_path, tools={"openai": {**ENTRY, "provider_key_file": path}})
    with pytest.raises(UserError, match=rf"tools\.openai\.provider_key_file.*{says}"):
        identity(given, Admission(register(given)), CountingMeter(), None)


def test_every_way_can_be_made(tmp_path: Path) -> None:
    """Each way of the settings but Kerberos, which has its own tests."""
    from support.office_ca import OfficeCa

    ldap = {"servers": ["ldaps://dc1"], "bind_dn": "cn=x", "bind_password_file": "/x", "base": "dc=x"}
    more = {
        "order": ["header", "certificate", "addresses", "local", "ldap", "keys"],
        "ldap": ldap,
        "header": {"name": "X-User", "proxies": ["10.0.0.1"]},
        "certificate": {"ca": OfficeCa().write(tmp_path), "header": "X-Cert", "proxies": ["10.0.0.1"]},
        "addresses": {"file": tmp_path / "seats"},
    }
    given = settings(tmp_path, people=more)
    made = identity(given, Admission(register(given)), CountingMeter(), people(given))
    assert made._chain is not None
    assert [one.name for one in made._chain._ways] == more["order"]
    assert made._chain.challenges == ('Basic realm="Celnice", charset="UTF-8"',)
    assert made._hidden == {"proxy-authorization", "x-user", "x-cert"}
