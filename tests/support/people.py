"""People for a running proxy of the tests: settings ``[people]``, a store with users and keys, and what CONNECT sends."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gateway.parts import people as composition
from gateway.people.directory import User
from gateway.people.passwords import hashed
from gateway.proxy.identity import Identity
from gateway.register import Admission
from gateway.settings import Settings
from gateway.store.live_people import LivePeople
from gateway.store.people import PeopleStore
from support.proxy import CountingMeter
from support.stores import sqlite_url

PASSWORD = "velmi dlouhé heslo"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PSEUDONYM = r"2026-Q4\.[0-9a-f]{20}"


def basic(name: str, password: str = PASSWORD) -> dict[str, str]:
    """Headers of a CONNECT with a password."""
    return {"Proxy-Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


class Office:
    """Who asks, for :func:`support.proxy.running`."""

    def __init__(self, folder: Path, people: Mapping[str, Any], tools: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self.folder = folder
        self._people = dict(people)
        self._tools = tools or {}
        self.url = sqlite_url(folder)
        self.store = PeopleStore(self.url)
        self.live: LivePeople | None = None
        self.given: Settings | None = None

    def settings(self, settings: Settings) -> Settings:
        plain = settings.model_dump(mode="python")
        plain["people"] = self._people
        plain["store"] = {"url": self.url}
        for tool, more in self._tools.items():
            plain["tools"].setdefault(tool, dict(plain["tools"]["openai"]))
            plain["tools"][tool].update(more)
        self.given = Settings.model_validate(plain)
        return self.given

    def identity(self, settings: Settings, admission: Admission, meter: CountingMeter) -> Identity:
        self.live = composition.people(settings) if settings.people.order else None
        return composition.identity(settings, admission, meter, self.live)

    def changed(self) -> None:
        """Lets the proxy see what was written to the store."""
        assert self.live is not None
        self.live.refresh(at_once=True)


_HASHES: dict[str, str] = {}


def user(account: str, *groups: str, password: str = PASSWORD) -> User:
    """A local user; hashing takes a while, so each password is hashed once."""
    if password not in _HASHES:
        _HASHES[password] = hashed(password)
    return User(account, _HASHES[password], frozenset(groups))


type Clock = Callable[[], datetime]
