"""Acts of officials in words, and as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from allowlist import prague
from gateway.console.clock import for_people
from gateway.console.language import Language
from gateway.console.texts import text, word
from gateway.record.act import GROUPS, Act, Wanted

COLUMNS = ("time", "act", "who", "about", "why", "more", "place")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula; such a text gets an apostrophe before it."""
CODED = {
    "what": "account_act",
    "source": "account_source",
    "roles": "role",
    "reason": "erase_reason",
    "relief": "relief_what",
    "why": "refused_why",
    "way": "entry_way",
    "ends": "rule_ends",
}
"""Whose values are codes with words of their own."""
LONGEST = 64
_NAMES = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_")


@dataclass(frozen=True, slots=True)
class Asked:
    """The fields of the form; both days count."""

    kind: str = ""
    person: str = ""
    actor: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def active(self) -> bool:
        """Whether anything is narrowed."""
        return self != Asked()

    def query(self, **more: str) -> str:
        """As a part of an address, without its question mark."""
        given = {name: getattr(self, name) for name in ("kind", "person", "actor", "since", "until")} | more
        return urlencode({name: str(value) for name, value in given.items() if value})

    def wanted(self) -> Wanted:
        """What the store is asked for."""
        since = prague.midnight(self.since) if self.since else None
        return Wanted(self.kind, self.person, self.actor, since, prague.end(self.until) if self.until else None)


@dataclass(frozen=True, slots=True)
class Line:
    """One act as it is shown; ``event`` is what it was about when that is an event, ``broken`` says that its chain is wrong there."""

    iso: str
    time: str
    act: str
    tone: str
    who: str = field(repr=False)
    actor: str
    about: str = field(repr=False)
    event: str
    person: str
    why: str = field(repr=False)
    more: str = field(repr=False)
    place: str
    broken: bool


def asked_of(query: Mapping[str, str]) -> Asked:
    """The fields of an address. Raises ValueError for one of another form, and quotes none."""
    kind, person, actor = (query.get(name, "").strip() for name in ("kind", "person", "actor"))
    if (kind and kind not in GROUPS) or any(len(one) > LONGEST or not _NAMES.issuperset(one) for one in (person, actor)):
        raise ValueError("not a kind, a pseudonym or an event")
    try:
        days = [date.fromisoformat(query[name]) if query.get(name) else None for name in ("since", "until")]
    except ValueError:
        raise ValueError("not a day") from None
    return Asked(kind, person, actor, *days)


def line(act: Act, wrong: frozenset[tuple[str, int]], language: Language) -> Line:
    """One act in words."""
    of_event = act.type.startswith(("evidence.", "person.", "relief."))
    return Line(
        iso=act.at.isoformat(timespec="milliseconds"),
        time=for_people(act.at),
        act=word(language, "act", act.type),
        tone="stop" if act.type in {"console.refused", "settings.refused", "access.stopped"} else "info",
        who=act.who or (text(language, "audit.erased") if act.erased else ""),
        actor=act.actor,
        about="" if of_event else act.about,
        event=act.about if of_event else "",
        person=act.person,
        why=act.why,
        more="; ".join(_said(name, value, language) for name, value in act.more),
        place=f"{act.place[0]} {act.place[1]}",
        broken=act.place in wrong,
    )


def as_csv(lines: Iterable[Line], language: Language) -> bytes:
    """UTF-8 with a byte order mark and semicolons, as Czech Excel opens it; times are UTC."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([text(language, f"audit.column.{name}") for name in COLUMNS])
    for one in lines:
        about = " ".join(part for part in (one.about, one.event, one.person) if part)
        writer.writerow([_safe(cell) for cell in (one.iso, one.act, one.who, about, one.why, one.more, one.place)])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _said(name: str, value: str, language: Language) -> str:
    if name in CODED:
        value = ", ".join(word(language, CODED[name], code) for code in value.split(", "))
    return f"{text(language, f'audit.more.{name}')}: {value}"


def _safe(cell: str) -> str:
    plain = cell.replace("\u00a0", " ")
    return f"'{plain}" if plain.startswith(FORMULA) else plain
