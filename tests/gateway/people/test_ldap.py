"""LDAP against a real OpenLDAP: passwords, groups, and every way in which a directory can be away."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gateway.people.api import Account, Asked, Broken, Found, Wrong
from gateway.people.breaker import FAILURES
from gateway.people.ldap import IN_CHAIN, LdapWay
from gateway.people.passwords import TRIES
from gateway.people_settings import Ldap
from support.office_ca import OfficeCa
from support.people import basic
from support.proxy import CountingMeter
from support.slapd import BASE, PASSWORD, SEARCHER, SEARCHER_PASSWORD, Slapd

NESTED = frozenset({"odbor-informatiky", "cely-urad"})


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "bind"
    path.write_text(f"{SEARCHER_PASSWORD}\n", encoding="utf-8")
    return path


@pytest.fixture
def directory(slapd: Slapd) -> Iterator[Slapd]:
    yield slapd
    slapd.thaw() if slapd._server else slapd.start()


def way(slapd: Slapd, secret: Path, meter: CountingMeter | None = None, **changes: Any) -> LdapWay:
    facts: dict[str, Any] = {
        "servers": (slapd.tls,),
        "ca": slapd.ca,
        "bind_dn": SEARCHER,
        "bind_password_file": secret,
        "base": BASE,
        "user_filter": "(&(objectClass=inetOrgPerson)(uid={account}))",
        "groups": "search",
        "timeout_seconds": 20,
        "cache_seconds": 0.0,
    }
    return LdapWay(Ldap.model_validate(facts | changes), meter or CountingMeter(), ("urad.cz",))


def asked(name: str, password: str = PASSWORD) -> Asked:
    return Asked("127.0.0.1", tuple(basic(name, password).items()))


def login(one: LdapWay, name: str, password: str = PASSWORD) -> Found:
    return asyncio.run(one.identify(asked(name, password)))


LOGINS: list[tuple[str, str, Found, str]] = [
    ("jana.novakova", PASSWORD, Account("jana.novakova", NESTED), "the right password, and a group inside a group"),
    ("JANA.NOVAKOVA@URAD.CZ", PASSWORD, Account("jana.novakova", NESTED), "another spelling of the same account"),
    ("karel.dvorak", PASSWORD, Account("karel.dvorak", frozenset({"kruh", "kruh-2"})), "groups that hold each other end somewhere"),
    ("vera.cerna", PASSWORD, Account("vera.cerna", frozenset()), "no group at all"),
    ("jana.novakova", "spatne", Wrong.CREDENTIALS, "a wrong password"),
    ("nikdo", PASSWORD, Wrong.CREDENTIALS, "an unknown account says the same"),
    ("*", PASSWORD, Wrong.CREDENTIALS, "a filter is not extended by a name"),
    ("jana.novakova)(uid=*", PASSWORD, Wrong.CREDENTIALS, "nor closed by one"),
    ("jana.novakova", "", Wrong.MALFORMED, "an empty password would bind anonymously"),
]


@pytest.mark.parametrize(("name", "password", "expected", "why"), LOGINS, ids=[row[3] for row in LOGINS])
def test_logins(slapd: Slapd, secret: Path, name: str, password: str, expected: Found, why: str) -> None:
    """A password is proved by binding as the one entry of that account."""
    assert login(way(slapd, secret), name, password) == expected, why


def test_one_account_has_one_spelling(slapd: Slapd, secret: Path) -> None:
    """What a directory takes for the same name and we do not is nobody: else a stopped person would be somebody new by one more blank."""
    one = way(slapd, secret, user_filter="(&(objectClass=inetOrgPerson)(displayName={account}))")
    assert login(one, "Jana Novakova@URAD.CZ") == Account("jana novakova", NESTED)
    assert login(one, "jana  novakova") is Wrong.CREDENTIALS
    assert asyncio.run(one.groups("jana  novakova")) is Wrong.ACCOUNT


BOTH = "(&(objectClass=inetOrgPerson)(|(uid={account})(displayName={account})))"


@pytest.mark.parametrize(
    ("changes", "account"),
    [
        ({}, "jana.novakova"),
        ({"account_attribute": "displayName"}, "jana novakova"),
        ({"account_attribute": "sn"}, "novakova"),
        ({"user_filter": "(&(objectClass=inetOrgPerson)(|(displayName={account})(uid={account})))"}, "jana novakova"),
    ],
)
def test_two_names_are_one_account(slapd: Slapd, secret: Path, changes: dict[str, str], account: str) -> None:
    """Whichever of its names finds an entry, the account is the same: of the attribute that is set, or the first of the filter."""
    one = way(slapd, secret, **{"user_filter": BOTH, **changes})
    for typed in ("jana.novakova", "Jana Novakova"):
        assert login(one, typed) == Account(account, NESTED)
        assert asyncio.run(one.groups(typed.lower())) == Account(account, NESTED)


def test_an_entry_without_its_name(slapd: Slapd, secret: Path) -> None:
    """Whose account nobody can say is let in by no other name."""
    assert login(way(slapd, secret, user_filter=BOTH, account_attribute="employeeNumber"), "jana.novakova") is Broken.SETUP


def test_starttls(slapd: Slapd, secret: Path) -> None:
    """A plain port is used over StartTLS only."""
    assert login(way(slapd, secret, servers=(slapd.plain,)), "jana.novakova") == Account("jana.novakova", NESTED)


def test_member_of(slapd: Slapd, secret: Path) -> None:
    """The attribute memberOf gives the direct groups by their names."""
    found = login(way(slapd, secret, groups="member_of"), "jana.novakova")
    assert found == Account("jana.novakova", frozenset({"odbor-informatiky"}))


def test_groups_of_whom_another_way_proved(slapd: Slapd, secret: Path) -> None:
    """Groups without a password; an account that the directory does not know is refused."""
    one = way(slapd, secret)
    assert asyncio.run(one.groups("jana.novakova")) == Account("jana.novakova", NESTED)
    assert asyncio.run(one.groups("nikdo")) is Wrong.ACCOUNT


def test_the_chain_rule_is_active_directorys() -> None:
    """LDAP_MATCHING_RULE_IN_CHAIN has the number that MS-ADTS gives it."""
    assert IN_CHAIN == "(member:1.2.840.113556.1.4.1941:={dn})"


def test_guessing_is_braked(slapd: Slapd, secret: Path) -> None:
    """After some wrong passwords even the right one waits."""
    one = way(slapd, secret)
    assert [login(one, "petr.svoboda", f"spatne-{number}") for number in range(TRIES)] == [Wrong.CREDENTIALS] * TRIES
    assert login(one, "petr.svoboda") is Wrong.BLOCKED
    assert login(one, "jana.novakova") == Account("jana.novakova", NESTED)


def test_a_right_password_is_believed_for_a_while(directory: Slapd, secret: Path) -> None:
    """Within the time of the settings the directory is not asked again; a wrong one is never remembered."""
    one = way(directory, secret, cache_seconds=60.0)
    assert isinstance(login(one, "jana.novakova"), Account)
    directory.stop()
    assert isinstance(login(one, "jana.novakova"), Account)
    assert login(one, "jana.novakova", "spatne") is Broken.UNREACHABLE


def test_a_directory_that_is_down_is_left_alone(directory: Slapd, secret: Path) -> None:
    """Nobody gets in; after some failures nobody asks any more, and the metric says so."""
    meter = CountingMeter()
    one = way(directory, secret, meter)
    directory.stop()
    assert [login(one, "jana.novakova") for _ in range(FAILURES)] == [Broken.UNREACHABLE] * FAILURES
    assert meter.seen["down", "ldap"] == 1
    directory.start()
    assert login(one, "jana.novakova") is Broken.UNREACHABLE  # its pause is not over
    one._breaker._until = 0.0
    assert isinstance(login(one, "jana.novakova"), Account)
    assert meter.seen["down", "ldap"] == 0


def test_the_second_server_answers_for_the_first(slapd: Slapd, secret: Path) -> None:
    """Servers are asked in order."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        gone = f"ldaps://127.0.0.1:{nobody.getsockname()[1]}"
        assert isinstance(login(way(slapd, secret, servers=(gone, slapd.tls)), "jana.novakova"), Account)


