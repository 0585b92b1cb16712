"""The words of every refusal, in Czech and English, from ``texts/*.toml``: what, why, what to do, a reference. Never a found value.

The files are checked when they are read: a missing reason or plural form, an unknown key or placeholder is a ValueError that names it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from string import Formatter
from typing import Any

from allowlist.closure import Cause
from gateway.act.language import LANGUAGES
from gateway.act.reason import Reason, reason_of
from gateway.model import Door, Notice, OpaqueReason

OTHER = "OTHER"
"""The name under which kinds that have no name of their own are counted together."""

_PARTS = ("title", "what", "why", "do")
_COMMON = (
    "kinds_unknown", "mistake", "label_what", "label_why", "label_do", "label_reference", "label_tool", "label_link", "footer",
    "door_notice", "door_instead", "door_nothing", "door_ask", "door_list", "door_unread", "door_ask_at",
)  # fmt: skip
_DOOR = ("title", "why")
_PLACEHOLDERS = frozenset({"kinds", "tool", "detail", "reference", "day", "law", "notice", "link"})
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_FORMS = {"cs": ("one", "few", "many"), "en": ("one", "many")}


@dataclass(frozen=True, slots=True)
class Wording:
    """One refusal in words. ``mistake`` says how to report it and carries the reference; "" when there is no event to refer to."""

    title: str
    what: str
    why: str
    do: str
    mistake: str

    def paragraph(self) -> str:
        """All of it in one paragraph, for an error envelope."""
        return " ".join(part for part in (f"{self.title}.", self.what, self.why, self.do, self.mistake) if part)


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language, checked."""

    language: str
    common: Mapping[str, str] = field(repr=False)
    reasons: Mapping[str, Mapping[str, str]] = field(repr=False)
    details: Mapping[str, str] = field(repr=False)
    kinds: Mapping[str, Mapping[str, str]] = field(repr=False)
    door: Mapping[str, Mapping[str, str]] = field(repr=False)

    def wording(self, notice: Notice) -> Wording:
        """What is said to this notice."""
        values = {
            "kinds": self.listed(notice.kinds),
            "tool": notice.tool,
            "detail": self.details.get(notice.detail, self.details[OpaqueReason.UNKNOWN_SHAPE]),
            "reference": notice.reference,
            "link": notice.link,
        }
        mistake = self.common["mistake"].format_map(values) if notice.reference else ""
        if notice.door is not None:
            return self._closed(notice.door, notice.tool, mistake)
        reason = self.reasons[reason_of(notice.reason)]
        parts = {name: reason[name].format_map(values).strip() for name in _PARTS}
        return Wording(**parts, mistake=mistake)

    def _closed(self, door: Door, tool: str, mistake: str) -> Wording:
        """The words of a closed door: why, then what to use instead and where to ask."""
        said = self.door.get(door.cause, self.door[Cause.NOT_ASKED])
        laws = "; ".join(door.laws if self.language == "cs" else door.laws_en)
        values = {"tool": tool, "day": "" if door.day is None else self.day(door.day), "law": laws}
        why = said["why"].format_map(values)
        if door.notice:
            why = f"{why} {self.common['door_notice'].format(notice=door.notice)}"
        names = ", ".join(one.name for one in door.instead)
        do = f"{self.common['door_instead']}: {names}." if names else self.common["door_nothing"]
        if door.ask:
            do = f"{do} {self.common['door_ask_at'].format(link=door.ask)}"
        return Wording(said["title"].format_map(values), self.common["door_unread"], why, do, mistake)

    def day(self, day: date) -> str:
        """``31. 10. 2027`` with spaces that do not break; ``31 October 2027``."""
        if self.language == "cs":
            return f"{day.day}.\u00a0{day.month}.\u00a0{day.year}"
        return f"{day.day}\u00a0{_MONTHS[day.month - 1]} {day.year}"

    def listed(self, kinds: Mapping[str, int]) -> str:
        """``1 rodné číslo, 2 e-mailové adresy``: the kinds in the order of the file, each with its number."""
        counts: dict[str, int] = {}
        for entity, number in kinds.items():
            known = entity if entity in self.kinds else OTHER
            counts[known] = counts.get(known, 0) + number
        named = [f"{counts[entity]} {forms[self.plural(counts[entity])]}" for entity, forms in self.kinds.items() if counts.get(entity)]
        return ", ".join(named) or self.common["kinds_unknown"]

    def plural(self, number: int) -> str:
        """The plural form (CLDR): Czech 1, 2 to 4, all others; English 1, all others."""
        if number == 1:
            return "one"
        return "few" if "few" in _FORMS[self.language] and 2 <= number <= 4 else "many"


