"""``celnice breaches``: the data protection officer's cases on the command line, from the inbox to the yearly report."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gateway.commands.parts import breach_papers, stopping
from gateway.commands.parts.own_ids import own_entry, own_ids
from gateway.errors import UserError
from gateway.papers import czech, fields, template, words
from gateway.record.breach.case import Case, lacks
from gateway.record.breach.clock import HOURS
from gateway.record.breach.machine import CaseError, actions
from gateway.record.breach.plain import to_plain
from gateway.record.breach.step import Action, Part, State, Step
from gateway.register import register as catalogue
from gateway.settings import Settings
from gateway.store.breaches import BreachStore
from gateway.store.errors import StoreUnavailable
from gateway.store.migrate import migrate
from gateway.store.url import store_url

HELP = "breach cases: list, show, report, classify, assess, notify, close, papers, the register, the yearly report"

SHORT: Mapping[str, tuple[Action, Part, str]] = {
    "receive": (Action.RECEIVE, Part.DPO, "take a case over; the exact time is kept"),
    "classify": (Action.CLASSIFY, Part.DPO, "event, incident or none (--as); needs --why"),
    "describe": (Action.DESCRIBE, Part.DPO, "what is known of the breach (--facts)"),
    "assess": (Action.ASSESS, Part.DPO, "ENISA's severity and the risk (--facts)"),
    "notify": (Action.NOTIFY_AUTHORITY, Part.DPO, "the authority was told (--facts: dispatch, delay_reasons)"),
    "close": (Action.CLOSE, Part.DPO, "close a case"),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the verbs and their options."""
    verbs = parser.add_subparsers(dest="action", metavar="ACTION", required=True)

    def verb(name: str, text: str) -> argparse.ArgumentParser:
        child = verbs.add_parser(name, help=text, description=text)
        child.add_argument("--json", action="store_true", help="answer in JSON")
        return child

    listing = verb("list", "the cases, open ones first, with their clocks")
    listing.add_argument("--all", action="store_true", help="closed and dismissed ones, too")
    verb("show", "one case: what is known, what is missing, what was done").add_argument("id")
    for name, (_, _, text) in SHORT.items():
        one = verb(name, text)
        one.add_argument("id", help="the number of the case, such as 2026-0001")
        _step_options(one)
        if name == "classify":
            one.add_argument("--as", dest="as_", choices=["event", "incident", "none"], required=True)
    rest = ", ".join(action.value for action in Action if action not in {row[0] for row in SHORT.values()})
    other = verb("act", f"any other step: {rest}")
    other.add_argument("id")
    other.add_argument("step", choices=[action.value for action in Action], metavar="STEP")
    _step_options(other)
    new = verb("new", "report a suspected breach, also one without any AI tool; the time of receipt is now")
    new.add_argument("--title", default="", help="what happened, one sentence")
    new.add_argument("--department", default="", help="the department; feeds that name it tell its head")
    new.add_argument("--stopped", action="store_true", help="nothing left the office (without it: something may have left)")
    new.add_argument(
        "--elected", action="store_true", help="reported by a member of the council or a committee: the head of office is told"
    )
    _step_options(new)
    for name, text in (("suspend", "suspend the tool or the person of a case at the proxy, at once"), ("lift", "lift a suspension")):
        stopping.configure(verb(name, text))
    breach_papers.configure(verbs)


