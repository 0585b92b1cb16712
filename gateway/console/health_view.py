"""How the gateway is, in plain words: each part well or not, and what to do about what is not. Values in, words out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gateway.console.clock import NO_BREAK, for_people
from gateway.console.language import Language
from gateway.console.texts import text, word
from gateway.exposition import largest, samples
from gateway.metrics import Figures

PARTS = ("store", "detection", "documents", "spool", "ca")
"""The checks of ``/readyz`` that have words; another is shown by its name."""
RENEW = timedelta(days=90)
"""The authority has to reach every machine before it ends, which takes an office weeks."""
LATE_SECONDS = 900
"""A feed that is so far behind is looked at: its receiver does not take what it is given."""
MANY = 1_000
"""Events that wait on the node; the writer moves them in seconds."""


@dataclass(frozen=True, slots=True)
class Line:
    """One part: ``tone`` pass, warn or stop; ``todo`` is "" for what is well."""

    name: str
    tone: str
    what: str
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page knows. None for what could not be found out."""

    now: datetime
    ready: Mapping[str, bool] = field(default_factory=dict)
    figures: Figures | None = None
    authority: datetime | None = None
    """When the authority's certificate ends."""
    exposition: bytes = b""


def lines(facts: Facts, language: Language) -> list[Line]:
    """Every line, in the order of the way of a request."""
    return [
        *_ready(facts, language),
        *_authority(facts, language),
        *_counted(facts, language),
        *_feeds(facts, language),
        *_build(facts, language),
    ]


def _ready(facts: Facts, language: Language) -> Iterator[Line]:
    for part in (*PARTS, *(name for name in facts.ready if name not in PARTS)):
        if part in facts.ready:
            good = facts.ready[part]
            known = part in PARTS
            todo = "" if good else text(language, f"health.{part}.todo" if known else "health.other.todo")
            yield Line(word(language, "health.part", part), "pass" if good else "stop", _yes(good, language), todo)


def _yes(good: bool, language: Language) -> str:
    return text(language, "health.works" if good else "health.broken")


def _authority(facts: Facts, language: Language) -> Iterator[Line]:
    if facts.authority is None:
        return
    left = facts.authority - facts.now
    tone = "stop" if left < timedelta() else "warn" if left < RENEW else "pass"
    what = text(language, "health.authority", when=for_people(facts.authority).rpartition(NO_BREAK)[0])
    yield Line(text(language, "health.authority.name"), tone, what, "" if tone == "pass" else text(language, "health.authority.todo"))


def _counted(facts: Facts, language: Language) -> Iterator[Line]:
    if facts.figures is None:
        yield Line(text(language, "health.numbers"), "warn", text(language, "strip.unknown"), text(language, "health.numbers.todo"))
        return
    waiting, faults = facts.figures.waiting, facts.figures.faults
    many = waiting >= MANY
    yield Line(
        text(language, "strip.waiting"), "warn" if many else "pass", f"{waiting}", text(language, "health.waiting.todo") if many else ""
    )
    yield Line(
        text(language, "strip.faults"), "warn" if faults else "pass", f"{faults}", text(language, "health.faults.todo") if faults else ""
    )
    seen = text(language, "health.ocr.yes" if facts.figures.ocr else "strip.ocr.missing")
    yield Line(
        text(language, "strip.ocr"),
        "pass" if facts.figures.ocr else "warn",
        seen,
        "" if facts.figures.ocr else text(language, "strip.ocr.why"),
    )


def _feeds(facts: Facts, language: Language) -> Iterator[Line]:
    late = largest(facts.exposition, "celnice_feed_lag_seconds", "feed")
    dead = largest(facts.exposition, "celnice_feed_dead_letters", "feed")
    for name in sorted(late.keys() | dead.keys()):
        minutes, letters = int(late.get(name, 0) // 60), int(dead.get(name, 0))
        bad = late.get(name, 0) > LATE_SECONDS or letters > 0
        what = text(language, "health.feed", minutes=minutes, letters=letters) if bad else text(language, "health.feed.good")
        yield Line(
            text(language, "health.feed.name", name=name),
            "warn" if bad else "pass",
            what,
            text(language, "health.feed.todo") if bad else "",
        )


def _build(facts: Facts, language: Language) -> Iterator[Line]:
    for labels, _ in samples(facts.exposition, "celnice_build_info"):
        given = {name: labels.get(name, text(language, "unknown")) for name in ("version", "policy", "detectors")}
        if "policy" in labels:
            yield Line(text(language, "health.build.name"), "pass", text(language, "health.build", **given))
            return
