"""The directory: a real OpenLDAP, and none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gateway.doctor.api import State
from gateway.doctor.checks.ldap import CHECK
from support.doctor import around, states, worst
from support.slapd import BASE, SEARCHER, SEARCHER_PASSWORD, Slapd


@pytest.fixture(scope="module")
def slapd() -> Iterator[Slapd]:
    directory = Slapd()
    yield directory
    directory.remove()


def _people(slapd: Slapd, folder: Path, **changes: Any) -> dict[str, Any]:
    secret = folder / "secret"
    secret.write_text(changes.pop("password", SEARCHER_PASSWORD))
    given = {"servers": [slapd.tls], "ca": slapd.ca, "bind_dn": SEARCHER, "bind_password_file": secret, "base": BASE, "timeout_seconds": 20}
    return {"ldap": {**given, **changes}}


def test_sound(tmp_path: Path, slapd: Slapd) -> None:
    """LDAPS and StartTLS."""
    people = _people(slapd, tmp_path, servers=[slapd.tls, slapd.plain])
    assert states(CHECK.run(around(tmp_path, people=people))) == ["OK", "OK"]


@pytest.mark.parametrize(
    ("changes", "word", "reason"),
    [
        ({"password": "jine-heslo"}, "bind_dn", "the account's password was changed"),
        ({"base": "dc=jinde,dc=test"}, "people.ldap.base", "a typing mistake in the base"),
        ({"ca": None}, "people.ldap.ca", "its authority is not the system's"),
        ({"servers": ["ldaps://127.0.0.1:1"]}, "TCP 636", "nobody listens"),
    ],
)
def test_faults(tmp_path: Path, slapd: Slapd, changes: dict[str, Any], word: str, reason: str) -> None:
    """Each with the setting to look at, and never the password."""
    state, said = worst(CHECK, around(tmp_path, people=_people(slapd, tmp_path, **changes)))
    assert state is State.FAULT, reason
    assert word in said
    assert "heslo" not in said


def test_one_of_two_is_gone(tmp_path: Path, slapd: Slapd) -> None:
    """Everybody still gets in, so it is a warning: nobody would notice otherwise."""
    people = _people(slapd, tmp_path, servers=["ldaps://127.0.0.1:1", slapd.tls])
    assert states(CHECK.run(around(tmp_path, people=people))) == ["WARNING", "OK"]


def test_none_is_set(tmp_path: Path) -> None:
    """That is well."""
    assert worst(CHECK, around(tmp_path))[0] is State.OK