def _step_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--facts", metavar="FILE", help="TOML file with the step's facts; - for standard input")
    parser.add_argument("--why", default="", help="the reason, one sentence")
    parser.add_argument("--who", default="", help="who acts (default: the user of this machine)")
    parser.add_argument(
        "--paper", default="", metavar="REFERENCE", help="the paper that --who signed, such as its file number; sign and approve need it"
    )
    parser.add_argument("--part", choices=[part.value for part in Part], help="in which part")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0 done; 1 there is no such case, or a listed deadline has passed."""
    url = store_url(settings)
    try:
        migrate(url)
        store = BreachStore(url)
        try:
            return _run(arguments, settings, store)
        finally:
            store.close()
    except CaseError as error:
        raise UserError(str(error)) from None
    except template.WrongTemplate as error:
        raise UserError(str(error)) from None
    except StoreUnavailable as failure:
        raise UserError(f"the store cannot be reached ({failure}): check that the database runs") from None


def _run(arguments: argparse.Namespace, settings: Settings, store: BreachStore) -> int:
    name = _tool_names(settings)
    now = datetime.now(UTC)
    match arguments.action:
        case "list":
            return _list(store, now, everything=arguments.all, as_json=arguments.json)
        case "show":
            return _show(store, arguments.id, name, as_json=arguments.json)
        case "new":
            return _told(store.report(_maker(arguments, Action.REPORT, Part.EMPLOYEE), now.year), as_json=arguments.json)
        case "paper" | "dossier" | "register" | "report" | "standing":
            return breach_papers.run(arguments, settings, store, name)
        case "suspend" | "lift":
            return _told(stopping.of_case(arguments, settings, store), as_json=arguments.json)
        case "act":
            action = Action(arguments.step)
            usual = {Action.APPROVE: Part.DIRECTOR, Action.REMEDY: Part.IT}
            return _told(store.act(arguments.id, _maker(arguments, action, usual.get(action, Part.DPO))), as_json=arguments.json)
        case short:
            action, part, _ = SHORT[short]
            return _told(store.act(arguments.id, _maker(arguments, action, part, settings.breach.deadline_hours)), as_json=arguments.json)


def _maker(arguments: argparse.Namespace, action: Action, part: Part, hours: int = HOURS) -> Callable[[Case], Step]:
    facts = _facts(arguments.facts)
    if arguments.action == "new":
        given = {"title": arguments.title, "department": arguments.department}
        usual = {"left": not arguments.stopped, "route": "head_of_office" if arguments.elected else "superior"}
        facts = {**usual, **{name: value for name, value in given.items() if value}, **facts}
    if getattr(arguments, "as_", None):
        facts["as"] = arguments.as_
        facts |= {"hours": hours} if hours != HOURS else {}

    def make(case: Case) -> Step:
        at = datetime.now(UTC)
        who = arguments.who or getpass.getuser()
        given = Part(arguments.part) if arguments.part else part
        at = at if case.last is None else max(at, case.last)
        return Step(
            case.id, case.steps + 1, at, who, given, action, arguments.why, facts, own_ids(arguments.who), own_entry(arguments.paper)
        )

    return make


def _facts(file: str | None) -> dict[str, object]:
    if file is None:
        return {}
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
        return dict(json.loads(json.dumps(tomllib.loads(text), default=lambda one: one.isoformat())))
    except OSError as error:
        raise UserError(f"{file}: cannot be read ({type(error).__name__})") from None
    except UnicodeDecodeError:
        raise UserError(f"{file}: is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{file}: {error}") from None


def _list(store: BreachStore, now: datetime, *, everything: bool, as_json: bool) -> int:
    cases = [case for case in store.cases() if everything or case.state not in {State.CLOSED, State.DISMISSED}]
    late = False
    for case in sorted(cases, key=lambda one: (one.state in {State.CLOSED, State.DISMISSED}, one.id)):
        running = case.awaited()
        late = late or (running is not None and running.late(now))
        row = _row(case)
        if running is not None:
            row |= {"deadline": running.conservative.isoformat(), "hours_left": round(running.left(now).total_seconds() / 3600, 1)}
        if as_json:
            print(json.dumps(row, ensure_ascii=False))
            continue
        clock = f"  {row['hours_left']} h left" if "hours_left" in row else ""
        left = "  MAY HAVE LEFT" if case.facts.get("left") else ""
        kinds = words.kinds(case.facts["kinds"]) if case.facts.get("kinds") else str(case.facts.get("title", ""))
        print(f"{case.id}  {case.state.value:<9}{clock}{left}  {kinds}".rstrip())
    return int(late)


def _row(case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "state": case.state.value,
        "left": bool(case.facts.get("left")),
        "kinds": case.facts.get("kinds", {}),
        "reports": case.reports,
        "risk": case.risk.value if case.risk else None,
        "missing": list(lacks(case)),
        "next": [action.value for action in actions(case.state)],
    }


def _show(store: BreachStore, number: str, name: Callable[[str], str], *, as_json: bool) -> int:
    case, history = _existing(store, number)
    if as_json:
        whole = {
            **_row(case),
            "times": {key: at.isoformat() for key, at in case.times.items()},
            "steps": [to_plain(step) for step in history],
        }
        print(json.dumps(whole, ensure_ascii=False, indent=2))
        return 0
    for key, value in fields.of_case(case, history, name).items():
        shown = ", ".join(value) if isinstance(value, list) else value
        if shown and shown != fields.UNKNOWN:
            print(f"{key:<20} {shown}")
    for step in history:
        print(f"{step.number:>3}  {czech.moment(step.at)}  {words.ACTIONS[step.action]}  {step.who}{': ' + step.why if step.why else ''}")
    return 0


def _existing(store: BreachStore, number: str) -> tuple[Case, tuple[Step, ...]]:
    case = store.case(number)
    if case.state is State.NONE:
        raise UserError("there is no case of that number; see `celnice breaches list`")
    return case, store.history(number)


def _told(case: Case, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps(_row(case), ensure_ascii=False))
        return 0
    print(f"{case.id}: {case.state.value}")
    gaps = lacks(case)
    if gaps:
        print(f"  missing: {', '.join(gaps)}")
    print(f"  next: {', '.join(action.value for action in actions(case.state))}")
    return 0


def _tool_names(settings: Settings) -> Callable[[str], str]:
    services = catalogue(settings).catalogue.services

    def name(tool: str) -> str:
        service = services.get(tool)
        return service.name if service else tool

    return name
