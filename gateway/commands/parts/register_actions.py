"""``celnice allowlist request|assess|decide|suspend|act|history|due|fields|export|import``: the working group's steps on the command line.

The console offers the same to people with accounts; here acts whoever may write to the store, under the name that ``--who`` gives.
"""

from __future__ import annotations

import argparse
import getpass
import json
import sys
import tomllib
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from allowlist.workflow import export
from allowlist.workflow.case import Case
from allowlist.workflow.facts import REGISTER_FIELDS, REQUEST_FIELDS, Facts, missing, plain
from allowlist.workflow.machine import WorkflowError, actions
from allowlist.workflow.risk import Method
from allowlist.workflow.standing import standing
from allowlist.workflow.step import Action, Part, Step
from gateway.approval import method_of, rules_of
from gateway.commands.parts.own_ids import own_entry, own_ids
from gateway.errors import UserError
from gateway.settings import Settings
from gateway.store import paths, signing
from gateway.store.migrate import migrate
from gateway.store.register import RegisterStore
from gateway.store.url import store_url

PARTS_OF = {
    "request": (Action.DRAFT, Part.HEAD),
    "assess": (Action.ASSESS, Part.GROUP),
    "suspend": (Action.SUSPEND, Part.GROUP),
}
"""Short names of frequent actions, with the part that takes them as a rule."""


def configure(subparsers: Any) -> None:
    """Adds the actions to ``celnice allowlist``."""
    for name, words in (
        ("request", "ask for a tool: a draft with the facts of FILE"),
        ("assess", "the working group's findings on the six criteria and the answers of the risk method"),
        ("suspend", "close a published tool at once"),
        ("act", "any other step: consult, submit, return, amend, vote, announce, publish, review, report, resume, retire"),
        ("decide", "approve or reject after the vote"),
    ):
        one = subparsers.add_parser(name, help=words)
        one.add_argument("id", help="the id of a service of the catalogue")
        if name == "act":
            one.add_argument("step", choices=[action.value for action in Action], metavar="STEP")
        if name == "decide":
            choice = one.add_mutually_exclusive_group(required=True)
            choice.add_argument("--approve", action="store_true")
            choice.add_argument("--reject", action="store_true")
        if name == "suspend":
            one.add_argument("--notice", default="", help="what employees read on the closed door; names no person")
        one.add_argument("--facts", metavar="FILE", help="TOML file with the step's facts; - for standard input")
        one.add_argument("--why", default="", help="the reason, one sentence")
        one.add_argument("--who", default="", help="who acts (default: the user of this machine)")
        one.add_argument("--paper", default="", metavar="REFERENCE", help="the ballot or minutes (file number); a vote needs it")
        one.add_argument("--part", choices=[part.value for part in Part], help="in which part")
        one.add_argument("--json", action="store_true", help="answer in JSON")
    for name, words in (("history", "every step of one tool"), ("due", "what is closed, runs out or waits, of every tool")):
        one = subparsers.add_parser(name, help=words)
        if name == "history":
            one.add_argument("id", help="the id of a service")
        one.add_argument("--json", action="store_true", help="answer in JSON")
    subparsers.add_parser("fields", help="the fields of the register, and the questions of the risk method")
    one = subparsers.add_parser("export", help="the whole register with its history as a signed text file")
    one.add_argument("file", help="where to write; - for standard output")
    one = subparsers.add_parser("import", help="take over the steps of a signed file that are not here yet")
    one.add_argument("file", help="the file; - for standard input")


NAMES = frozenset({"request", "assess", "suspend", "act", "decide", "history", "due", "fields", "export", "import"})


def run(arguments: argparse.Namespace, settings: Settings, known: Callable[[str], bool]) -> int:
    """Exit code 0; 1 when ``due`` finds a closed tool. Raises UserError for a step that may not be taken."""
    name = arguments.action
    method = method_of(settings)
    if name == "fields":
        return _fields(method)
    url = store_url(settings)
    migrate(url)
    try:
        with closing(RegisterStore(url, method)) as store:
            return _run(name, arguments, settings, store, known)
    except WorkflowError as error:
        raise UserError(str(error)) from None


def _run(name: str, arguments: argparse.Namespace, settings: Settings, store: RegisterStore, known: Callable[[str], bool]) -> int:
    match name:
        case "export":
            return _export(arguments.file, store, settings)
        case "import":
            return _import(arguments.file, store, settings)
        case "history":
            return _history(store, arguments.id, as_json=arguments.json)
        case "due":
            return _due(store, settings, as_json=arguments.json)
        case _:
            return _act(arguments, store, known)


