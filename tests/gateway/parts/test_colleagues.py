"""Superiors and departments for the console and for mail, by a real OpenLDAP."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gateway.console.reader_ports import Told
from gateway.parts.colleagues import Colleagues, addresses, told_to
from gateway.people.api import Account, Wrong
from gateway.record.breach.case import Case
from gateway.settings import Settings
from support.proxy import CountingMeter
from support.slapd import BASE, SEARCHER, SEARCHER_PASSWORD, Slapd

MAIL = {"kind": "mail", "host": "mail.urad.example", "sender": "celnice@urad.example", "recipients": ["a@urad.example"]}


@pytest.fixture(scope="module")
def directory() -> Iterator[Slapd]:
    made = Slapd()
    try:
        made.is_superior("jana.novakova", "petr.svoboda", "petr.svoboda@urad.cz")
        made.is_superior("petr.svoboda", "karel.dvorak")
        yield made
    finally:
        made.remove()


def colleagues(settings: dict[str, Any], found: Account | Wrong | None = None) -> Colleagues:
    async def look(_account: str) -> Account | Wrong | None:
        return found

    return Colleagues(Settings.model_validate(settings), CountingMeter(), look)


def with_directory(slapd: Slapd, folder: Path) -> dict[str, Any]:
    (folder / "bind").write_text(SEARCHER_PASSWORD)
    ldap = {
        "servers": [slapd.tls],
        "ca": slapd.ca,
        "bind_dn": SEARCHER,
        "bind_password_file": folder / "bind",
        "base": BASE,
        "user_filter": "(&(objectClass=inetOrgPerson)(uid={account}))",
    }
    return {"people": {"ldap": ldap, "order": ["ldap"], "department_prefix": "odbor-"}}


def test_superior_and_address(directory: Slapd, tmp_path: Path) -> None:
    """The account, whether there is an address, and the address when a mail goes out."""
    settings = with_directory(directory, tmp_path)
    asked = colleagues(settings)
    assert asyncio.run(asked.superior("jana.novakova")) == ("petr.svoboda", True)
    assert asyncio.run(asked.superior("petr.svoboda")) == ("karel.dvorak", False)
    assert asyncio.run(asked.superior("vera.cerna")) == ("", False)
    assert asyncio.run(asked.superior("")) == ("", False)
    of = addresses(Settings.model_validate(settings), CountingMeter())
    assert [of("petr.svoboda"), of("karel.dvorak"), of("")] == ["petr.svoboda@urad.cz", "", ""]
    (tmp_path / "bind").write_text("jine")
    assert of("petr.svoboda") is None, "no answer is not nobody"
    assert asyncio.run(asked.superior("jana.novakova")) == ("", False), "and the page says that nobody knows"


def test_without_a_directory_nobody_knows() -> None:
    """A report is recorded all the same."""
    assert asyncio.run(colleagues({}).superior("jana.novakova")) == ("", False)
    assert addresses(Settings(), CountingMeter())("jana.novakova") == ""


@pytest.mark.parametrize(
    ("found", "department", "reason"),
    [
        (Account("jana", frozenset({"odbor-kultury", "cely-urad"})), "kultury", "the group with the prefix"),
        (Account("jana", frozenset({"odbor-kultury", "odbor-dopravy"})), "", "two: nobody can say"),
        (Account("jana", None), "", "no groups"),
        (Wrong.ACCOUNT, "", "not known"),
        (None, "", "nobody can say now"),
    ],
)
def test_department(found: Account | Wrong | None, department: str, reason: str) -> None:
    """By the groups that the proxy goes by."""
    assert asyncio.run(colleagues({"people": {"department_prefix": "odbor-"}}, found).department("jana")) == department, reason
    assert asyncio.run(colleagues({}, found).department("jana")) == ""


@pytest.mark.parametrize(
    ("feeds", "superior", "department", "mail", "told", "reason"),
    [
        ({"s": {"superior": True}}, "petr", "", True, Told.MAIL, "a feed to superiors, and an address"),
        ({"s": {"superior": True}}, "petr", "", False, Told.CONSOLE, "no address"),
        ({}, "petr", "", True, Told.CONSOLE, "no such feed"),
        ({"s": {"superior": True}}, "", "", False, Told.INSTEAD, "nobody above: the recipients of the feed"),
        ({"k": {"departments": ["odbor kultury"]}}, "", "odbor kultury", False, Told.DEPARTMENT, "the head of the department"),
        ({"k": {"departments": ["odbor kultury"]}}, "", "odbor dopravy", False, Told.NOBODY, "of another department"),
        ({}, "", "odbor kultury", False, Told.NOBODY, "no feed at all"),
    ],
)
def test_who_is_told(feeds: dict[str, dict[str, Any]], superior: str, department: str, mail: bool, told: Told, reason: str) -> None:
    """The page says what happens, and never that somebody is told who is not."""
    settings = {"feeds": {name: MAIL | more for name, more in feeds.items()}}
    assert colleagues(settings).told(superior, department, mail=mail) is told, reason


def test_reports_of_ones_people() -> None:
    """The newest first; somebody without an account is nobody's superior."""
    cases = [
        Case("1", facts={"superior": "petr"}),
        Case("2"),
        Case("3", facts={"superior": "karel"}),
        Case("4", facts={"superior": "petr"}),
    ]
    assert [one.id for one in told_to(cases, "petr")] == ["4", "1"]
    assert told_to(cases, "") == ()
