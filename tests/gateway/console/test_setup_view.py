"""The first steps, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from gateway.accounts.account import Account
from gateway.accounts.role import Role
from gateway.console.manager_ports import Backup, Feed, Setup
from gateway.console.setup_view import Seen, steps
from support.managing import AUTHORITY, NOW, SETUP

CHIEF = Account("vera", roles=frozenset({Role.ADMINISTRATOR, Role.DPO, Role.IT_SECURITY}), password="x", secret="y")
DONE = Seen(NOW, SETUP, (CHIEF,), 2, AUTHORITY, (Feed("siem", "syslog"),), Backup(NOW, 1))


def test_a_house_in_order_has_nothing_to_do() -> None:
    """Every step is done, in both languages, and none names a page that helps nobody."""
    for language in ("cs", "en"):
        found = steps(DONE, language)  # type: ignore[arg-type]
        assert {(step.tone, step.todo) for step in found} == {("pass", "")}
        assert len({step.key for step in found}) == len(found) == 11


@pytest.mark.parametrize(
    ("changes", "key", "tone", "why"),
    [
        ({"accounts": ()}, "administrator", "stop", "nobody runs it"),
        ({"accounts": (replace(CHIEF, secret=""),)}, "administrator", "warn", "a password alone is stolen easily"),
        ({"accounts": (replace(CHIEF, disabled=True),)}, "administrator", "stop", "a locked account is nobody"),
        ({"accounts": (replace(CHIEF, roles=frozenset({Role.ADMINISTRATOR})),)}, "roles", "warn", "no officer"),
        ({"setup": replace(SETUP, missing=("office.name",))}, "office", "stop", "papers would lack it"),
        ({"tools": 0}, "tools", "stop", "nothing is let through"),
        ({"authority": None}, "authority", "stop", "nothing can be handed out"),
        ({"authority": replace(AUTHORITY, until=NOW)}, "authority", "stop", "it is over"),
        ({"authority": replace(AUTHORITY, until=NOW + timedelta(days=30))}, "authority", "warn", "it must reach devices first"),
        ({"setup": replace(SETUP, reachable=False)}, "devices", "stop", "the kit names this machine"),
        ({"setup": replace(SETUP, people=())}, "people", "warn", "nobody is told apart"),
        ({"setup": replace(SETUP, notice_required=False)}, "notice", "warn", "nobody is asked to confirm"),
        ({"setup": replace(SETUP, readers=0)}, "evidence", "stop", "nobody could open it"),
        ({"setup": replace(SETUP, readers=1)}, "evidence", "warn", "one lost key loses all"),
        ({"setup": Setup(keeps=False, reachable=True)}, "evidence", "pass", "nothing is kept"),
        ({"feeds": ()}, "feeds", "warn", "nobody is told"),
        ({"feeds": (Feed("siem", "syslog", error="x"),)}, "feeds", "warn", "its receiver is away"),
        ({"backup": None}, "backup", "stop", "a lost disk loses the keys"),
        ({"backup": Backup(NOW - timedelta(days=3), 1)}, "backup", "warn", "two nights were missed"),
    ],
)
def test_what_is_open_says_what_to_do(changes: dict[str, Any], key: str, tone: str, why: str) -> None:
    """The machine's own view decides, and whoever is told that something is open is told what to do."""
    step = next(one for one in steps(replace(DONE, **changes), "cs") if one.key == key)
    assert step.tone == tone, why
    assert bool(step.todo) is (tone != "pass")


def test_without_accounts_nothing_is_said_of_them() -> None:
    """Roles then come from groups, which nobody here can count."""
    assert not {"administrator", "roles"} & {one.key for one in steps(replace(DONE, accounts=None), "cs")}