def message(notice: Notice, language: str) -> str:
    """The refusal in one paragraph: ``cs`` or ``en``, any other language is Czech."""
    return texts(language).wording(notice).paragraph()


def code(reason: str) -> str:
    """The code of a reason for error envelopes."""
    return reason_of(reason).code


def texts(language: str) -> Texts:
    """The texts of a language; Czech where there are none."""
    return _SHIPPED.get(language, _SHIPPED[LANGUAGES[0]])


def parse(source: str, language: str) -> Texts:
    """Reads and checks one file. Raises ValueError (tomllib's own included) that names the language and the key."""
    tables = tomllib.loads(source)
    common, reasons, details, kinds, door = (_table(tables, name, language) for name in ("common", "reasons", "details", "kinds", "door"))
    _require(common, _COMMON, f"{language}: common")
    _require(reasons, [reason.value for reason in Reason], f"{language}: reasons")
    _require(details, [reason.value for reason in OpaqueReason], f"{language}: details")
    for name, reason in reasons.items():
        _require(reason, _PARTS, f"{language}: reasons.{name}")
        _require_texts(reason, f"{language}: reasons.{name}")
    _require(door, [cause.value for cause in Cause], f"{language}: door")
    for name, said in door.items():
        _require(said, _DOOR, f"{language}: door.{name}")
        _require_texts(said, f"{language}: door.{name}")
    if OTHER not in kinds:
        raise ValueError(f"{language}: kinds.{OTHER} is missing")
    for name, forms in kinds.items():
        _require(forms, _FORMS[language], f"{language}: kinds.{name}")
        _require_texts(forms, f"{language}: kinds.{name}")
    _require_texts(common, f"{language}: common")
    _require_texts(details, f"{language}: details")
    return Texts(language, common, reasons, details, kinds, door)


def _table(tables: Mapping[str, Any], name: str, language: str) -> Mapping[str, Any]:
    table = tables.get(name)
    if not isinstance(table, dict):
        raise ValueError(f"{language}: the table [{name}] is missing")  # noqa: TRY004 - a fault of the file, not of a caller
    return table


def _require(table: object, names: Any, where: str) -> None:
    if not isinstance(table, dict):
        raise ValueError(f"{where} is not a table")  # noqa: TRY004
    for name in set(names) ^ table.keys():
        raise ValueError(f"{where}.{name} is {'missing' if name in names else 'not known'}")


def _require_texts(table: Mapping[str, Any], where: str) -> None:
    for name, text in table.items():
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"{where}.{name} is not a text")
        for _, placeholder, spec, conversion in Formatter().parse(text):
            if placeholder is not None and (placeholder not in _PLACEHOLDERS or spec or conversion):
                raise ValueError(f"{where}.{name}: {{{placeholder}}} is not a placeholder; there are {', '.join(sorted(_PLACEHOLDERS))}")


def _read(language: str) -> Texts:
    return parse(resources.files("gateway.act").joinpath("texts", f"{language}.toml").read_text("utf-8"), language)


_SHIPPED = {language: _read(language) for language in LANGUAGES}
