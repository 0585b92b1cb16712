"""Who is whose superior, and which department somebody is of: by the directory of ``[people.ldap]``, for the console and for mail."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from gateway.accounts.api import Look
from gateway.console.reader_ports import Told
from gateway.people.api import Account, Broken, Meter
from gateway.people.chain import department
from gateway.record.breach.case import Case
from gateway.settings import Settings


class Colleagues:
    """For the console: :class:`gateway.console.reader_ports.Colleagues`."""

    def __init__(self, settings: Settings, meter: Meter, look: Look) -> None:
        self._look = look
        self._prefix = settings.people.department_prefix
        self._feeds = [feed for feed in settings.feeds.values() if feed.kind == "mail" and "cases" in feed.contents]
        self._directory = _directory(settings, meter)

    async def department(self, account: str) -> str:
        """The department that a group of the account names; "" where none does, or nobody can say now."""
        found = await self._look(account) if account and self._prefix else None
        return department(found.groups or frozenset(), self._prefix) if isinstance(found, Account) else ""

    async def superior(self, account: str) -> tuple[str, bool]:
        """The account of somebody's superior, "" where the directory names none or does not answer; and whether they have an address."""
        found = await self._directory.superior(account) if self._directory is not None and account else None
        return ("", False) if found is None or isinstance(found, Broken) else (found.account, bool(found.mail))

    def told(self, superior: str, department: str, *, mail: bool) -> Told:
        """Who of the chain of heads is told of a report."""
        to_superior = any(feed.superior for feed in self._feeds)
        if superior:
            return Told.MAIL if to_superior and mail else Told.CONSOLE
        if department and any(department in feed.departments for feed in self._feeds):
            return Told.DEPARTMENT
        return Told.INSTEAD if to_superior else Told.NOBODY


def told_to(cases: Iterable[Case], account: str) -> tuple[Case, ...]:
    """The cases that were reported to this superior, the newest first."""
    return tuple(reversed([case for case in cases if account and case.facts.get("superior") == account]))


def addresses(settings: Settings, meter: Meter) -> Callable[[str], str | None]:
    """For a feed to superiors: the address of an account, "" where there is none; None when the directory does not answer. Blocking."""
    directory = _directory(settings, meter)

    def of(account: str) -> str | None:
        found = asyncio.run(directory.mail(account)) if directory is not None and account else ""
        return None if isinstance(found, Broken) else found

    return of


def _directory(settings: Settings, meter: Meter) -> Any:
    if settings.people.ldap is None:
        return None
    from gateway.people.superior import Superiors  # noqa: PLC0415  # takes a while, which others need not wait for

    return Superiors(settings.people.ldap, meter, settings.people.domains)
