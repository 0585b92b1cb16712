"""The ways in their order, and what they all lead to: one person with a pseudonym and groups, or a reason why not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from allowlist.person import Person
from gateway.people.api import Account, Asked, Broken, Groups, Leg, Meter, Nobody, Way, Wrong
from gateway.people.directory import Directory
from gateway.people.pseudonym import Known, pseudonym, record

type Identified = Known | Wrong | Broken | Leg | Nobody

Periods = Callable[[datetime], tuple[str, bytes]]
"""The retention period of an instant, and its key. May raise OSError."""


class Chain:
    """Asks each way in turn. ``met`` hears of each account that was proved, with its record: there the real name is sealed."""

    def __init__(
        self,
        ways: Sequence[Way],
        *,
        lasting: bytes,
        periods: Periods,
        clock: Callable[[], datetime],
        meter: Meter,
        groups: Groups | None = None,
        directory: Callable[[], Directory | None] = Directory,
        met: Callable[[str, str], None] = lambda _record, _account: None,
        departments: str = "",
    ) -> None:
        self._ways = tuple(ways)
        self._lasting = lasting
        self._periods = periods
        self._clock = clock
        self._meter = meter
        self._groups = groups
        self._directory = directory
        self._met = met
        self._departments = departments

    async def identify(self, asked: Asked) -> Identified:
        """Who it is. The first way that was offered something decides."""
        for way in self._ways:
            found = await way.identify(asked)
            if found is None:
                continue
            if isinstance(found, Account):
                known = await self._known(found, way.name)
                self._meter.identified(way.name, "known" if isinstance(known, Known) else known.value)
                return known
            self._meter.identified(way.name, "leg" if isinstance(found, Leg) else found.value)
            return found
        return Nobody(self.challenges)

    @property
    def challenges(self) -> tuple[str, ...]:
        """What a client is asked, strongest first as the order says; each once."""
        return tuple(dict.fromkeys(way.challenge for way in self._ways if way.challenge))

    async def _known(self, account: Account, by: str) -> Known | Wrong | Broken:
        name, groups = account.name, account.groups
        directory = self._directory()
        if directory is None:
            return Broken.STALE
        if groups is None:
            local = directory.users.get(name)
            if self._groups is not None and not (local and local.password):
                asked = await self._groups.groups(name)
                if not isinstance(asked, Account):
                    return asked
                name, groups = asked.name, asked.groups  # whoever has two names there is one person here
        lasting = record(self._lasting, name)
        period, key = self._periods(self._clock())
        self._met(lasting, name)
        every = (groups or frozenset()) | directory.groups(name)
        return Known(Person(pseudonym(key, period, lasting), every, department(every, self._departments)), lasting, by)


def department(groups: frozenset[str], prefix: str) -> str:
    """The department that a group names, without the prefix; "" without a prefix or such a group, or with two: nobody can say then."""
    named = [group[len(prefix) :] for group in groups if prefix and group.casefold().startswith(prefix.casefold())]
    return named[0] if len(named) == 1 else ""
