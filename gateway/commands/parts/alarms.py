"""``celnice events alarms``: what employees reported as false alarms, and how each ended."""

from __future__ import annotations

import argparse
import getpass
import json
from collections.abc import Callable
from datetime import UTC, datetime

from gateway.errors import UserError
from gateway.record.false_alarm import FalseAlarm, Outcome
from gateway.settings import Settings
from gateway.store.events import EventStore
from gateway.store.false_alarms import FalseAlarmStore
from gateway.store.url import store_url

Act = Callable[[EventStore, argparse.Namespace, Settings], int]


def configure(verb: Callable[[str, str, Act], argparse.ArgumentParser]) -> None:
    """Adds the verb."""
    alarms = verb("alarms", "false alarms that employees reported: list them, or close one with its outcome", _alarms)
    alarms.add_argument("do", choices=("list", "close"), help="what to do")
    alarms.add_argument("event", nargs="?", default="", help="close: the event's id")
    alarms.add_argument("--all", action="store_true", help="list: those that are closed, too")
    alarms.add_argument("--outcome", choices=[one.value for one in Outcome], help="close: how it ended")
    alarms.add_argument("--who", default="", help="close: who says so (default: the user of this machine)")


def _alarms(_: EventStore, arguments: argparse.Namespace, settings: Settings) -> int:
    store = FalseAlarmStore(store_url(settings))
    try:
        if arguments.do == "list":
            for one in store.listed(closed=arguments.all):
                _print(one, as_json=arguments.json)
            return 0
        if not arguments.event or arguments.outcome is None:
            raise UserError("close takes the event's id and --outcome; see `celnice events alarms list`")
        done = store.end(arguments.event, Outcome(arguments.outcome), arguments.who or getpass.getuser(), datetime.now(UTC))
        if done is None:
            raise UserError("no report of that event waits; see `celnice events alarms list --all`")
        _print(done, as_json=arguments.json)
    finally:
        store.close()
    return 0


def _print(one: FalseAlarm, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(one.plain(), ensure_ascii=False))
        return
    found = ", ".join(f"{kind} {count}×" for kind, count in one.kinds.items())
    rules = ", ".join(one.rules)
    ended = f"  {one.outcome.value} by {one.closed_by}" if one.outcome else ""
    sealed = "  (a sealed note: `celnice evidence list`)" if one.evidence else ""
    print(f"{one.at:%Y-%m-%d %H:%M}Z  {one.event}  {one.tool}  {one.why.value}  {found}  [{rules}]{ended}{sealed}")
