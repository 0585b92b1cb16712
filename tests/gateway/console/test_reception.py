"""Signing in, with accounts in a real store."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.accounts.account import TRIES, Account
from gateway.accounts.role import Role
from gateway.accounts.second_factor import code_at, digest_of_code, new_secret
from gateway.accounts.session import Stage
from gateway.console.admission import Admitted, Refusal
from gateway.console.provider import Provided
from gateway.console.self_service import begin_enrolment
from gateway.console.visitor import Visitor
from gateway.people.api import Account as Proved
from gateway.people.api import Found
from support.reception import DIRECTORY, PASSWORD, Desk, account_of
from support.reception import prove as prove_here

SECRET = b"12345678901234567890"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    account_of(made, "vera", Role.ADMINISTRATOR)
    return made


def tried(desk: Desk, name: str, password: str = PASSWORD) -> Admitted | Refusal:
    return asyncio.run(desk.reception.sign_in(name, password, "Firefox, Linux"))


def signed_in(desk: Desk, name: str) -> Admitted:
    answer = tried(desk, name)
    assert isinstance(answer, Admitted)
    return answer


def seen(desk: Desk, admitted: Admitted) -> Visitor | None:
    return asyncio.run(desk.reception.visitor(admitted.value))


@pytest.mark.parametrize(
    ("name", "password", "expected", "reason"),
    [
        ("vera", PASSWORD, {Role.ADMINISTRATOR}, "an account of the console"),
        (" VERA ", PASSWORD, {Role.ADMINISTRATOR}, "one spelling"),
        ("jana", PASSWORD, {Role.DPO, Role.EMPLOYEE}, "the directory, with a group that gives a role"),
        ("petr", PASSWORD, {Role.EMPLOYEE}, "the directory, with no such group"),
        ("vera", PASSWORD + "x", Refusal.WRONG, "not that password"),
        ("jana", "jiné heslo jiné", Refusal.WRONG, "not that password"),
        ("nikdo", PASSWORD, Refusal.WRONG, "nobody"),
        ("", PASSWORD, Refusal.WRONG, "no name"),
        ("vera", "", Refusal.WRONG, "no password"),
        ("vera", "x" * 2000, Refusal.WRONG, "a book"),
        ("vera\n", PASSWORD, {Role.ADMINISTRATOR}, "a blank at the end"),
    ],
)
def test_who_is_let_in(desk: Desk, name: str, password: str, expected: set[Role] | Refusal, reason: str) -> None:
    """Name and password, here or with the people of the proxy; what groups give and what stands here add up."""
    answer = tried(desk, name, password)
    if isinstance(expected, Refusal):
        assert answer is expected, reason
    else:
        assert isinstance(answer, Admitted), reason
        visitor = seen(desk, answer)
        assert visitor is not None
        assert visitor.roles == expected, reason


def test_an_account_here_adds_roles_to_those_of_groups(desk: Desk) -> None:
    """One person, whoever proves them."""
    desk.keeper.put(Account("jana", "Mgr. Jana Vzorová", frozenset({Role.WORKING_GROUP})))
    visitor = seen(desk, signed_in(desk, "jana"))
    assert visitor is not None
    assert visitor.roles == {Role.DPO, Role.EMPLOYEE, Role.WORKING_GROUP}
    assert visitor.name == "Mgr. Jana Vzorová"


def test_guessing_rests_the_account_and_ends_by_itself(desk: Desk) -> None:
    """After five wrong ones the right one waits, too; a minute later it counts, and all is forgotten."""
    for _ in range(TRIES):
        assert tried(desk, "vera", "špatně") is Refusal.WRONG
    assert tried(desk, "vera") is Refusal.RESTS
    desk.wait(minutes=1, seconds=1)
    signed_in(desk, "vera")
    known = desk.keeper.get("vera")
    assert known is not None
    assert known.wrong == 0


def test_whoever_left_the_directory_is_out_within_minutes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A group that is lost ends the session, is written down, and the next sign-in gives what is left."""
    admitted = signed_in(desk, "jana")
    monkeypatch.setitem(DIRECTORY, "jana", (PASSWORD, frozenset()))
    assert seen(desk, admitted) is not None
    desk.wait(minutes=5)
    assert seen(desk, admitted) is None
    assert desk.told[-1] == ("console.refused", {"account": "jana", "why": "no_role"})
    assert desk.keeper.sessions("jana") == []
    visitor = seen(desk, signed_in(desk, "jana"))
    assert visitor is not None
    assert visitor.roles == {Role.EMPLOYEE}


