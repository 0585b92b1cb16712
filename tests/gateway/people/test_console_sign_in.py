"""Signing in at the console against a real OpenLDAP, through its pages: roles from groups, and every way in which it ends otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import create_autospec

import pytest

from gateway.accounts.account import Account
from gateway.accounts.role import Role
from gateway.parts.accounts import reception
from gateway.people.api import Meter
from gateway.people.passwords import hashed
from gateway.settings import Settings
from gateway.store.accounts import AccountStore
from gateway.store.events import EventStore
from gateway.store.migrate import migrate
from gateway.store.url import store_url
from support.console import Parts
from support.reception import Browser
from support.slapd import BASE, PASSWORD, SEARCHER, SEARCHER_PASSWORD, Slapd

NOBODY = "Účet nebo heslo nesouhlasí."
AWAY = "Adresář osob teď neodpovídá"


@pytest.fixture
def directory(slapd: Slapd) -> Iterator[Slapd]:
    yield slapd
    if slapd._server is None:
        slapd.start()


@dataclass
class Office:
    """A console whose people stand in a directory."""

    settings: Settings
    events: EventStore

    def sign_in(self, name: str, password: str = PASSWORD) -> tuple[Browser, Any]:
        """A fresh browser, and the answer to the form."""
        made = reception(self.settings, self.events, create_autospec(Meter))
        browser = Browser(Parts(reception=made).app())
        return browser, browser.post("/sign-in", account=name, password=password)

    def keep(self, account: Account) -> None:
        with closing(AccountStore(store_url(self.settings))) as keeper:
            keeper.put(account)


@pytest.fixture
def office(directory: Slapd, tmp_path: Path) -> Iterator[Office]:
    secret = tmp_path / "bind"
    secret.write_text(f"{SEARCHER_PASSWORD}\n", encoding="utf-8")
    secret.chmod(0o600)
    ldap = {
        "servers": [directory.tls],
        "ca": directory.ca,
        "bind_dn": SEARCHER,
        "bind_password_file": secret,
        "base": BASE,
        "user_filter": "(&(objectClass=inetOrgPerson)(uid={account})(!(employeeType=disabled)))",
        "groups": "search",
        "timeout_seconds": 10,
        "cache_seconds": 0.0,
    }
    roles = {"dpo": ["odbor-informatiky"], "employee": ["cely-urad"]}
    given = Settings.model_validate(
        {
            "data": {"dir": tmp_path},
            "people": {"order": ["ldap"], "domains": ["urad.cz"], "ldap": ldap},
            "console": {"roles": roles, "second_factor": "nobody"},
        }
    )
    migrate(store_url(given))
    with closing(EventStore(store_url(given))) as events:
        yield Office(given, events)


@pytest.mark.parametrize(
    ("name", "begins", "role", "why"),
    [
        ("jana.novakova", "/cases", "pověřenec", "a group of the role, which lies in another group"),
        ("JANA.NOVAKOVA@URAD.CZ", "/cases", "pověřenec", "another spelling of the same person"),
        ("petr.svoboda", "/start", "zaměstnanec", "the group of employees alone"),
    ],
)
def test_groups_give_roles(office: Office, name: str, begins: str, role: str, why: str) -> None:
    """Whoever the directory proves begins at the page of the role that their groups give."""
    browser, answer = office.sign_in(name)
    assert (answer.status_code, bool(browser.cookie)) == (303, True), why
    assert browser.get("/").headers.get("location", "/") == begins
    assert role in browser.get("/account").text.lower()
    told = office.events.latest(1).rows[0]
    assert told.type == "console.signed_in"


@pytest.mark.parametrize(
    ("name", "password", "status", "why"),
    [
        ("jana.novakova", PASSWORD + "x", 401, "a wrong password"),
        ("nikdo", PASSWORD, 401, "nobody of that name"),
        ("jana.novakova", "", 401, "an empty password, with which a directory would bind anonymously"),
        ("*", PASSWORD, 401, "a filter is not extended by a name"),
        ("vera.cerna", PASSWORD, 403, "proved, and in no group that gives a role"),
    ],
)
def test_others_stay_outside(office: Office, name: str, password: str, status: int, why: str) -> None:
    """No session, and no word of which of name and password it was."""
    browser, answer = office.sign_in(name, password)
    assert (answer.status_code, browser.cookie) == (status, ""), why
    assert PASSWORD not in answer.text


def test_a_disabled_account_stays_outside(office: Office, directory: Slapd) -> None:
    """Disabled in the directory or here: the same answer as to a wrong password."""
    person = f"dn: uid=petr.svoboda,ou=people,{BASE}\nchangetype: modify\n"
    directory.modify(f"{person}replace: employeeType\nemployeeType: disabled\n")
    try:
        there = office.sign_in("petr.svoboda")[1]
    finally:
        directory.modify(f"{person}delete: employeeType\n")
    assert office.sign_in("petr.svoboda")[1].status_code == 303, "and enabled again, they come in"
    office.keep(Account("jana.novakova", "Jana Nováková", frozenset({Role.DPO}), disabled=True))
    here, wrong = office.sign_in("jana.novakova")[1], office.sign_in("karel.dvorak", "spatne")[1]
    assert {one.status_code for one in (there, here, wrong)} == {401}
    assert all(NOBODY in one.text for one in (there, here, wrong))


def test_the_directory_is_down(office: Office, directory: Slapd) -> None:
    """Who stands in it is told that it does not answer; who has a password here comes in; and with it back, everybody does."""
    office.keep(Account("vera", "Věra Správná", frozenset({Role.ADMINISTRATOR}), hashed(PASSWORD)))
    directory.stop()
    browser, answer = office.sign_in("jana.novakova")
    assert (answer.status_code, browser.cookie, AWAY in answer.text) == (503, "", True)
    assert office.sign_in("vera")[1].status_code == 303
    directory.start()
    assert office.sign_in("jana.novakova")[1].status_code == 303
