"""Superiors by a real OpenLDAP."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from gateway.people.api import Broken
from gateway.people.superior import Superior, Superiors, _address
from gateway.people_settings import Ldap
from support.proxy import CountingMeter
from support.slapd import BASE, SEARCHER, SEARCHER_PASSWORD, Slapd


@pytest.fixture(scope="module")
def house(slapd: Slapd) -> Slapd:
    """Jana's superior is Petr, who has an address; Petr's is Karel, who has none; Karel is his own; Věra has nobody."""
    slapd.is_superior("jana.novakova", "petr.svoboda", "petr.svoboda@urad.cz")
    slapd.is_superior("petr.svoboda", "karel.dvorak")
    slapd.is_superior("karel.dvorak", "karel.dvorak")
    return slapd


def asked(slapd: Slapd, folder: Path, **changes: Any) -> Superiors:
    (folder / "bind").write_text(SEARCHER_PASSWORD)
    facts: dict[str, Any] = {
        "servers": (slapd.tls,),
        "ca": slapd.ca,
        "bind_dn": SEARCHER,
        "bind_password_file": folder / "bind",
        "base": BASE,
        "user_filter": "(&(objectClass=inetOrgPerson)(uid={account}))",
        "groups": "search",
    }
    return Superiors(Ldap.model_validate(facts | changes), CountingMeter(), ("urad.cz",))


@pytest.mark.parametrize(
    ("account", "superior", "reason"),
    [
        ("jana.novakova", Superior("petr.svoboda", "petr.svoboda@urad.cz"), "named, with an address"),
        ("jana.novakova@urad.cz", Superior("petr.svoboda", "petr.svoboda@urad.cz"), "the account in another spelling"),
        ("petr.svoboda", Superior("karel.dvorak"), "named, without an address"),
        ("karel.dvorak", None, "nobody is told of their own report as a superior"),
        ("vera.cerna", None, "the directory names nobody"),
        ("nikdo", None, "the directory knows no such account"),
        ("*", None, "no account, and no wildcard"),
    ],
)
def test_who_is_above(house: Slapd, tmp_path: Path, account: str, superior: Superior | None, reason: str) -> None:
    """The entry that ``manager`` names, by its own account."""
    assert asyncio.run(asked(house, tmp_path).superior(account)) == superior, reason


def test_an_address_alone(house: Slapd, tmp_path: Path) -> None:
    """By the account, when the mail goes out."""
    directory = asked(house, tmp_path)
    assert asyncio.run(directory.mail("petr.svoboda")) == "petr.svoboda@urad.cz"
    assert asyncio.run(directory.mail("karel.dvorak")) == ""
    assert asyncio.run(directory.mail("nikdo")) == ""


def test_it_can_be_switched_off(house: Slapd, tmp_path: Path) -> None:
    """Without the attribute's name nobody is asked."""
    assert asyncio.run(asked(house, tmp_path, manager_attribute="").superior("jana.novakova")) is None


def test_no_answer_is_not_nobody(house: Slapd, tmp_path: Path) -> None:
    """A directory that refuses the gateway's account has not said that there is no superior."""
    directory = asked(house, tmp_path)
    (tmp_path / "bind").write_text("jine")
    assert asyncio.run(directory.superior("jana.novakova")) is Broken.REFUSED
    assert asyncio.run(directory.mail("jana.novakova")) is Broken.REFUSED


@pytest.mark.parametrize("written", ["", "nikdo", "a@b, c@d", "a@b@c", "Jana <jana@urad.cz>", "a@b\nBcc: c@d", "jána@urad.cz"])
def test_what_is_no_address(written: str) -> None:
    """Whatever stands in the directory, a mail has one recipient."""
    assert _address([written]) == _address(written) == ""


def test_nothing_names_the_person() -> None:
    """Neither account nor address is in a repr."""
    assert repr(Superior("petr.svoboda", "petr.svoboda@urad.cz")) == "Superior()"