def _act(arguments: argparse.Namespace, store: RegisterStore, known: Callable[[str], bool]) -> int:
    if not known(arguments.id):
        raise UserError("no service of the catalogue has that id; see `celnice allowlist list`")
    action, part = _action(arguments)
    facts = dict(_facts(arguments.facts))
    if getattr(arguments, "notice", ""):
        facts["notice"] = arguments.notice
    who = arguments.who or getpass.getuser()
    part = Part(arguments.part) if arguments.part else part

    def make(case: Case) -> Step:
        at = datetime.now(UTC)
        at = at if case.last is None else max(at, case.last)
        return Step(
            case.tool, case.steps + 1, at, who, part, action, arguments.why, facts, own_ids(arguments.who), own_entry(arguments.paper)
        )

    case = store.act(arguments.id, make)
    if arguments.json:
        print(json.dumps(_summary(case), ensure_ascii=False, indent=2))
        return 0
    print(f"{case.tool}: {case.state.value}")
    gaps = missing(case.facts)
    if gaps:
        print(f"  missing before it can be published: {', '.join(gaps)}")
    print(f"  next: {', '.join(one.value for one in actions(case.state))}")
    return 0


def _action(arguments: argparse.Namespace) -> tuple[Action, Part]:
    if arguments.action == "decide":
        return (Action.APPROVE if arguments.approve else Action.REJECT), Part.GROUP
    if arguments.action == "act":
        action = Action(arguments.step)
        usual = {Action.CONSULT: Part.IT, Action.SUBMIT: Part.HEAD, Action.REPORT: Part.EMPLOYEE, Action.ANNOUNCE: Part.DPO}
        return action, usual.get(action, Part.GROUP)
    return PARTS_OF[arguments.action]


def _facts(file: str | None) -> Mapping[str, object]:
    if file is None:
        return {}
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
        values: dict[str, object] = json.loads(json.dumps(tomllib.loads(text), default=lambda one: one.isoformat()))
    except OSError as error:
        raise UserError(f"{file}: cannot be read ({type(error).__name__})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{file}: {error if isinstance(error, tomllib.TOMLDecodeError) else 'is not UTF-8 text'}") from None
    return values


def _summary(case: Case) -> dict[str, object]:
    return {
        "tool": case.tool,
        "state": case.state.value,
        "version": case.version,
        "facts": plain(case.facts),
        "missing": list(missing(case.facts)),
        "next": [one.value for one in actions(case.state)],
    }


def _history(store: RegisterStore, tool: str, *, as_json: bool) -> int:
    steps = store.history(tool)
    if as_json:
        print(json.dumps([export.to_plain(step) for step in steps], ensure_ascii=False, indent=2))
        return 0
    for step in steps:
        why = f": {step.why}" if step.why else ""
        print(f"{step.number:>3}  {step.at:%Y-%m-%d %H:%M}  {step.action.value:<9} {step.who} ({step.part.value}){why}")
    return 0


def _due(store: RegisterStore, settings: Settings, *, as_json: bool) -> int:
    now, closed = datetime.now(UTC), False
    rows: list[dict[str, Any]] = []
    for case in store.cases().values():
        found = standing(case, now, rules_of(settings))
        closed = closed or bool(found.closed)
        due = [{"ground": one.ground.value, "day": one.day.isoformat() if one.day else None} for one in found.warnings]
        rows.append({"tool": case.tool, "state": case.state.value, "closed": [ground.value for ground in found.closed], "due": due})
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return int(closed)
    for row in rows:
        print(f"{row['tool']}: {row['state']}{', closed: ' + ', '.join(map(str, row['closed'])) if row['closed'] else ', open'}")
        for one in row["due"]:
            print(f"  {one['ground']}: {one['day'] or 'now'}")
    return int(closed)


def _fields(method: Method) -> int:
    needed = {**dict.fromkeys(REGISTER_FIELDS, "before publication"), **dict.fromkeys(REQUEST_FIELDS, "in the request")}
    for name in Facts.__dataclass_fields__:
        print(f"{name:<22} {needed.get(name, '')}".rstrip())
    print(f"\nRisk method {method.version}: answers")
    for question in method.questions:
        print(f"{question.key:<22} {' | '.join(choice.key for choice in question.choices)}   ({question.cs})")
    return 0


def _export(file: str, store: RegisterStore, settings: Settings) -> int:
    text = export.write(store.steps(), signing.signer(paths.register_keys(settings.data.dir)))
    if file == "-":
        sys.stdout.write(text)
        return 0
    try:
        Path(file).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{file}: cannot be written ({error.strerror})") from None
    return 0


def _import(file: str, store: RegisterStore, settings: Settings) -> int:
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
        steps = export.read(text, signing.trusted(paths.register_keys(settings.data.dir)))
    except OSError as error:
        raise UserError(f"{file}: cannot be read ({type(error).__name__})") from None
    except export.ExportError as error:
        raise UserError(f"{file}: {error}") from None
    print(f"{store.take_over(steps)} steps taken over")
    return 0
