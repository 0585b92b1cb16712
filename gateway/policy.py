"""The policy that the settings describe, checked: a wrong one is said with its key and never takes the place of a good one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from difflib import get_close_matches
from types import MappingProxyType

from allowlist import prague
from gateway.act.tokens import names
from gateway.decide.action import FLOOR, WORDS, Action
from gateway.decide.policy import Policy
from gateway.decide.rules import MAX_MONITOR_DAYS, Monitor, Period, Permission, Rule
from gateway.errors import UserError
from gateway.settings import PolicyRule, Settings


def policy_of(settings: Settings, services: Collection[str] | None = None) -> Policy:
    """The policy of ``[policy]``. ``services`` are the catalogue's ids; without them tools' names are not checked.

    Raises UserError that names the key and the fix.
    """
    given = settings.policy
    rules = tuple(_rule(f"policy.rules[{at}]", rule, services) for at, rule in enumerate(given.rules))
    permissions, monitors = {}, {}
    for tool, one in given.pseudonymise.items():
        key = f"policy.pseudonymise.{tool}"
        _known(key, [tool], services)
        permissions[tool] = Permission(tool, one.approved_by, _period(key, one.since, one.until), one.style == "surrogate")
    for tool, trial in given.monitor.items():
        key = f"policy.monitor.{tool}"
        _known(key, [tool], services)
        if (trial.until - trial.since).days >= MAX_MONITOR_DAYS:
            raise UserError(f"{key}.until: a trial lasts {MAX_MONITOR_DAYS} days at most; write an earlier day")
        if trial.group_approver.strip().casefold() == trial.dpo_approver.strip().casefold():
            raise UserError(f"{key}.dpo_approver: a trial is approved by two different persons; write the data protection officer")
        monitors[tool] = Monitor(tool, trial.group_approver, trial.dpo_approver, _period(key, trial.since, trial.until))
    return Policy(
        given.threshold,
        given.public_values_pass,
        rules,
        MappingProxyType(permissions),
        MappingProxyType(monitors),
        given.document_authors == "ignore",
        given.unknown_files == "record",
    )


def _rule(key: str, rule: PolicyRule, services: Collection[str] | None) -> Rule:
    for kind in rule.kinds:
        if kind not in names():
            near = get_close_matches(kind.upper(), names(), n=1)
            raise UserError(f"{key}.kinds: {kind[:40]!r} is no entity; {f'did you mean {near[0]}?' if near else 'see docs/coverage.md'}")
    _known(f"{key}.tools", rule.tools, services)
    action = WORDS[rule.action]
    floors = FLOOR.intersection(rule.kinds)
    if floors and action < Action.PSEUDONYMISE:
        raise UserError(f"{key}.action: {min(floors)} is never set below pseudonymise; take it out of kinds, or write block")
    period = None
    if rule.since is not None or rule.until is not None:
        period = _period(key, rule.since or date(2000, 1, 1), rule.until or date(9999, 12, 31))
    sets = (frozenset(rule.kinds), frozenset(rule.tools), frozenset(rule.groups), frozenset(rule.operations))
    return Rule(rule.name, action, *sets, below=rule.below, period=period)


def _known(key: str, tools: Collection[str], services: Collection[str] | None) -> None:
    for tool in tools:
        if services is not None and tool not in services:
            near = get_close_matches(tool, services, n=1)
            fix = f"did you mean {near[0]}?" if near else "see `celnice allowlist list`"
            raise UserError(f"{key}: {tool[:40]!r} is no service of the catalogue; {fix}")


def _period(key: str, since: date, until: date) -> Period:
    if until < since:
        raise UserError(f"{key}.until: lies before since; write a later day")
    return Period(prague.midnight(since), prague.end(until))
