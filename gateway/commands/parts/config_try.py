"""``celnice config try "text" --tool X --group Y``: what would happen to a text, and why. The text is neither stored nor sent anywhere."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from allowlist.prague import midnight
from detectors.finding import Finding, NotScanned
from gateway.act.pseudonyms import Table, replace
from gateway.commands.parts import times
from gateway.confirmed import RULES, with_confirmed
from gateway.decide.action import Action
from gateway.decide.bounds import over
from gateway.decide.offers import offered
from gateway.decide.policy import Policy, Ruling, decide
from gateway.decide.rules import Situation
from gateway.decide.unread import NOT_SCANNED, TOLERABLE, opaque
from gateway.decide.verdict import Block, Verdict, Warn
from gateway.decide.words import why
from gateway.errors import UserError
from gateway.model import Extracted, OpaqueReason, Segment, Unscanned
from gateway.policy import policy_of
from gateway.register import register
from gateway.settings import Settings


def configure(verbs: Any) -> None:
    """Adds ``try``."""
    one = verbs.add_parser("try", help="what would happen to a text, and why; exit 1 when it would be blocked")
    one.add_argument("text", help="the text; - for standard input")
    one.add_argument("--tool", required=True, help="the catalogue id of the tool")
    one.add_argument("--operation", default="", help="the operation, such as chat.completions")
    one.add_argument("--group", action="append", default=[], help="a directory group of the person; may be repeated")
    one.add_argument(
        "--unread",
        action="append",
        default=[],
        choices=sorted(TOLERABLE),
        metavar="REASON",
        help="with a file that could not be read, because…",
    )
    one.add_argument("--on", type=times.day, metavar="DAY", help="as on that day, such as 2027-01-31 (default: now)")
    one.add_argument("--json", action="store_true", help="answer in JSON")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0 when it would pass, pseudonymised or not; 1 when it would be blocked or must be confirmed; 2 when it could not be scanned."""
    services = register(settings).catalogue.services
    if arguments.tool not in services:
        raise UserError("no service of the catalogue has that id; see `celnice allowlist list`")
    confirmed = with_confirmed(settings.policy, settings.data.dir / RULES)
    policy = policy_of(settings.model_copy(update={"policy": confirmed}), services)
    now = datetime.now(UTC)
    if arguments.on is not None:
        now = midnight(arguments.on) + (now - datetime.combine(now.date(), time(), UTC))
    situation = Situation(arguments.tool, arguments.operation, frozenset(arguments.group), now)
    text = sys.stdin.read() if arguments.text == "-" else arguments.text
    found = _tried(text, arguments.unread, policy, situation, *_scan(text, settings))
    if arguments.json:
        said = {
            "verdict": found.verdict.name,
            "reason": found.verdict.reason,
            "choices": found.choices,
            "findings": [_plain(*one) for one in found.rulings],
            "unread": [{"reason": reason, "action": ruling.action.word, "why": ruling.why} for reason, ruling in found.unread],
            "limits": found.limits,
        }
        print(json.dumps(said, indent=2))
    else:
        _print(text, found)
    return 2 if found.unscanned else int(found.verdict.name in {"block", "warn"})


@dataclass(frozen=True, slots=True)
class _Tried:
    """What would happen. ``unread``: what could not be read, and what becomes of it; ``limits``: those that hold, with their entries."""

    verdict: Verdict
    unscanned: bool
    rulings: list[tuple[Finding, Ruling]]
    choices: list[str]
    unread: list[tuple[str, Ruling]]
    limits: dict[str, str]


def _tried(
    text: str, lacking: list[str], policy: Policy, situation: Situation, findings: Sequence[Finding], unscanned: list[Unscanned]
) -> _Tried:
    held = policy.limits(situation)
    excess = over(held, Extracted((Segment((), text),)))
    counted = [finding for finding in findings if policy.acts_on(finding, held=held)]
    unread = [OpaqueReason(reason) for reason in lacking if reason != NOT_SCANNED]
    unscanned = unscanned or [Unscanned(NOT_SCANNED) for reason in lacking if reason == NOT_SCANNED]
    verdict = opaque(excess) if excess else decide(counted, unscanned, policy, situation, unread=unread)
    ruled = [(one, policy.ruling(one, situation) if one in counted else _not_counted(one, policy)) for one in findings]
    lacks = [*unread, *([NOT_SCANNED] if unscanned else [])]
    choices = [choice.value for choice in offered(verdict, counted, policy, situation, unscanned, unread)]
    entries = {name: value for name in ("threshold", "text", "file", "files") if (value := getattr(held, name)) is not None}
    return _Tried(
        verdict,
        bool(unscanned),
        ruled,
        choices,
        [(lack, policy.unread_ruling(lack, situation)) for lack in lacks],
        {name: f"{value} ({entry})" for name, (value, entry) in entries.items()},
    )


def _scan(text: str, settings: Settings) -> tuple[tuple[Finding, ...], list[Unscanned]]:
    from gateway.detection import loading  # noqa: PLC0415  # takes a second, which other verbs need not wait for

    try:
        return loading.load(settings).now().analyze(text), []
    except NotScanned as failed:
        return (), [Unscanned(failed.reason)]


def _not_counted(finding: Finding, policy: Policy) -> Ruling:
    return Ruling(Action.IGNORE, "public" if finding.public and policy.public_values_pass else "below the threshold")


def _plain(finding: Finding, ruling: Ruling) -> dict[str, object]:
    place = {"entity": finding.entity, "start": finding.start, "end": finding.end, "score": finding.score, "rule": finding.rule}
    return {**place, "action": ruling.action.word, "why": ruling.why}


def _print(text: str, found: _Tried) -> None:
    verdict, rulings = found.verdict, found.rulings
    print(f"{verdict.name}: {verdict.reason}{f' ({verdict.detail})' if isinstance(verdict, (Block, Warn)) and verdict.detail else ''}")
    for name, held in found.limits.items():
        print(f"  limit of {name}: {held}")
    for reason, ruling in found.unread:
        print(f"  unread, {reason}: {why(ruling)}")
    for finding, ruling in rulings:
        print(f"  {finding.entity} at {finding.start}-{finding.end} ({finding.score:.2f}, {finding.rule}): {why(ruling)}")
    if verdict.name == "pseudonymise":
        spans = [(0, finding.start, finding.end, finding.entity) for finding, ruling in rulings if ruling.action is Action.PSEUDONYMISE]
        print(f"sent as: {replace([Segment((), text)], spans, Table()).get((), text)}")
    for choice in found.choices:
        print(f"the employee may choose: {choice} (this text, once)")
