"""A policy in words, for whoever answers for it: what ``celnice config check`` prints and the console's pages show. Czech and English.

The sentences stand in ``words.cs.toml`` and ``words.en.toml``. English names kinds by their codes, as settings do; Czech by the names that
employees read, with the reasons why something could not be read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib import resources
from types import MappingProxyType
from unicodedata import normalize

from allowlist.prague import midnight
from gateway.act.texts import texts
from gateway.decide.action import FLOOR
from gateway.decide.policy import Policy, Ruling
from gateway.decide.rules import Aimed, Bounds, Period, Rule, Unread

NO_BREAK = "\u00a0"
NOBODY: Mapping[str, str] = MappingProxyType({})


def words(policy: Policy, now: datetime, language: str = "en", names: Mapping[str, str] = NOBODY) -> Iterator[str]:
    """The policy, a sentence a line, in the order in which it decides. ``names`` of tools by id; others are called by their id."""
    teller = _Teller(language, now, names)
    say = teller.say
    yield say("first", threshold=teller.number(policy.threshold), public=say("public_yes" if policy.public_values_pass else "public_no"))
    for number, rule in enumerate(policy.rules, 1):
        yield teller.rule(number, rule)
    if policy.document_authors_pass:
        yield say("authors")
    yield say("else", number=len(policy.rules) + 1)
    yield say("floors", kinds=teller.kinds(FLOOR))
    for tool, permission in sorted(policy.permissions.items()):
        yield say("permission", tool=teller.tool(tool), period=teller.period(permission.period), who=permission.approved_by)
    if not policy.permissions:
        yield say("no_permission")
    for tool, monitor in sorted(policy.monitors.items()):
        period = teller.period(monitor.period)
        yield say("monitor", tool=teller.tool(tool), period=period, group=monitor.group_approver, officer=monitor.dpo_approver)
    for bounds in policy.bounds:
        yield say("bounds", name=bounds.name, limits=teller.limits(bounds), whose=teller.whose(bounds), when=teller.when(bounds.period))
    for unread in policy.unread:
        yield teller.unread(unread)
    for one in policy.sources:
        parts = {"name": one.name, "sources": ", ".join(sorted(one.sources)), "whose": teller.whose(one), "when": teller.when(one.period)}
        yield say("sources", who=one.approved_by, **parts)
    yield say("unreadable_else" if policy.unread else "unreadable")
    if policy.unknown_files_pass:
        yield say("unknown_files")


def rule_words(rule: Rule, now: datetime, language: str = "en", names: Mapping[str, str] = NOBODY) -> str:
    """One rule in words, without its number."""
    return _Teller(language, now, names).rule(0, rule).removeprefix("0. ")


def why(ruling: Ruling, language: str = "en") -> str:
    """One ruling in words."""
    reasons = _sentences(language)["why"]
    reason = reasons["rule"].format(name=ruling.why) if ruling.why not in reasons or ruling.why == "rule" else reasons[ruling.why]
    return f"{ruling.action.word} ({reason})"


@dataclass(frozen=True, slots=True)
class _Teller:
    """Who says it: in a language, at a moment."""

    language: str
    now: datetime
    names: Mapping[str, str] = field(repr=False)

    def say(self, key: str, table: str = "sentence", **parts: object) -> str:
        return _sentences(self.language)[table][key].format(**parts)

    def tool(self, identity: str) -> str:
        return self.names.get(identity, identity)

    def number(self, value: float) -> str:
        """``0,5`` and ``10 000`` in Czech (ČSN 01 6910)."""
        return f"{value:,}".replace(",", NO_BREAK).replace(".", ",") if self.language == "cs" else str(value)

    def kinds(self, kinds: Collection[str]) -> str:
        if self.language != "cs":
            return ", ".join(sorted(kinds))
        known = texts("cs").kinds
        return ", ".join(sorted((known[kind]["one"] if kind in known else kind for kind in kinds), key=alphabetical))

    def rule(self, number: int, rule: Rule) -> str:
        what = self.kinds(rule.kinds) if rule.kinds else self.say("all", "part")
        if rule.below is not None:
            what = self.say("weak", "part", what=what, below=self.number(rule.below))
        action = self.say(rule.action.word, "action")
        return self.say(
            "rule", number=number, name=rule.name, what=what, action=action, whose=self.whose(rule), when=self.when(rule.period)
        )

    def unread(self, unread: Unread) -> str:
        details = texts("cs").details if self.language == "cs" else NOBODY
        reasons = ", ".join(details.get(reason, reason) for reason in sorted(unread.reasons))
        parts = {"name": unread.name, "reasons": reasons, "whose": self.whose(unread), "when": self.when(unread.period)}
        return self.say("unread_warn", who=unread.approved_by, **parts) if unread.warns else self.say("unread_block", **parts)

    def whose(self, one: Aimed) -> str:
        tools = frozenset(map(self.tool, one.tools))
        aims = (("tools", tools), ("operations", one.operations), ("groups", one.groups))
        return ",".join(self.say(what, "part", which=", ".join(sorted(which))) for what, which in aims if which)

    def limits(self, bounds: Bounds) -> str:
        said = (
            ("threshold", bounds.threshold),
            ("text", bounds.text),
            ("file", bounds.file),
            ("files" if bounds.files else "no_files", bounds.files),
        )
        return ", ".join(self.say(key, "part", value=self.number(value)) for key, value in said if value is not None)

    def when(self, period: Period | None) -> str:
        return self.say("when", "part", period=self.period(period)) if period else ""

    def period(self, period: Period) -> str:
        if self.now < period.since:
            return self.say("period_not_yet", "part", day=self.day(period))
        return self.say("period_until" if self.now < period.until else "period_ended", "part", day=self.day(period))

    def day(self, period: Period) -> str:
        day = _last(period)
        return f"{day.day}.{NO_BREAK}{day.month}.{NO_BREAK}{day.year}" if self.language == "cs" else str(day)


def alphabetical(name: str) -> tuple[str, str]:
    """Letters with their marks stand among those without."""
    return normalize("NFD", name.casefold()).encode("ascii", "ignore").decode(), name


def _last(period: Period) -> date:
    """The last day in Prague on which it holds."""
    last = (period.until - timedelta(seconds=1)).astimezone(UTC)
    within = midnight(last.date()) <= last < midnight(last.date() + timedelta(days=1))
    return last.date() if within else last.date() + timedelta(days=1)


@cache
def _sentences(language: str) -> Mapping[str, Mapping[str, str]]:
    tables: dict[str, dict[str, str]] = tomllib.loads(
        resources.files("gateway.decide").joinpath(f"words.{language}.toml").read_text("utf-8")
    )
    return tables
