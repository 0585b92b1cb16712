"""The policy that the settings describe, checked: a wrong one is said with its key and never takes the place of a good one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from difflib import get_close_matches
from types import MappingProxyType

from allowlist import prague
from gateway.act.tokens import names
from gateway.decide.action import FLOOR, WORDS, Action
from gateway.decide.policy import RESERVED, Policy
from gateway.decide.rules import MAX_MONITOR_DAYS, Approval, Bounds, Monitor, Period, Permission, Rule, Unread
from gateway.decide.unread import TOLERABLE
from gateway.errors import UserError
from gateway.extract import source_name
from gateway.policy_settings import PolicyBounds, PolicyRule, PolicySources, UnreadAnswer
from gateway.settings import Settings


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
        tuple(_bounds(f"policy.bounds[{at}]", one, settings, services) for at, one in enumerate(given.bounds)),
        tuple(_unread(f"policy.unread[{at}]", one, services) for at, one in enumerate(given.unread)),
        tuple(_sources(f"policy.sources[{at}]", one, services) for at, one in enumerate(given.sources)),
    )


def _rule(key: str, rule: PolicyRule, services: Collection[str] | None) -> Rule:
    if rule.name in RESERVED:
        raise UserError(f"{key}.name: {rule.name!r} stands in events where no rule decides; write another name")
    for kind in rule.kinds:
        if kind not in names():
            near = get_close_matches(kind.upper(), names(), n=1)
            raise UserError(f"{key}.kinds: {kind[:40]!r} is no entity; {f'did you mean {near[0]}?' if near else 'see docs/coverage.md'}")
    _known(f"{key}.tools", rule.tools, services)
    action = WORDS[rule.action]
    floors = FLOOR.intersection(rule.kinds)
    if floors and action < Action.PSEUDONYMISE:
        raise UserError(f"{key}.action: {min(floors)} is never set below pseudonymise; take it out of kinds, or write block")
    sets = (frozenset(rule.kinds), frozenset(rule.tools), frozenset(rule.groups), frozenset(rule.operations))
    return Rule(rule.name, action, *sets, below=rule.below, period=_open_period(key, rule.since, rule.until))


def _bounds(key: str, one: PolicyBounds, settings: Settings, services: Collection[str] | None) -> Bounds:
    _known(f"{key}.tools", one.tools, services)
    said = {"threshold": one.threshold, "text": one.max_text_characters, "file": one.max_file_bytes, "files": one.max_files}
    if all(value is None for value in said.values()):
        raise UserError(f"{key}: limits nothing; write threshold, max_text_characters, max_file_bytes or max_files, or take it away")
    most = settings.documents.max_file_bytes
    if one.max_file_bytes is not None and one.max_file_bytes > most:
        raise UserError(f"{key}.max_file_bytes: no file over documents.max_file_bytes ({most}) is read; write a smaller number")
    return Bounds(
        one.name,
        frozenset(one.tools),
        frozenset(one.groups),
        frozenset(one.operations),
        one.threshold,
        one.max_text_characters,
        one.max_file_bytes,
        one.max_files,
        _open_period(key, one.since, one.until),
    )


def _unread(key: str, one: UnreadAnswer, services: Collection[str] | None) -> Unread:
    for reason in one.reasons:
        if reason not in TOLERABLE:
            near = get_close_matches(reason, TOLERABLE, n=1)
            fix = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(TOLERABLE))}"
            raise UserError(f"{key}.reasons: {reason!r} is always stopped, or no reason; {fix}")
    _known(f"{key}.tools", one.tools, services)
    warns = one.answer == "warn"
    missing = [name for name in ("tools", "approved_by", "since", "until") if not getattr(one, name)] if warns else []
    if missing:
        raise UserError(f"{key}.{missing[0]}: what may leave unread names its tools, who approved it, since and until when; write it")
    sets = (frozenset(one.tools), frozenset(one.groups), frozenset(one.operations))
    return Unread(one.name, frozenset(one.reasons), warns, *sets, one.approved_by, _open_period(key, one.since, one.until))


def _sources(key: str, one: PolicySources, services: Collection[str] | None) -> Approval:
    named = []
    for at, text in enumerate(one.sources):
        try:
            named.append(source_name.entry(text))
        except ValueError as error:
            raise UserError(f"{key}.sources[{at}]: {error}") from None
    _known(f"{key}.tools", one.tools, services)
    if not one.approved_by.strip():
        raise UserError(f"{key}.approved_by: a source is approved by somebody; write who, with the decision's number")
    sets = (frozenset(named), frozenset(one.tools), frozenset(one.groups), frozenset(one.operations))
    return Approval(one.name, *sets, one.approved_by, _period(key, one.since, one.until))


def _known(key: str, tools: Collection[str], services: Collection[str] | None) -> None:
    for tool in tools:
        if services is not None and tool not in services:
            near = get_close_matches(tool, services, n=1)
            fix = f"did you mean {near[0]}?" if near else "see `celnice allowlist list`"
            raise UserError(f"{key}: {tool[:40]!r} is no service of the catalogue; {fix}")


def _open_period(key: str, since: date | None, until: date | None) -> Period | None:
    """None where neither day is given."""
    if since is None and until is None:
        return None
    return _period(key, since or date(2000, 1, 1), until or date(9999, 12, 31))


def _period(key: str, since: date, until: date) -> Period:
    if until < since:
        raise UserError(f"{key}.until: lies before since; write a later day")
    return Period(prague.midnight(since), prague.end(until))
