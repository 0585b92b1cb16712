"""Rules of the console in words: what holds, each step of the history, and two versions side by side. Values in, values out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from gateway.confirmed import rule_of
from gateway.console.policy_ports import Compared, Entry, Held
from gateway.decide.rules import Rule
from gateway.decide.words import rule_words
from gateway.policy import policy_of
from gateway.policy_settings import Policy, PolicyRule
from gateway.record.policy_step import Step, standing
from gateway.record.proposal import Proposal
from gateway.settings import Settings


class Words:
    """Says rules in a language, as at a moment."""

    def __init__(self, language: str, names: Mapping[str, str], now: datetime) -> None:
        self._language, self._names, self._now = language, names, now

    def of(self, lines: str) -> str:
        """The rule of some lines; "" for none."""
        return self.rule(rule_of(lines)) if lines else ""

    def rule(self, rule: PolicyRule) -> str:
        """A rule as the settings hold it."""
        return rule_words(_plain(rule), self._now, self._language, self._names)


def held(decided: Iterable[Step | Proposal], own: Sequence[PolicyRule], words: Words) -> list[Held]:
    """Every rule in the order in which it decides."""
    first = [
        Held(words.of(one.lines), "console", one.rule, step=one)
        if isinstance(one, Step)
        else Held(words.of(one.lines), "relief", one.id, relief=one)
        for one in decided
    ]
    return [*first, *(Held(words.rule(one), "settings") for one in own)]


def history(steps: Sequence[Step], words: Words) -> list[Entry]:
    """Every step, newest first."""
    return [Entry(one, words.of(one.lines)) for one in reversed(steps)]


def compare(steps: Sequence[Step], first: int, second: int, words: Words) -> Compared:
    """The rules after two numbers of steps; the same rule in other words counts as gone and new."""
    before, after = (Counter(words.of(one.lines) for one in standing(steps[:number]).rules) for number in (first, second))
    return Compared(list((before - after).elements()), list((after - before).elements()), list((before & after).elements()))


def _plain(rule: PolicyRule) -> Rule:
    """Without the catalogue: a rule of the history may name a tool that is no longer in it."""
    (plain,) = policy_of(Settings.model_construct(policy=Policy(rules=(rule,)))).rules
    return plain
