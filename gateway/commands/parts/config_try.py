"""``celnice config try "text" --tool X --group Y``: what would happen to a text, and why. The text is neither stored nor sent anywhere."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, date, datetime, time
from typing import Any

from allowlist.prague import midnight
from detectors.finding import Finding, NotScanned
from gateway.act.pseudonyms import Table, replace
from gateway.decide.action import Action
from gateway.decide.offers import offered
from gateway.decide.policy import Policy, Ruling, decide
from gateway.decide.rules import Situation
from gateway.decide.verdict import Verdict
from gateway.decide.words import why
from gateway.errors import UserError
from gateway.model import Segment, Unscanned
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
    one.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="as on that day, such as 2027-01-31 (default: now)")
    one.add_argument("--json", action="store_true", help="answer in JSON")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0 when it would pass, pseudonymised or not; 1 when it would be blocked or must be confirmed; 2 when it could not be scanned."""
    services = register(settings).catalogue.services
    if arguments.tool not in services:
        raise UserError("no service of the catalogue has that id; see `celnice allowlist list`")
    policy = policy_of(settings, services)
    now = datetime.now(UTC)
    if arguments.on is not None:
        now = midnight(arguments.on) + (now - datetime.combine(now.date(), time(), UTC))
    situation = Situation(arguments.tool, arguments.operation, frozenset(arguments.group), now)
    text = sys.stdin.read() if arguments.text == "-" else arguments.text
    findings, unscanned = _scan(text, settings)
    counted = [finding for finding in findings if policy.acts_on(finding)]
    verdict = decide(counted, unscanned, policy, situation)
    rulings = [
        (finding, policy.ruling(finding, situation) if finding in counted else _not_counted(finding, policy)) for finding in findings
    ]
    choices = [choice.value for choice in offered(verdict, counted, policy, situation)] if not unscanned else []
    if arguments.json:
        said = {"verdict": verdict.name, "reason": verdict.reason, "choices": choices, "findings": [_plain(*one) for one in rulings]}
        print(json.dumps(said, indent=2))
    else:
        _print(text, verdict, rulings)
        for choice in choices:
            print(f"the employee may choose: {choice} (this text, once)")
    return 2 if unscanned else int(verdict.name in {"block", "warn"})


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


def _print(text: str, verdict: Verdict, rulings: list[tuple[Finding, Ruling]]) -> None:
    print(f"{verdict.name}: {verdict.reason}")
    for finding, ruling in rulings:
        print(f"  {finding.entity} at {finding.start}-{finding.end} ({finding.score:.2f}, {finding.rule}): {why(ruling)}")
    if verdict.name == "pseudonymise":
        spans = [(0, finding.start, finding.end, finding.entity) for finding, ruling in rulings if ruling.action is Action.PSEUDONYMISE]
        print(f"sent as: {replace([Segment((), text)], spans, Table()).get((), text)}")
