"""Whether a session is still what its sign-in said."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gateway.accounts.role import Role
from gateway.accounts.session import Session, Source, Stage
from gateway.console.rechecking import EVERY, MOST, Rechecking
from gateway.console_settings import ConsoleRoles
from gateway.people.api import Account, Wrong

BEGAN = datetime(2026, 12, 1, 9, tzinfo=UTC)
SESSION = Session("s1", "jana", "Jana", frozenset({Role.DPO, Role.EMPLOYEE}), Source.PEOPLE, Stage.FULL, BEGAN, BEGAN)
ROLES = ConsoleRoles(dpo=("cn-dpo",), director=("cn-reditel",)).of


class There:
    """A directory that counts its questions, and a clock."""

    def __init__(self, found: Account | Wrong | None) -> None:
        self.found, self.asked, self.now = found, 0, BEGAN

    async def look(self, name: str) -> Account | Wrong | None:
        self.asked += 1
        assert name == "jana"
        return self.found

    def made(self) -> Rechecking:
        return Rechecking(self.look, ROLES, lambda: self.now)


@pytest.mark.parametrize(
    ("found", "source", "holds", "why"),
    [
        (Account("jana", frozenset({"cn-dpo"})), Source.PEOPLE, True, "the same groups"),
        (Account("jana", frozenset({"cn-dpo", "cn-reditel"})), Source.PEOPLE, True, "one more: it counts from the next sign-in"),
        (Account("jana", frozenset({"cn-reditel"})), Source.PEOPLE, False, "a role that is lost"),
        (Account("jana", frozenset()), Source.PEOPLE, False, "all of them lost"),
        (Wrong.ACCOUNT, Source.PEOPLE, False, "nobody of that name any more, or disabled there"),
        (None, Source.PEOPLE, True, "a directory that does not answer throws nobody out in the middle of an incident"),
        (Wrong.ACCOUNT, Source.HERE, True, "a password of the console: no directory stands behind it"),
        (Wrong.ACCOUNT, Source.PROVIDER, True, "nor behind the identity provider"),
    ],
)
def test_holds(found: Account | Wrong | None, source: Source, *, holds: bool, why: str) -> None:
    """The directory's word of now against that of the sign-in."""
    there = There(found)
    there.now += EVERY
    assert asyncio.run(there.made().holds(replace(SESSION, source=source))) is holds, why


def test_how_often() -> None:
    """Not in the first minutes, then once in each span, however many requests come at once."""
    there = There(Account("jana", frozenset({"cn-dpo"})))
    rechecking = there.made()

    async def requests() -> None:
        assert all(await asyncio.gather(*(rechecking.holds(SESSION) for _ in range(20))))

    there.now += EVERY - timedelta(seconds=1)
    asyncio.run(requests())
    assert there.asked == 0
    for asked in (1, 2):
        there.now += EVERY
        asyncio.run(requests())
        assert there.asked == asked


def test_memory_is_bounded() -> None:
    """What was forgotten is asked for anew."""
    there = There(None)
    rechecking = there.made()
    there.now += EVERY

    async def many() -> None:
        for number in range(MOST + 1):
            await rechecking.holds(replace(SESSION, id=f"s{number}"))

    asyncio.run(many())
    assert len(rechecking._asked) == MOST