def test_another_name_of_the_same_person(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever of its names was typed, the account is the directory's own: with its second factor, its lock and its rest."""
    alias = "jana.vzorova@urad.example"

    async def prove(name: str, password: str) -> Found:
        return await prove_here("jana" if name == alias else name, password)

    monkeypatch.setattr(desk.reception, "_prove", prove)
    visitor = seen(desk, signed_in(desk, alias))
    assert visitor is not None
    assert (visitor.account, visitor.roles) == ("jana", {Role.DPO, Role.EMPLOYEE})
    for changes in ({"disabled": True}, {"password": "$argon2id$x"}, {"wrong": TRIES, "wrong_at": desk.now}):
        desk.keeper.put(Account("jana"))
        desk.keeper.change("jana", **changes)
        assert tried(desk, alias) is Refusal.WRONG, changes


def test_guessing_at_once_is_guessing(desk: Desk) -> None:
    """Of many passwords, or codes, that come at the same time no more are looked at than of as many in a row."""

    async def at_once() -> list[Admitted | Refusal]:
        return await asyncio.gather(*(desk.reception.sign_in("vera", f"špatně {one}", "") for one in range(3 * TRIES)))

    assert asyncio.run(at_once()).count(Refusal.WRONG) == TRIES
    desk.wait(minutes=30)
    known = desk.keeper.change("vera", wrong=0, wrong_at=None, secret=desk.reception.sealed(new_secret()))
    assert known is not None
    with ThreadPoolExecutor(3 * TRIES) as threads:
        assert not any(threads.map(lambda _: desk.reception.proves(known, "žádný"), range(3 * TRIES)))
    after = desk.keeper.get("vera")
    assert after is not None
    assert after.wrong == TRIES


def test_what_is_typed_is_in_no_event(desk: Desk) -> None:
    """A name that is no account's may be a password in the wrong field."""
    tried(desk, "moje tajné heslo", "x")
    tried(desk, "vera", "moje tajné heslo")
    signed_in(desk, "vera")
    assert [(kind, what["account"]) for kind, what in desk.told] == [
        ("console.refused", ""),
        ("console.refused", "vera"),
        ("console.signed_in", "vera"),
    ]
    assert "tajné" not in repr(desk.told)


@pytest.mark.parametrize(
    ("minutes", "stands", "reason"),
    [
        ([29, 29, 29], True, "in use"),
        ([31], False, "idle"),
        ([29] * 21, False, "its day is over, in use or not"),
    ],
)
def test_a_session_ends(desk: Desk, minutes: list[int], stands: bool, reason: str) -> None:
    """Idle, or after its whole length."""
    admitted = signed_in(desk, "vera")
    visitor = None
    for wait in minutes:
        desk.wait(minutes=wait)
        visitor = seen(desk, admitted)
    assert (visitor is not None) is stands, reason


@pytest.mark.parametrize("changes", [{"disabled": True}, {"roles": frozenset({Role.EMPLOYEE}), "end": True}])
def test_a_change_of_the_account_ends_its_sessions(desk: Desk, changes: dict[str, object]) -> None:
    """At once, not at the next sign-in."""
    admitted = signed_in(desk, "vera")
    desk.keeper.change("vera", **changes)  # type: ignore[arg-type]
    assert seen(desk, admitted) is None


def test_a_second_factor_is_asked_for(desk: Desk) -> None:
    """The password opens nothing alone; a code counts once, and the half session's cookie not at all afterwards."""
    desk.keeper.change("vera", secret=desk.reception.sealed(SECRET))
    half = signed_in(desk, "vera")
    assert half.stage is Stage.CODE
    assert seen(desk, half) is None
    assert asyncio.run(desk.reception.code(half.value, "000000")) is Refusal.CODE
    code = code_at(SECRET, desk.now)
    full = asyncio.run(desk.reception.code(half.value, f" {code[:3]} {code[3:]} "))
    assert isinstance(full, Admitted)
    assert seen(desk, full) is not None
    assert asyncio.run(desk.reception.code(half.value, code)) is Refusal.OVER
    again = signed_in(desk, "vera")
    assert asyncio.run(desk.reception.code(again.value, code)) is Refusal.CODE, "seen over the shoulder, it works for nobody else"


def test_a_recovery_code_works_once(desk: Desk) -> None:
    """Whatever its letters' case and dashes."""
    desk.keeper.change("vera", secret=desk.reception.sealed(SECRET), codes=(digest_of_code("abcde-fghjk"),))
    for expected in (True, False):
        half = signed_in(desk, "vera")
        assert isinstance(asyncio.run(desk.reception.code(half.value, "ABCDEFGHJK")), Admitted) is expected


def test_half_a_session_does_not_last(desk: Desk) -> None:
    """Between password and code there are ten minutes."""
    desk.keeper.change("vera", secret=desk.reception.sealed(SECRET))
    half = signed_in(desk, "vera")
    desk.wait(minutes=11)
    assert asyncio.run(desk.reception.code(half.value, code_at(SECRET, desk.now))) is Refusal.OVER


@pytest.mark.parametrize(
    ("rule", "name", "stage"),
    [
        ("privileged", "vera", Stage.ENROL),
        ("privileged", "jana", Stage.ENROL),
        ("privileged", "petr", Stage.FULL),
        ("everybody", "petr", Stage.ENROL),
        ("nobody", "vera", Stage.FULL),
    ],
)
def test_who_needs_a_second_factor(rule: str, name: str, stage: Stage, tmp_path: Path) -> None:
    """Roles beyond employee, by default."""
    desk = Desk(tmp_path, rule)  # type: ignore[arg-type]
    account_of(desk, "vera", Role.ADMINISTRATOR)
    assert signed_in(desk, name).stage is stage


def test_somebody_of_the_directory_keeps_a_second_factor_here(tmp_path: Path) -> None:
    """The account that is made for it gives no role and holds no password."""
    desk = Desk(tmp_path, "privileged")
    half = signed_in(desk, "jana")
    shown = desk.reception.enrolment(half.value)
    assert shown is not None
    done = desk.reception.enrol(half.value, code_at(shown[1], desk.now))
    assert not isinstance(done, Refusal)
    visitor = seen(desk, done[0])
    assert visitor is not None
    assert visitor.roles == {Role.DPO, Role.EMPLOYEE}
    known = desk.keeper.get("jana")
    assert known is not None
    assert (known.roles, known.password) == (frozenset(), "")
    assert seen(desk, half) is None
    desk.wait(minutes=1)
    assert signed_in(desk, "jana").stage is Stage.CODE


def test_another_key_opens_no_second_factor(desk: Desk) -> None:
    """A lost key refuses; it never lets in without the code."""
    desk.keeper.change("vera", secret="sealed under another key")
    half = signed_in(desk, "vera")
    assert asyncio.run(desk.reception.code(half.value, "123456")) is Refusal.CODE


def test_whom_the_provider_proved(desk: Desk) -> None:
    """No code here: the second factor is the provider's. A locked account stays locked."""
    admitted = desk.reception.provided(Provided("petra", "Petra Vzorová", frozenset({"CN-DPO"}), subject="oidc:1"), "")
    assert isinstance(admitted, Admitted)
    visitor = seen(desk, admitted)
    assert visitor is not None
    assert (visitor.name, visitor.roles) == ("Petra Vzorová", {Role.DPO, Role.EMPLOYEE})
    assert visitor.ids == ("account:petra", "oidc:1")
    assert desk.reception.provided(Provided("vera", "", frozenset({"CN-DPO"})), "") is Refusal.ROLE, "she has a password here"
    desk.keeper.change("vera", disabled=True)
    assert desk.reception.provided(Provided("vera", "", frozenset()), "") is Refusal.ROLE


def test_a_new_colleague_of_the_same_name_is_not_the_old_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The directory knows another entry by that name: nobody is let in until an administrator releases the account."""
    subject = "ldap:1"

    async def prove(name: str, password: str) -> Found:
        found = await prove_here(name, password)
        return replace(found, subject=subject) if isinstance(found, Proved) else found

    monkeypatch.setattr(desk.reception, "_prove", prove)
    first = asyncio.run(desk.reception.sign_in("jana", PASSWORD, ""))
    assert isinstance(first, Admitted)
    assert first.visitor is not None
    assert first.visitor.ids == ("account:jana", "ldap:1")
    subject = "ldap:2"
    assert asyncio.run(desk.reception.sign_in("jana", PASSWORD, "")) is Refusal.SUBJECT
    assert desk.told[-1] == ("console.refused", {"account": "jana", "why": "subject"})
    desk.keeper.unbind("jana")
    assert isinstance(asyncio.run(desk.reception.sign_in("jana", PASSWORD, "")), Admitted)


def test_an_open_page_is_no_use_of_a_session(desk: Desk) -> None:
    """Looking whether it still stands keeps nobody signed in."""
    admitted = asyncio.run(desk.reception.sign_in("jana", PASSWORD, ""))
    assert isinstance(admitted, Admitted)
    for _ in range(2):
        assert asyncio.run(desk.reception.standing(admitted.value))
        desk.wait(minutes=15)
    assert not asyncio.run(desk.reception.standing(admitted.value))


def test_setting_up_a_second_factor_prolongs_no_session(desk: Desk) -> None:
    """A whole session keeps its day and what renews it at the provider; or whoever was locked there would get a fresh one here."""
    proved = Provided("jana", "Jana", frozenset({"cn-dpo"}), subject="oidc:1", refresh="r")
    admitted = desk.reception.provided(proved, "")
    assert isinstance(admitted, Admitted)
    (before,) = desk.keeper.sessions("jana")
    desk.wait(minutes=20)
    value = begin_enrolment(desk.reception, admitted.value)
    assert value is not None
    shown = desk.reception.enrolment(value)
    assert shown is not None
    done = desk.reception.enrol(value, code_at(shown[1], desk.now))
    assert isinstance(done, tuple)
    (after,) = desk.keeper.sessions("jana")
    assert (after.began, after.refresh, after.subject) == (before.began, before.refresh, "oidc:1")
    assert after.id != before.id
