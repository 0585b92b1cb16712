"""The first steps of an administrator, each done or not by what the machine itself sees. Values in, words out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol

from gateway.accounts.account import Account
from gateway.accounts.role import Role
from gateway.console.clock import NO_BREAK, for_people
from gateway.console.language import Language
from gateway.console.manager_ports import Authority, Backup, Feed, Setup
from gateway.console.texts import text

type Tone = Literal["pass", "warn", "stop"]

NEEDED = (Role.DPO, Role.IT_SECURITY)
"""Without them nobody takes up what the gateway reports: the directive's art. VII gives both something to do in every case."""
OLD = timedelta(days=2)
"""A backup a night; one missed night is not yet a fault."""
RENEW = timedelta(days=90)
"""A new authority has to reach every device, which takes an office weeks."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: ``tone`` pass for done, warn for what should be looked at, stop for what is missing. ``path``: the page that helps."""

    key: str
    title: str
    tone: Tone
    what: str
    todo: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the machine sees. ``accounts`` is None where nobody has one: then groups of a directory or the provider give roles."""

    now: datetime
    setup: Setup
    accounts: Sequence[Account] | None = None
    tools: int = 0
    authority: Authority | None = None
    feeds: Sequence[Feed] = field(default=())
    backup: Backup | None = None


class Stepping(Protocol):
    """Puts one step into words: its key, its tone, which of its sentences, and what fills that in."""

    def __call__(self, key: str, tone: Tone, case: str, path: str = "", **parts: object) -> Step:
        """The step."""


def steps(seen: Seen, language: Language) -> list[Step]:
    """Every step, in the order in which an office takes them."""

    def step(key: str, tone: Tone, case: str, path: str = "", **parts: object) -> Step:
        todo = "" if tone == "pass" else text(language, f"setup.{key}.todo")
        return Step(key, text(language, f"setup.{key}"), tone, text(language, f"setup.{key}.{case}", **parts), todo, path)

    def made() -> Iterator[Step]:
        if seen.accounts is not None:
            able = [one for one in seen.accounts if not one.disabled]
            chiefs = [one for one in able if Role.ADMINISTRATOR in one.roles]
            bare = sum(1 for one in chiefs if one.password and not one.secret)
            case = "none" if not chiefs else "bare" if bare else "done"
            yield step("administrator", "stop" if not chiefs else "warn" if bare else "pass", case, "/admin/users", count=len(chiefs))
            held = {role for one in able for role in one.roles}
            lacking = [text(language, f"role.{role.value}") for role in NEEDED if role not in held]
            yield step("roles", "warn" if lacking else "pass", "open" if lacking else "done", "/admin/users", names=", ".join(lacking))
        missing = seen.setup.missing
        yield step(
            "office", "stop" if missing else "pass", "open" if missing else "done", "/admin/settings#office", names=", ".join(missing)
        )
        yield step("tools", "pass" if seen.tools else "stop", "done" if seen.tools else "open", "/register", count=seen.tools)
        yield _authority(seen, step)
        yield step("devices", "pass" if seen.setup.reachable else "stop", "done" if seen.setup.reachable else "open", "/admin/kit")
        people = seen.setup.people
        yield step("people", "pass" if people else "warn", "done" if people else "open", "/admin/settings#people", names=", ".join(people))
        required = seen.setup.notice_required
        yield step("notice", "pass" if required else "warn", "done" if required else "open", "/notice")
        yield _evidence(seen, step)
        broken = [feed.name for feed in seen.feeds if feed.error or feed.letters]
        case = "none" if not seen.feeds else "open" if broken else "done"
        yield step("feeds", "pass" if case == "done" else "warn", case, "/admin/feeds", names=", ".join(broken), count=len(seen.feeds))
        yield _backup(seen, step)

    return list(made())


def _authority(seen: Seen, step: Stepping) -> Step:
    found = seen.authority
    if found is None:
        return step("authority", "stop", "none", "/admin/kit", when="")
    left = found.until - seen.now
    tone: Tone = "stop" if left <= timedelta() else "warn" if left < RENEW else "pass"
    return step("authority", tone, "over" if tone == "stop" else "done", "/admin/kit", when=_day(found.until))


def _evidence(seen: Seen, step: Stepping) -> Step:
    setup = seen.setup
    if not setup.keeps:
        return step("evidence", "pass", "none", "/admin/settings#evidence", count=0)
    tone: Tone = "stop" if setup.readers == 0 else "warn" if setup.readers == 1 else "pass"
    return step("evidence", tone, "open" if tone == "stop" else "done", "/admin/settings#evidence", count=setup.readers)


def _backup(seen: Seen, step: Stepping) -> Step:
    if seen.backup is None:
        return step("backup", "stop", "none", "/admin/backup", when="")
    old = seen.now - seen.backup.at > OLD
    return step("backup", "warn" if old else "pass", "done", "/admin/backup", when=for_people(seen.backup.at))


def _day(at: datetime) -> str:
    return for_people(at).rpartition(NO_BREAK)[0]
