"""Whether the directory still says of a session what it said at sign-in: who has left, or lost a group, does not work on until evening."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

from gateway.accounts.api import Look
from gateway.accounts.role import Role
from gateway.accounts.session import Session, Source
from gateway.people.api import Account

EVERY = timedelta(minutes=5)
"""A directory's own changes take minutes to reach its servers; this is one question a person in that time."""
MOST = 4096
"""Sessions remembered, for bounded memory; one that was forgotten is asked for anew."""


class Rechecking:
    """One per console. ``roles`` are those of a directory's groups."""

    def __init__(self, look: Look, roles: Callable[[frozenset[str]], frozenset[Role]], clock: Callable[[], datetime]) -> None:
        self._look, self._roles, self._clock = look, roles, clock
        self._asked: OrderedDict[str, datetime] = OrderedDict()

    async def holds(self, session: Session) -> bool:
        """False for a session whose person the directory knows no more, or whose groups give a role no more that they gave at sign-in.

        Asked every few minutes. A directory that does not answer ends nothing: the session's own day does. Roles that came since count
        from the next sign-in. Sessions of the identity provider and of passwords here have no directory behind them.
        """
        now = self._clock()
        if session.source is not Source.PEOPLE or now - self._asked.get(session.id, session.began) < EVERY:
            return True
        self._asked[session.id] = now  # before the answer: requests that come meanwhile do not ask, too
        self._asked.move_to_end(session.id)
        while len(self._asked) > MOST:
            self._asked.popitem(last=False)
        found = await self._look(session.account)
        if isinstance(found, Account):
            return session.granted <= self._roles(found.groups or frozenset())
        return found is None
