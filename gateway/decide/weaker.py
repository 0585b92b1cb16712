"""Whether a changed policy protects less than the one before, anywhere and at any time to come. Pure.

Asked is the policy itself (:meth:`gateway.decide.policy.Policy.ruling`) for every situation that its rules can tell apart: a kind of each
sort, a tool, an operation, a set of groups, a score, a moment between two days on which a rule begins or ends. Permissions to pseudonymise
and trials have approvals of their own: here every tool has the permission and none is in a trial.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from math import prod
from types import MappingProxyType

from detectors.finding import Finding
from gateway.act.tokens import names
from gateway.decide.action import FLOOR, NO_PERSON, Action
from gateway.decide.policy import UNSPOKEN, Policy, Ruling
from gateway.decide.rules import Period, Permission, Rule, Situation

MOST = 40_000
"""Situations that are looked at, under a second's work. A policy that tells more apart counts as weaker: a second person looks at it."""

ALWAYS = Period(datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC))
OTHER = ""
"""A tool or operation that no rule names."""


def weaker(before: Policy, after: Policy, now: datetime) -> bool:
    """Whether something that is kept from some finding is kept from it no longer."""
    if not set(after.sources) <= set(before.sources):
        return True  # an approval that was not there, or not so
    rules = (*before.rules, *after.rules)
    kinds = _sorts(rules)
    tools = sorted({OTHER}.union(*(rule.tools for rule in rules)))
    operations = sorted({OTHER}.union(*(rule.operations for rule in rules)))
    persons = _persons(rules)
    scores, times = _scores(rules), _times(rules, now)
    if prod((len(kinds), len(tools), len(operations), len(persons), len(scores), len(times))) > MOST:
        return True
    old, new = _open(before, tools), _open(after, tools)
    return any(
        any(had and not has for had, has in zip(*(_kept(policy.ruling(finding, situation), finding) for policy in (old, new)), strict=True))
        for situation in (
            Situation(tool, operation, groups, at) for tool in tools for operation in operations for groups in persons for at in times
        )
        for finding in (Finding(kind, 0, 1, score, "policy") for kind in kinds for score in scores)
    )


def _open(policy: Policy, tools: list[str]) -> Policy:
    permissions = {tool: Permission(tool, "", ALWAYS) for tool in tools}
    return replace(policy, permissions=MappingProxyType(permissions), monitors=MappingProxyType({}))


def _kept(ruling: Ruling, finding: Finding) -> tuple[bool, ...]:
    """What does not happen to a finding: it does not leave unasked; nor in clear, whatever the employee says; its text does not leave at
    all; not even with tokens, which an employee is offered unless a rule blocks in as many words. Of what marks a text, not a person, a
    token protects nobody: it leaves unasked.
    """
    action = ruling.action
    asked = action is not Action.PSEUDONYMISE or finding.entity not in NO_PERSON
    hard = action is Action.BLOCK and ruling.why not in UNSPOKEN
    return action > Action.IGNORE, action > Action.IGNORE and asked, action > Action.WARN, action is Action.BLOCK, hard


def _sorts(rules: tuple[Rule, ...]) -> list[str]:
    """One kind of each sort that the rules can tell apart."""
    found: dict[object, str] = {}
    for kind in sorted(names()):
        found.setdefault((kind in FLOOR, kind in NO_PERSON, *(kind in rule.kinds for rule in rules)), kind)
    return list(found.values())


def _persons(rules: tuple[Rule, ...]) -> list[frozenset[str]]:
    """One set of groups for each sort of person: which rules' groups they are in."""
    found: Mapping[frozenset[int], frozenset[str]] = {frozenset(): frozenset()}
    for group in sorted(frozenset().union(*(rule.groups for rule in rules))):
        named = frozenset(at for at, rule in enumerate(rules) if group in rule.groups)
        found = {**{marks | named: groups | {group} for marks, groups in found.items()}, **found}
        if len(found) > MOST:
            break
    return list(found.values())


def _scores(rules: tuple[Rule, ...]) -> list[float]:
    cuts = sorted({rule.below for rule in rules if rule.below is not None})
    return [cuts[0] / 2, *cuts] if cuts else [1.0]


def _times(rules: tuple[Rule, ...], now: datetime) -> list[datetime]:
    return sorted({now, *(at for rule in rules for at in _ends(rule) if at > now)})


def _ends(rule: Rule) -> Iterator[datetime]:
    if rule.period is not None:
        yield rule.period.since
        yield rule.period.until
