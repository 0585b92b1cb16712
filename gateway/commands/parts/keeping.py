"""What ``celnice events`` does about how long events are kept: retention, legal holds."""

from __future__ import annotations

import argparse
import getpass
import json
from collections.abc import Callable

from gateway.errors import UserError
from gateway.record.hold import HoldError, running
from gateway.record.retention import Keep
from gateway.settings import Settings
from gateway.store.events import EventStore
from gateway.store.holds import HoldStore
from gateway.store.retaining import retention_of
from gateway.store.url import store_url

Act = Callable[[EventStore, argparse.Namespace, Settings], int]

WORDS = {
    Keep.DUE: "over: erased now",
    Keep.RUNNING: "within their period",
    Keep.OPEN: "of a case that is open",
    Keep.FILED: "of an incident, kept by the filing plan",
    Keep.HELD: "under a legal hold",
    Keep.PROOF: "proofs of erasure",
}


def configure(verb: Callable[[str, str, Act], argparse.ArgumentParser]) -> None:
    """Adds the verbs."""
    retention = verb("retention", "erase what is over now (every node does so by itself)", _retention)
    retention.add_argument("--dry-run", action="store_true", help="only say what would go and what stays, and why")
    for name, text in (("hold", "keep a case or an event whatever its period"), ("release", "end a hold")):
        child = verb(name, text, _put)
        child.add_argument("subject", metavar="CASE|EVENT", help="the number of a case, such as 2026-0001, or an event's id")
        child.add_argument("--why", required=True, help="the reason, one sentence")
        child.add_argument("--who", default="", help="who decides (default: the user of this machine)")
    verb("holds", "everything that was held and released", _holds)


def _retention(_: EventStore, arguments: argparse.Namespace, settings: Settings) -> int:
    work = retention_of(settings)
    try:
        found = work.look()
        if not arguments.dry_run:
            while work.work():
                pass
    finally:
        work.close()
    if arguments.json:
        counts = {keep.value: found.events.get(keep, 0) for keep in Keep if keep is not Keep.PROOF}
        print(json.dumps({"dry_run": arguments.dry_run, "events": counts, "evidence": found.evidence, "keys": list(found.keys)}))
        return 0
    said = settings.retention
    print(f"attempts {said.attempts_days} days, incidents {said.filing_mark}{said.incident_years}, evidence {settings.evidence.days} days")
    for keep, count in found.events.items():
        print(f"{count:>9}  {WORDS[keep]}")
    print(f"{found.evidence:>9}  sealed records that end now")
    print(f"{len(found.keys):>9}  keys of periods that end now{': ' + ', '.join(found.keys) if found.keys else ''}")
    if arguments.dry_run:
        print("nothing was changed (--dry-run)")
    return 0


def _put(store: EventStore, arguments: argparse.Namespace, settings: Settings) -> int:
    named = str(arguments.subject)
    year, _, number = named.partition("-")
    case = year.isdigit() and number.isdigit()
    if not case and store.get(named) is None:
        raise UserError("there is no event with this id; a case has a number such as 2026-0001")
    holds = HoldStore(store_url(settings))
    try:
        who = arguments.who or getpass.getuser()
        step = holds.put(f"{'case' if case else 'event'}:{named}", held=arguments.action == "hold", who=who, why=arguments.why)
    except HoldError as error:
        raise UserError(str(error)) from None
    finally:
        holds.close()
    print(json.dumps(step.plain(), ensure_ascii=False) if arguments.json else f"{step.subject}: {'held' if step.held else 'released'}")
    return 0


def _holds(_: EventStore, arguments: argparse.Namespace, settings: Settings) -> int:
    holds = HoldStore(store_url(settings))
    try:
        steps = holds.steps()
    finally:
        holds.close()
    held = running(steps)
    for step in steps:
        if arguments.json:
            print(json.dumps(step.plain(), ensure_ascii=False))
        else:
            now = "held" if step.held else "released"
            print(f"{step.at:%Y-%m-%d %H:%M}Z  {step.subject}  {now}  {step.who}: {step.why}{'  *' if step.subject in held else ''}")
    return 0
