"""A policy in words, for whoever answers for it: what ``celnice config check`` prints."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from allowlist.prague import midnight
from gateway.decide.action import FLOOR, Action
from gateway.decide.policy import Policy, Ruling
from gateway.decide.rules import Aimed, Bounds, Period, Rule

_ACTIONS = {
    Action.IGNORE: "are ignored",
    Action.WARN: "must be confirmed with a justification",
    Action.PSEUDONYMISE: "are replaced by tokens where the tool is permitted that",
    Action.BLOCK: "are blocked",
}


def words(policy: Policy, now: datetime) -> Iterator[str]:
    """The policy, a sentence a line, in the order in which it decides."""
    public = "pass" if policy.public_values_pass else "count as any other"
    yield f"Findings with a score of {policy.threshold} or more count. Public persons and values {public}."
    for number, rule in enumerate(policy.rules, 1):
        yield f"{number}. {rule.name}: {_rule(rule, now)}"
    if policy.document_authors_pass:
        yield "Names of persons in documents' own author properties are ignored."
    yield f"{len(policy.rules) + 1}. Everything else is blocked."
    yield f"Never below pseudonymising, whatever the rules say: {', '.join(sorted(FLOOR))}."
    for tool, permission in sorted(policy.permissions.items()):
        yield f"Pseudonymising for {tool}: {_period(permission.period, now)}, approved by {permission.approved_by}."
    if not policy.permissions:
        yield "No tool is permitted pseudonymised text: such findings are blocked."
    for tool, monitor in sorted(policy.monitors.items()):
        yield (
            f"MONITORING of {tool}: {_period(monitor.period, now)}; findings LEAVE the office and are recorded as suspected incidents, "
            f"approved by {monitor.group_approver} and {monitor.dpo_approver}."
        )
    for bounds in policy.bounds:
        yield f"Limits, {bounds.name}: {_bounds(bounds)}{_whose(bounds)}{_when(bounds.period, now)}."
    for unread in policy.unread:
        reasons = ", ".join(sorted(unread.reasons))
        if unread.warns:
            yield (
                f"UNREAD, {unread.name}: what could not be read ({reasons}) may LEAVE the office after a justification, once, as a "
                f"suspected incident{_whose(unread)}{_when(unread.period, now)}, approved by {unread.approved_by}."
            )
        else:
            yield f"Unread, {unread.name}: what could not be read ({reasons}) is blocked{_whose(unread)}{_when(unread.period, now)}."
    yield f"What {'else ' if policy.unread else ''}cannot be read or scanned is blocked."
    if policy.unknown_files_pass:
        yield "Files that lie at a provider and were not scanned here may be referred to; such requests LEAVE the office and are recorded."


def why(ruling: Ruling) -> str:
    """One ruling in words."""
    reasons = {
        "default": "no rule speaks of it",
        "floor": "a kind that no rule puts below pseudonymising",
        "not_permitted": "a rule says pseudonymise, but the tool has no permission for it now",
        "confirmed": "a rule warns of it, and the employee has confirmed this text with a justification",
        "chosen": "the employee has chosen to send this text with tokens",
        "monitored": "the tool is in a monitored trial: it leaves and is recorded",
    }
    return f"{ruling.action.word} ({reasons.get(ruling.why, f'rule {ruling.why!r}')})"


def _whose(one: Aimed) -> str:
    aims = (("tools", one.tools), ("operations", one.operations), ("groups", one.groups))
    whose = [f"for {what} {', '.join(sorted(which))}" for what, which in aims if which]
    return f" {', '.join(whose)}" if whose else ""


def _when(period: Period | None, now: datetime) -> str:
    return f", {_period(period, now)}" if period else ""


def _bounds(bounds: Bounds) -> str:
    said = (
        ("findings count from a score of {} (of floor kinds the lower of both)", bounds.threshold),
        ("at most {} characters of text", bounds.text),
        ("no file over {} bytes", bounds.file),
        ("at most {} files" if bounds.files else "no files", bounds.files),
    )
    return ", ".join(text.format(value) for text, value in said if value is not None)


def _rule(rule: Rule, now: datetime) -> str:
    kinds = ", ".join(sorted(rule.kinds)) or "all findings"
    weak = f" with a score below {rule.below}" if rule.below is not None else ""
    return f"{kinds}{weak} {_ACTIONS[rule.action]}{_whose(rule)}{_when(rule.period, now)}."


def _period(period: Period, now: datetime) -> str:
    last = (period.until - timedelta(seconds=1)).astimezone(UTC)
    day = last.date() if midnight(last.date()) <= last < midnight(last.date() + timedelta(days=1)) else last.date() + timedelta(days=1)
    if now < period.since:
        return f"not yet, until {day}"
    return f"until {day}" if now < period.until else f"ENDED on {day}"
