"""What an administrator does to accounts."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.accounts.account import Link
from gateway.accounts.role import Role
from gateway.console.account_changes import AccountChanges, Act, Refused
from support.reception import Desk, account_of


class Made:
    """Accounts with one administrator and one officer."""

    def __init__(self, folder: Path) -> None:
        self.desk, self.links = Desk(folder), list[Link]()
        account_of(self.desk, "vera", Role.ADMINISTRATOR)
        account_of(self.desk, "dana", Role.DPO)
        self.changes = AccountChanges(self.desk.keeper, self.desk.reception.told, self.offer, lambda: self.desk.now, ("urad.cz",))

    def offer(self, link: Link) -> str:
        self.links.append(link)
        return "http://link"


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


NOBODY: frozenset[Role] = frozenset()
CHIEF = frozenset({Role.ADMINISTRATOR})


@pytest.mark.parametrize("act", [Act.REMOVE, Act.DISABLE, Act.ROLES])
def test_the_last_administrator_stays(made: Made, act: Act) -> None:
    """Else nobody could run the console; with a second one it may go."""
    assert made.changes.change("vera", act, frozenset({Role.DPO}), "vera") is Refused.LAST
    assert made.desk.told == []
    account_of(made.desk, "eva", Role.ADMINISTRATOR)
    assert made.changes.change("vera", act, frozenset({Role.DPO}), "eva") == ""
    assert made.changes.change("eva", act, frozenset({Role.DPO}), "eva") is Refused.LAST


def test_a_locked_administrator_is_none(made: Made) -> None:
    """Two accounts of which one is locked are one administrator."""
    account_of(made.desk, "eva", Role.ADMINISTRATOR)
    assert made.changes.change("eva", Act.DISABLE, NOBODY, "vera") == ""
    assert made.changes.change("vera", Act.REMOVE, NOBODY, "vera") is Refused.LAST


def test_every_change_is_an_event(made: Made) -> None:
    """Who, whom, what, and the roles after it."""
    assert made.changes.add(r"URAD.CZ\Jana", "Jana Nová", frozenset({Role.AUDITOR}), "vera", link=True) == "http://link"
    assert made.changes.change("jana", Act.INVITE, NOBODY, "vera") == "http://link"
    for act in (Act.RESET_TOTP, Act.DISABLE, Act.ENABLE, Act.REMOVE):
        assert made.changes.change("jana", act, NOBODY, "vera") == ""
    assert [what["what"] for _, what in made.desk.told] == ["added", "invite", "reset-totp", "disable", "enable", "remove"]
    assert all(what["account"] == "jana" and what["by"] == "vera" and what["roles"] == ["auditor"] for _, what in made.desk.told)
    assert [link.account for link in made.links] == ["jana", "jana"]
    assert made.desk.keeper.get("jana") is None


@pytest.mark.parametrize(
    ("name", "roles", "why"),
    [("", CHIEF, Refused.NAME), ("a:b", CHIEF, Refused.NAME), ("dana", CHIEF, Refused.TAKEN), ("jana", NOBODY, Refused.ROLES)],
)
def test_what_is_no_account_is_not_made(made: Made, name: str, roles: frozenset[Role], why: Refused) -> None:
    """A colon would split Basic credentials; nobody is replaced; an account without roles opens nothing."""
    assert made.changes.add(name, "", roles, "vera", link=True) is why
    assert (made.desk.told, made.links) == ([], [])


def test_roles_are_given_and_not_taken_all(made: Made) -> None:
    """Its sessions end with the old roles; without any the account is removed instead. One that is gone says so."""
    assert made.changes.change("dana", Act.ROLES, NOBODY, "vera") is Refused.ROLES
    assert made.changes.change("dana", Act.ROLES, CHIEF, "vera") == ""
    known = made.desk.keeper.get("dana")
    assert known is not None
    assert known.roles == CHIEF
    assert made.changes.change("nobody", Act.REMOVE, NOBODY, "vera") is Refused.GONE


def test_an_account_is_released_from_its_person(made: Made) -> None:
    """Also of somebody whose groups give the roles, who has no account here; nothing else of it changes."""
    assert made.changes.change("hana", Act.UNBIND, NOBODY, "vera") is Refused.GONE
    made.desk.keeper.bind("hana", "oidc:1")
    assert made.changes.change("hana", Act.UNBIND, NOBODY, "vera") == ""
    assert made.desk.keeper.bound() == {}