@pytest.mark.parametrize("plain", [False, True], ids=["ldaps", "starttls"])
def test_a_directory_that_hangs_is_given_up(directory: Slapd, secret: Path, plain: bool) -> None:
    """A server that accepts and says nothing costs the limit of the settings, and no more."""
    one = way(directory, secret, servers=(directory.plain if plain else directory.tls,), timeout_seconds=1)
    directory.freeze()
    assert login(one, "jana.novakova") is Broken.UNREACHABLE


def test_another_authoritys_certificate(slapd: Slapd, secret: Path, tmp_path: Path) -> None:
    """A server that the office's authority did not sign gets no password."""
    other = OfficeCa(name="Somebody else").write(tmp_path)
    assert login(way(slapd, secret, ca=other), "jana.novakova") is Broken.UNREACHABLE
    assert login(way(slapd, secret, ca=other, servers=(slapd.plain,)), "jana.novakova") is Broken.UNREACHABLE


def test_another_hosts_certificate(slapd: Slapd, secret: Path) -> None:
    """A certificate for another name gets no password."""
    assert login(way(slapd, secret, servers=(slapd.tls.replace("127.0.0.1", "localhost"),)), "jana.novakova") is Broken.UNREACHABLE


def test_the_gateways_own_password_is_wrong(slapd: Slapd, secret: Path) -> None:
    """That is the office's affair, and no reason to leave the directory alone."""
    secret.write_text("spatne", encoding="utf-8")
    one = way(slapd, secret)
    assert [login(one, "jana.novakova") for _ in range(FAILURES + 1)] == [Broken.REFUSED] * (FAILURES + 1)


def test_one_question_at_a_time(slapd: Slapd, secret: Path) -> None:
    """A browser's six connections ask the directory once."""
    one = way(slapd, secret, cache_seconds=60.0)
    asking = 0
    original = one._login

    def counted(account: str, password: str) -> Found:
        nonlocal asking
        asking += 1
        return original(account, password)

    one._login = counted  # type: ignore[method-assign]

    async def six() -> list[Found]:
        return list(await asyncio.gather(*(one.identify(asked("jana.novakova")) for _ in range(6))))

    assert asyncio.run(six()) == [Account("jana.novakova", NESTED)] * 6
    assert asking == 1


def test_nothing_of_a_login_is_logged(slapd: Slapd, secret: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Neither names nor passwords, whatever happens."""
    caplog.set_level(logging.DEBUG)
    for password in (PASSWORD, "spatne"):
        login(way(slapd, secret), "jana.novakova", password)
    assert "jana" not in caplog.text
    assert PASSWORD not in caplog.text
    assert "jana" not in repr(asked("jana.novakova"))


def test_who_somebody_is_to_a_directory(slapd: Slapd, secret: Path) -> None:
    """The entry's own id, the same by a password and by a look at the groups, another for a colleague."""
    one = way(slapd, secret)
    found = [login(one, "jana.novakova"), asyncio.run(one.groups("jana.novakova")), login(one, "vera.cerna")]
    subjects = [account.subject for account in found if isinstance(account, Account)]
    assert subjects[0] == subjects[1] != subjects[2]
    assert all(subject.startswith("ldap:") for subject in subjects)
