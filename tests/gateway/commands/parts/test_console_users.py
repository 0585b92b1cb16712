"""Accounts of the console on the command line."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from gateway.accounts.role import Role
from gateway.commands import users as command
from gateway.errors import UserError
from gateway.settings import Data, Settings
from gateway.store.accounts import AccountStore
from gateway.store.migrate import migrate
from gateway.store.url import store_url

type Run = Callable[..., tuple[int, str]]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=Data(dir=tmp_path))


@pytest.fixture
def run(settings: Settings, capsys: pytest.CaptureFixture[str]) -> Run:
    def one(*words: str) -> tuple[int, str]:
        parser = argparse.ArgumentParser()
        command.configure(parser)
        code = command.run(parser.parse_args(["console", *words]), settings)
        return code, capsys.readouterr().out

    return one


def test_an_account_from_its_making_to_its_end(run: Run, settings: Settings) -> None:
    """Made with a link, given other roles, locked, unlocked, removed; each of it is in the log."""
    assert "/sign-in/link?k=" in run("add", "jana", "--role", "dpo", "--name", "Jana Vzorová")[1]
    assert run("add", "petr", "--role", "auditor", "--directory")[1] == "", "the directory knows the password"
    run("roles", "jana", "--role", "dpo", "--role", "working_group")
    run("disable", "jana")
    listed = json.loads(run("list", "--json")[1])
    assert listed[0] == {
        "account": "jana",
        "name": "Jana Vzorová",
        "roles": ["dpo", "working_group"],
        "password": False,
        "second_factor": False,
        "disabled": True,
        "bound": [],
    }
    run("enable", "jana")
    run("reset-totp", "jana")
    assert "jana  dpo, working_group  proved elsewhere, no second factor  Jana Vzorová\n" in run("list")[1]
    assert "/sign-in/link?k=" in run("invite", "jana")[1]
    assert run("remove", "jana")[0] == 0
    assert run("remove", "jana")[0] == 1, "there is none any more"
    told = [json.loads(line) for line in run("log", "--json")[1].splitlines()]
    assert [one["what"] for one in told] == ["added", "added", "roles", "disable", "enable", "reset-totp", "invite", "remove"]
    assert "console.account  account=jana  by=command line" in run("log")[1]
    store = AccountStore(store_url(settings))
    assert [one.roles for one in store.all()] == [frozenset({Role.AUDITOR})]
    store.close()


def test_accounts_are_released_from_their_persons(run: Run, settings: Settings) -> None:
    """One by name, also of somebody without an account here; all of them when the provider is another."""
    migrate(store_url(settings))
    with closing(AccountStore(store_url(settings))) as keeper:
        for account in ("jana", "petr", "eva"):
            keeper.bind(account, f"oidc:{account}")
        assert run("unbind", "jana") == (0, "")
        assert run("unbind", "jana")[0] == 1, "nobody is bound to it any more"
        assert keeper.bound() == {"petr": ("oidc",), "eva": ("oidc",)}
        assert run("unbind-all")[0] == 0
        assert keeper.bound() == {}
        assert run("unbind-all")[0] == 1
    told = [json.loads(line) for line in run("log", "--json")[1].splitlines()]
    assert [(one["what"], one["account"]) for one in told] == [("unbind", "jana"), ("unbind", "eva"), ("unbind", "petr")]


def test_the_first_link_is_for_a_console_without_administrator(run: Run) -> None:
    """Afterwards accounts are made by name."""
    assert "/sign-in/link?k=" in run("first")[1]
    run("add", "vera", "--role", "administrator")
    with pytest.raises(UserError, match="administrator already"):
        run("first")
    with pytest.raises(UserError, match="such an account already"):
        run("add", "vera", "--role", "dpo")
