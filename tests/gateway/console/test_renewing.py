"""Whether the provider still stands behind a session."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.accounts.role import Role
from gateway.accounts.session import Session, Source, Stage
from gateway.console.renewing import EVERY, Renewed, Renewing, Silence
from gateway.console_settings import ConsoleRoles
from gateway.store.accounts import AccountStore
from support.stores import sqlite_url

BEGAN = datetime(2026, 12, 1, 9, tzinfo=UTC)
LIMIT = timedelta(hours=1)
ROLES = ConsoleRoles(dpo=("cn-dpo",)).of
HELD = frozenset({Role.DPO, Role.EMPLOYEE})
SESSION = Session("s1", "jana", "Jana", HELD, Source.PROVIDER, Stage.FULL, BEGAN, BEGAN, subject="oidc:1", refresh="sealed-first")


@dataclass
class There:
    """A provider that says one thing, and a clock."""

    keeper: AccountStore
    says: Renewed | Silence
    now: datetime = BEGAN
    asked: list[tuple[str, str]] = field(default_factory=list)

    async def renew(self, refresh: str, subject: str) -> Renewed | Silence:
        self.asked.append((refresh, subject))
        return self.says

    def made(self) -> Renewing:
        return Renewing(
            self.renew,
            self.keeper,
            ROLES,
            lambda secret: f"sealed-{secret.decode()}",
            lambda text: text.removeprefix("sealed-").encode() if text.startswith("sealed-") else None,
            lambda: self.now,
            LIMIT,
        )

    def holds(self) -> bool:
        found = self.keeper.session("value")
        assert found is not None
        return asyncio.run(self.made().holds(found[0]))


@pytest.fixture
def there(tmp_path: Path) -> Iterator[There]:
    with closing(AccountStore(sqlite_url(tmp_path))) as keeper:
        keeper.begin(SESSION, "value")
        yield There(keeper, Renewed("second", frozenset({"cn-dpo"})))


@pytest.mark.parametrize(
    ("says", "holds", "why"),
    [
        (Renewed("second", frozenset({"cn-dpo"})), True, "the same groups"),
        (Renewed("second", frozenset()), False, "a role that is lost"),
        (Renewed("second"), True, "it renews, and says nothing of groups"),
        (Renewed("second", sure=False), True, "what it says cannot be verified: as if it did not answer"),
        (Silence.OVER, False, "disabled, or signed out there"),
        (Silence.DOWN, True, "it does not answer: believed for a while"),
    ],
)
def test_what_the_provider_says(there: There, says: Renewed | Silence, holds: bool, why: str) -> None:
    """Against that of the sign-in."""
    there.says, there.now = says, BEGAN + EVERY
    assert there.holds() is holds, why
    assert there.asked == [("first", "oidc:1")]


def test_how_often(there: There) -> None:
    """Not in the first minutes, then once in each span; with the newest refresh token, which may work once."""
    there.now = BEGAN + EVERY - timedelta(seconds=1)
    assert there.holds()
    assert there.asked == []
    for turn in (1, 2):
        there.now = BEGAN + turn * EVERY
        assert there.holds()
        assert there.holds()
        assert len(there.asked) == turn
    assert [refresh for refresh, _ in there.asked] == ["first", "second"]


def test_many_requests_at_once_ask_once(there: There) -> None:
    """On several nodes, too: the turn to ask is taken in the store."""
    there.now = BEGAN + EVERY
    renewing = there.made()

    async def requests() -> list[bool]:
        return await asyncio.gather(*(renewing.holds(SESSION) for _ in range(10)))

    assert asyncio.run(requests()) == [True] * 10
    assert len(there.asked) == 1


def test_what_is_not_renewed_ends(there: There) -> None:
    """A provider that stays silent is believed for the limit since it last spoke, not for the day."""
    there.now = BEGAN + EVERY
    assert there.holds()
    there.says = Renewed("third", sure=False)
    there.now = BEGAN + LIMIT
    assert there.holds(), "it spoke an hour less five minutes ago"
    there.now = BEGAN + EVERY + LIMIT
    assert not there.holds()


@pytest.mark.parametrize("refresh", ["", "of-another-key"])
def test_without_a_refresh_token_it_ends_at_its_limit(there: There, refresh: str) -> None:
    """Its person signs in anew; the provider is not asked."""
    session = replace(SESSION, refresh=refresh)
    for at, holds in ((LIMIT - timedelta(seconds=1), True), (LIMIT, False)):
        there.now = BEGAN + at
        assert asyncio.run(there.made().holds(session)) is holds
    assert there.asked == []


@pytest.mark.parametrize("source", [Source.HERE, Source.PEOPLE, Source.LINK])
def test_other_sessions_are_not_the_providers(there: There, source: Source) -> None:
    """Passwords of the console and of a directory have their own ends."""
    there.now = BEGAN + timedelta(hours=9)
    assert asyncio.run(there.made().holds(replace(SESSION, source=source)))
    assert there.asked == []
