"""One-time links: the first administrator, and everybody after."""

from __future__ import annotations

import re
from base64 import b32decode
from datetime import timedelta
from pathlib import Path

import pytest

from gateway.accounts.account import Account, Link, Purpose
from gateway.accounts.role import Role
from gateway.accounts.second_factor import code_at
from support.console import MemoryStore, Parts
from support.reception import PASSWORD, Browser, Desk

KEY = "k" * 43


def browser(desk: Desk) -> Browser:
    return Browser(Parts(store=MemoryStore(), reception=desk.reception).app())


def offered(desk: Desk, purpose: Purpose, account: str = "") -> None:
    desk.keeper.offer(Link(purpose, account, desk.now + timedelta(days=3)), KEY)


def test_the_first_administrator(tmp_path: Path) -> None:
    """The printed link → account and password → second factor → recovery codes → the first page; and the link is used up."""
    desk = Desk(tmp_path, "privileged")
    offered(desk, Purpose.FIRST)
    user = browser(desk)
    assert "První správce konzole" in user.get(f"/sign-in/link?k={KEY}").text
    answer = user.post("/sign-in/link", k=KEY, account="Vera.Spravna", name="Věra Správná", password=PASSWORD, again=PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in/enrol?next=/")
    assert user.get("/").status_code == 303, "half a session opens nothing"
    shown = user.get("/sign-in/enrol").text
    assert "<svg" in shown
    typed = re.search(r'class="secret">([A-Z2-7 ]+)<', shown)
    assert typed is not None
    secret = b32decode(typed[1].replace(" ", ""))
    assert user.post("/sign-in/enrol", code="000000").status_code == 401
    codes = user.post("/sign-in/enrol", code=code_at(secret, desk.now))
    assert codes.status_code == 200
    assert len(re.findall(r"<li><code>[a-z2-9]{5}-[a-z2-9]{5}</code>", codes.text)) == 10
    assert user.get("/").status_code == 200
    known = desk.keeper.get("vera.spravna")
    assert known is not None
    assert known.roles == {Role.ADMINISTRATOR, Role.IT_SECURITY}
    assert "Tento odkaz už neplatí" in user.get(f"/sign-in/link?k={KEY}").text
    assert {kind for kind, _ in desk.told} == {"console.account", "console.signed_in"}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"password": "krátké", "again": "krátké"}, "alespoň 12 znaků"),
        ({"password": PASSWORD, "again": PASSWORD + "x"}, "neshodují"),
        ({"account": "a:b"}, "bez dvojtečky"),
        ({"account": "obsazeno"}, "už existuje"),
    ],
)
def test_what_is_wrong_is_said_and_uses_nothing_up(fields: dict[str, str], says: str, tmp_path: Path) -> None:
    """The form comes back with what was written, but the passwords; the link still holds."""
    desk = Desk(tmp_path)
    desk.keeper.put(Account("obsazeno", "", frozenset({Role.DPO})))
    offered(desk, Purpose.FIRST)
    sent = {"k": KEY, "account": "vera", "name": "Věra", "password": PASSWORD, "again": PASSWORD} | fields
    answer = browser(desk).post("/sign-in/link", **sent)
    assert answer.status_code == 422
    assert says in answer.text
    assert PASSWORD not in answer.text
    assert desk.keeper.link(KEY, desk.now) is not None


def test_an_invited_person_chooses_a_password(tmp_path: Path) -> None:
    """The roles are those that were given; the account's name is not theirs to choose."""
    desk = Desk(tmp_path)
    desk.keeper.put(Account("jana", "Jana", frozenset({Role.DPO})))
    offered(desk, Purpose.INVITED, "jana")
    user = browser(desk)
    answer = user.post("/sign-in/link", k=KEY, account="nekdo.jiny", password=PASSWORD, again=PASSWORD)
    assert answer.status_code == 303
    assert [one.account for one in desk.keeper.all()] == ["jana"]
    assert user.get("/register").status_code == 200


@pytest.mark.parametrize(("days", "used", "key"), [(4, False, KEY), (0, True, KEY), (0, False, "x" * 43), (0, False, "")])
def test_a_link_that_is_over(days: float, used: bool, key: str, tmp_path: Path) -> None:
    """Late, used or unknown: 410, and nothing is made."""
    desk = Desk(tmp_path)
    offered(desk, Purpose.FIRST)
    if used:
        desk.keeper.link(KEY, desk.now, take=True)
    desk.wait(days=days)
    user = browser(desk)
    assert user.get(f"/sign-in/link?k={key}").status_code == 410
    assert user.post("/sign-in/link", k=key, account="vera", name="Věra", password=PASSWORD, again=PASSWORD).status_code == 410
    assert desk.keeper.all() == []


def test_there_is_one_first_administrator(tmp_path: Path) -> None:
    """A second link of that kind, found in an old terminal, makes nobody."""
    desk = Desk(tmp_path)
    offered(desk, Purpose.FIRST)
    desk.keeper.put(Account("vera", "", frozenset({Role.ADMINISTRATOR})))
    assert browser(desk).get(f"/sign-in/link?k={KEY}").status_code == 410
