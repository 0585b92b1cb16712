"""One public person or value, and the office's list of them.

The list is TOML; each entry says why it is public, who answers for that, and until when it holds::

    [[public]]
    value = "70891508"            # or person = "Jana Vzorová"
    why = "IČO úřadu"
    who = "pověřenec"
    until = 2026-12-31            # the last day

Values count only whole: a listed account says nothing of a number that begins like it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

LONGEST: Final = 200
"""Characters of a value or a name. More is a mistake in the file."""


class Kind(StrEnum):
    """Why something is public; the first word of ``Finding.public``."""

    HISTORICAL = "historical"
    OFFICE_HOLDER = "office_holder"
    OWN_VALUE = "own_value"


@dataclass(frozen=True, slots=True)
class Entry:
    """One public person or value. ``until`` is the last day it holds, None for the dead."""

    kind: Kind
    what: str = field(repr=False)  # the name in the first case, or the value
    why: str
    who: str = ""
    until: date | None = None
    woman: bool | None = None  # None: told from the name

    @property
    def reason(self) -> str:
        """What ``Finding.public`` says."""
        return f"{self.kind.value}: {self.why}"

    def holds(self, on: date) -> bool:
        """Whether the entry holds on that day."""
        return self.until is None or on <= self.until


class BadList(ValueError):
    """The office's list cannot be used. The message names the entry by its number and line and says what to mend; no value is in it."""


def kind_of(reason: str) -> Kind:
    """The kind that a ``Finding.public`` begins with."""
    return Kind(reason.partition(":")[0])


_KEYS: Final = frozenset({"value", "person", "why", "who", "until", "woman"})


_HEADER: Final = re.compile(r"^[ \t]*\[\[[ \t]*\"?public\"?[ \t]*\]\]", re.MULTILINE)


def _line(text: str, number: int) -> str:
    """Where the n-th entry begins, for people; nothing where the file is written in another way."""
    headers = [match.start() for match in _HEADER.finditer(text)]
    return f" (line {text.count('\n', 0, headers[number - 1]) + 1})" if number <= len(headers) else ""


def _entry(text: str, number: int, given: Any) -> Entry:
    def refuse(problem: str) -> BadList:
        return BadList(f"public entry {number}{_line(text, number)}: {problem}")

    if not isinstance(given, dict):
        raise refuse("must be a table")
    if unknown := sorted(set(given) - _KEYS):
        raise refuse(f"unknown key {unknown[0]}; there are {', '.join(sorted(_KEYS))}")
    if ("value" in given) == ("person" in given):
        raise refuse("needs either value or person")
    kind = Kind.OFFICE_HOLDER if "person" in given else Kind.OWN_VALUE
    what: Any = given.get("person", given.get("value"))
    for name, words in (("value or person", what), ("why", given.get("why")), ("who", given.get("who"))):
        if not isinstance(words, str) or not words.strip() or len(words) > LONGEST:
            raise refuse(f"{name} must be a text of 1 to {LONGEST} characters")
    if kind is Kind.OFFICE_HOLDER and len(what.split()) < 2:
        raise refuse("person needs a given name and a surname")
    until = given.get("until")
    if not isinstance(until, date) or isinstance(until, datetime):
        raise refuse("until must be a date, for example 2026-12-31")
    woman = given.get("woman")
    if woman is not None and not isinstance(woman, bool):
        raise refuse("woman must be true or false")
    return Entry(kind, what.strip(), given["why"].strip(), given["who"].strip(), until, woman)


def read(text: str) -> tuple[Entry, ...]:
    """The office's list. Raises :class:`BadList`."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadList(f"the public list is not valid TOML: {error}") from None
    entries = given.pop("public", [])
    if given or not isinstance(entries, list):
        raise BadList("the public list holds only [[public]] entries")
    return tuple(_entry(text, number, item) for number, item in enumerate(entries, 1))


def holding(entries: Iterable[Entry], on: date) -> tuple[Entry, ...]:
    """The entries that hold on that day."""
    return tuple(entry for entry in entries if entry.holds(on))
