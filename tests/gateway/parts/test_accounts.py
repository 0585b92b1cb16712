"""Accounts put together as a console has them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from unittest.mock import create_autospec

import pytest
from cryptography.fernet import Fernet

from gateway.accounts.account import Account
from gateway.accounts.role import Role
from gateway.console.admission import Admitted, Refusal
from gateway.errors import UserError
from gateway.parts.accounts import console_key, first_link, provider, reception
from gateway.people.api import Meter
from gateway.people.directory import User
from gateway.people.passwords import hashed
from gateway.settings import Settings
from gateway.store.accounts import AccountStore
from gateway.store.events import EventStore
from gateway.store.migrate import migrate
from gateway.store.people import PeopleStore
from gateway.store.url import store_url

PASSWORD = "správný kůň baterie sponka"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    given = Settings.model_validate(
        {"data": {"dir": tmp_path}, "people": {"order": ["local"]}, "console": {"roles": {"dpo": ["poverenci"]}}}
    )
    migrate(store_url(given))
    return given


@pytest.mark.parametrize(
    ("name", "password", "roles"),
    [
        ("jana", PASSWORD, {Role.EMPLOYEE, Role.DPO}),
        ("jana", PASSWORD + "x", None),
        ("jana:" + PASSWORD, "x", None),
        ("nikdo", PASSWORD, None),
    ],
)
def test_the_people_of_the_proxy_sign_in(name: str, password: str, roles: set[Role] | None, settings: Settings) -> None:
    """With the password they have there; their groups give roles, and each act is in the store."""
    people = PeopleStore(store_url(settings))
    people.put_user(User("jana", hashed(PASSWORD), frozenset({"Poverenci"})))
    people.close()
    events = EventStore(store_url(settings))
    desk = reception(
        settings.model_copy(update={"console": settings.console.model_copy(update={"second_factor": "nobody"})}),
        events,
        create_autospec(Meter),
    )
    answer = asyncio.run(desk.sign_in(name, password, ""))
    if roles is None:
        assert answer is Refusal.WRONG
    else:
        assert isinstance(answer, Admitted)
        visitor = asyncio.run(desk.visitor(answer.value))
        assert visitor is not None
        assert visitor.roles == roles
    assert events.latest(1).rows[0].type == ("console.refused" if roles is None else "console.signed_in")
    events.close()


def test_the_link_for_the_first_administrator(settings: Settings) -> None:
    """Printed while there is none, and a new one at each start."""
    first = first_link(settings)
    assert first.startswith("http://127.0.0.1:8082/sign-in/link?k=")
    assert first_link(settings) != first
    keeper = AccountStore(store_url(settings))
    keeper.put(Account("vera", roles=frozenset({Role.ADMINISTRATOR})))
    keeper.close()
    assert first_link(settings) == ""


def test_the_provider_of_the_settings(settings: Settings, tmp_path: Path) -> None:
    """With the secret of its file, and our own address for the way back."""
    assert provider(settings) is None
    secret = tmp_path / "secret"
    secret.write_text("client-secret\n")
    secret.chmod(0o600)
    oidc = {"issuer": "https://idp.example", "client_id": "celnice", "client_secret_file": secret}
    made = provider(Settings.model_validate({"data": {"dir": tmp_path}, "console": {"oidc": oidc}}))
    assert made is not None
    assert (made._secret, made._redirect) == ("client-secret", "http://127.0.0.1:8082/sign-in/provider/back")
    secret.chmod(0o644)
    with pytest.raises(UserError, match="client_secret_file"):
        provider(Settings.model_validate({"data": {"dir": tmp_path}, "console": {"oidc": oidc}}))


def test_the_key_of_second_factors_stays(settings: Settings) -> None:
    """Made once; a restart opens what was sealed before."""
    assert Fernet(console_key(settings)).decrypt(Fernet(console_key(settings)).encrypt(b"x")) == b"x"
