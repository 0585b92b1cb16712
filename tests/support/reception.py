"""Accounts in a real store, with a clock that tests turn, and a browser that keeps its cookies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import httpx
from argon2 import PasswordHasher
from cryptography.fernet import Fernet
from fastapi import FastAPI

from gateway.accounts.account import Account
from gateway.accounts.role import Role
from gateway.accounts.session import Limits
from gateway.console.admission import Rules
from gateway.console.provider import Provider
from gateway.console.reception import Reception
from gateway.console.renewing import Renew
from gateway.console_settings import ConsoleRoles, Oidc, SecondFactor
from gateway.people.api import Account as Proved
from gateway.people.api import Found, Wrong
from gateway.store.accounts import AccountStore
from support.console import Client
from support.stores import sqlite_url

BEGIN = datetime(2026, 12, 1, 9, tzinfo=UTC)
PASSWORD = "správný kůň baterie sponka"
DIRECTORY = {"jana": (PASSWORD, frozenset({"CN-DPO"})), "petr": (PASSWORD, frozenset({"Odbor"}))}
"""Who stands in the directory: password and groups."""
FORM = {"Origin": "http://127.0.0.1:8082"}


async def prove(name: str, password: str) -> Found:
    """A directory in memory."""
    known = DIRECTORY.get(name)
    if known is None:
        return None
    return Proved(name, known[1]) if known[0] == password else Wrong.CREDENTIALS


async def look(name: str) -> Proved | Wrong | None:
    """The same directory, asked about an account."""
    known = DIRECTORY.get(name)
    return Wrong.ACCOUNT if known is None else Proved(name, known[1])


@dataclass
class Desk:
    """A reception and what it told."""

    folder: Path
    second_factor: SecondFactor = "nobody"
    now: datetime = BEGIN
    told: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.keeper = AccountStore(sqlite_url(self.folder))
        limits = Limits(timedelta(minutes=30), timedelta(hours=10))
        rules = Rules(limits, self.second_factor, ConsoleRoles(dpo=("cn-dpo",)).of)
        self.reception = Reception(
            self.keeper, prove, look, lambda kind, what: self.told.append((kind, what)), rules, Fernet.generate_key(), lambda: self.now
        )

    def rules_for_members(self) -> Rules:
        """The same, where employees are a group, too."""
        return replace(self.reception._rules, groups=ConsoleRoles(employee=("zamestnanci",)).of)

    def renewed_by(self, renew: Renew) -> None:
        """The identity provider stands behind sessions."""
        self.reception._renewing = replace(self.reception._renewing, renew=renew)

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)


class Nobody:
    """A keeper in which nobody is, for tests that only ask doors."""

    def session(self, value: str) -> None:
        return None

    def link(self, key: str, now: datetime, *, take: bool = False) -> None:
        return None

    def get(self, account: str) -> None:
        return None

    def administered(self) -> bool:
        return False

    def sessions(self, account: str) -> list[Any]:
        return []

    all = sessions

    def bound(self) -> dict[str, tuple[str, ...]]:
        return {}

    def end_subject(self, subject: str, before: datetime) -> list[str]:
        return []

    def end(self, account: str, *, identity: str = "", keep: str = "") -> int:
        return 0


def empty() -> Reception:
    """A reception that knows nobody."""
    limits = Limits(timedelta(minutes=30), timedelta(hours=10))
    rules = Rules(limits, "nobody", ConsoleRoles().of)
    return Reception(cast("Any", Nobody()), prove, look, lambda _kind, _what: None, rules, Fernet.generate_key(), lambda: BEGIN)


def away() -> Provider:
    """An identity provider that does not answer."""
    given = Oidc(issuer="http://127.0.0.1:1", client_id="celnice")
    return Provider(given, "http://127.0.0.1:8082/sign-in/provider/back", "", Fernet.generate_key(), lambda: BEGIN)


class Browser:
    """Keeps the session cookie, sends its own Origin, and says where it was sent."""

    def __init__(self, app: FastAPI, accept: str = "text/html") -> None:
        self.client, self.cookie, self.accept = Client(app), "", accept

    def get(self, path: str) -> httpx.Response:
        return self._keep(self.client.get(path, headers=self._headers()))

    def post(self, path: str, **fields: str) -> httpx.Response:
        return self._keep(self.client.post(path, data=fields, headers=self._headers() | FORM))

    def _headers(self) -> dict[str, str]:
        return {"Accept": self.accept} | ({"Cookie": self.cookie} if self.cookie else {})

    def _keep(self, answer: httpx.Response) -> httpx.Response:
        if "set-cookie" in answer.headers:
            value = answer.headers["set-cookie"].split(";")[0]
            self.cookie = "" if value.endswith(('=""', "=")) else value
        return answer


def account_of(desk: Desk, name: str, *roles: Role, password: str = PASSWORD) -> None:
    """An account with a password of its own."""
    desk.keeper.put(Account(name, name.title(), frozenset(roles), PasswordHasher(1, 8, 1).hash(password)))
