"""The answer of the pre-check in words: what was found, where, and what would happen. For the person who sent the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gateway.act.texts import texts
from gateway.act.texts_file import OTHER
from gateway.console.language import Language
from gateway.console.texts import text, word
from gateway.decide.policy import MONITORED, Ruling
from gateway.decide.unread import NOT_SCANNED, UNREAD
from gateway.decide.verdict import Block, Warn
from gateway.model import OpaqueReason, ScanOutcome, Where
from gateway.precheck import NAME, PUBLIC, WEAK, Prechecked

TONES = {"block": "stop", "warn": "warn", "pseudonymise": "warn", "pass_recorded": "warn", "pass": "pass"}
_NAMED = frozenset({"default", "floor", "not_permitted", MONITORED, PUBLIC, WEAK})
COLOURS = 6
"""Colours of marks in the stylesheet; a kind has also its number and name, so that nothing rests on colour alone."""


@dataclass(frozen=True, slots=True)
class KindView:
    """One line of the legend."""

    number: int
    colour: int
    name: str
    count: int
    what: str
    """What policy does with it, and why."""


@dataclass(frozen=True, slots=True)
class PieceView:
    """A stretch of the text; ``kind`` None where nothing was found."""

    text: str = field(repr=False)
    kind: KindView | None = None


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A finding in a file."""

    kind: KindView
    where: str
    before: str = field(repr=False)
    text: str = field(repr=False)
    after: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CheckView:
    """What the page shows."""

    tone: str
    verdict: str
    why: str
    found: str
    kinds: tuple[KindView, ...]
    pieces: tuple[PieceView, ...] = field(default=(), repr=False)
    places: tuple[PlaceView, ...] = field(default=(), repr=False)
    more: int = 0
    copy: str = field(default="", repr=False)


def check_view(found: Prechecked, language: Language, tool: str) -> CheckView:
    """The view. ``tool`` is the tool's name, "" for the default rules."""
    said = texts(language)
    kinds = {
        entity: KindView(number, (number - 1) % COLOURS, _name(entity, language), count, ruling_words(found.rulings[entity], language))
        for number, (entity, count) in enumerate(sorted(found.kinds.items(), key=lambda item: (-item[1], item[0])), 1)
    }
    return CheckView(
        TONES[found.verdict.name],
        word(language, "check.verdict", found.verdict.name),
        _why(found, language, tool),
        said.listed(found.kinds) if found.kinds else text(language, "check.found.none"),
        tuple(kinds.values()),
        tuple(PieceView(one.text, kinds.get(one.entity)) for one in found.stretches),
        tuple(PlaceView(kinds[one.entity], where(one.where, language), one.before, one.text, one.after) for one in found.places),
        found.more,
        found.copy,
    )


def where(place: Where, language: Language) -> str:
    """A place in a document: ``list 2, buňka B7``. What has no place stands in the file as a whole."""
    if place == NAME:
        return text(language, "where.file_name")
    return ", ".join(_steps(place, language)) or text(language, "where.whole")


def _steps(place: Where, language: Language) -> Iterator[str]:
    for what, which in place:
        yield f"{word(language, 'where', what)}\u00a0{which}"


def _name(entity: str, language: Language) -> str:
    kinds = texts(language).kinds
    return kinds.get(entity, kinds[OTHER])["one"]


def ruling_words(ruling: Ruling, language: Language) -> str:
    """What becomes of a finding, and why: ``zastaví se (výchozí pravidlo)``."""
    action = text(language, f"check.action.{ruling.action.word}")
    why = text(language, f"check.why.{ruling.why}") if ruling.why in _NAMED else text(language, "check.why.rule", rule=ruling.why)
    return f"{action} ({why})"


def _why(found: Prechecked, language: Language, tool: str) -> str:
    verdict = found.verdict
    if isinstance(verdict, Block) and found.scan is ScanOutcome.OPAQUE:
        details = texts(language).details
        return text(language, "check.opaque", detail=details.get(verdict.detail, details[OpaqueReason.UNKNOWN_SHAPE]))
    if isinstance(verdict, Block) and verdict.reason == "not_scanned":
        return text(language, "check.not_scanned")
    if isinstance(verdict, Warn) and verdict.reason == UNREAD:
        details = texts(language).details
        said = text(language, "check.unread", detail=details.get(verdict.detail, details[NOT_SCANNED]))
    else:
        said = text(language, f"check.because.{verdict.name}")
    said = " ".join((said, *(text(language, f"check.{name}") for name in ("tokens", "by_group") if getattr(found, name))))
    return f"{said} {text(language, 'check.for', tool=tool) if tool else text(language, 'check.for.default')}"
