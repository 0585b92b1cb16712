"""``celnice requests``: requests of data subjects, from receipt to the answer, carried out over everything that is kept."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from gateway.commands.parts import secrets_of
from gateway.errors import UserError
from gateway.papers import papers, requests, template
from gateway.parts.subjects import Wish, carry_out
from gateway.record.request.case import Request, RequestError, lacks, replay
from gateway.record.request.deadline import SOON_DAYS, day_of
from gateway.record.request.step import Action, Kind, Outcome, State, Step, to_plain
from gateway.settings import Settings
from gateway.store.errors import StoreUnavailable
from gateway.store.migrate import migrate
from gateway.store.requests import RequestStore
from gateway.store.url import store_url

HELP = "requests of data subjects: new, list, show, verify-identity, search, erase, answer, paper and every other step"

FURTHER = (Action.ASK_IDENTITY, Action.DISTRIBUTE, Action.DRAFT, Action.EXTEND, Action.TELL, Action.NOTE)


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the verbs and their options."""
    verbs = parser.add_subparsers(dest="action", metavar="ACTION", required=True)

    def verb(name: str, text: str, *, of_one: bool = True) -> argparse.ArgumentParser:
        child = verbs.add_parser(name, help=text, description=text)
        child.add_argument("--json", action="store_true", help="answer in JSON")
        if of_one:
            child.add_argument("id", help="the number of the request, such as Z-2026-0001")
        if name not in {"list", "show", "paper"}:
            child.add_argument("--why", default="", help="the reason, one sentence")
            child.add_argument("--who", default="", help="who acts (default: the user of this machine)")
        return child

    new = verb("new", "a request came", of_one=False)
    new.add_argument("--kind", choices=[kind.value for kind in Kind], required=True)
    new.add_argument("--applicant", required=True, help="who asks, as they call themselves")
    new.add_argument("--received", metavar="TIME", help="when it came, with its zone (default: now)")
    verb("list", "open requests with their deadlines; exit code 1 when one is late", of_one=False).add_argument(
        "--all", action="store_true"
    )
    verb("show", "one request: its deadlines, what is missing, what was done")
    verb("verify-identity", "record how the applicant proved who they are").add_argument(
        "--how", required=True, help="how, no number of a document"
    )
    for name, text in (("search", "look for everything that is kept of the subject"), ("erase", "erase it, but what law keeps")):
        child = verb(name, text)
        child.add_argument(
            "--values", metavar="FILE", help="values of the subject, one on each line (name, birth number, e-mail…); - for standard input"
        )
        child.add_argument("--kind", action="append", default=[], metavar="ENTITY", help="read values as this kind only; repeatable")
        child.add_argument("--person", action="append", default=[], metavar="PSEUDONYM", help="an employee's pseudonym; repeatable")
        child.add_argument("--account", action="append", default=[], metavar="NAME", help="an employee's account; repeatable")
        if name == "search":
            child.add_argument("-o", "--output", type=Path, metavar="FILE", help="everything found, as JSON in a new file")
    answer = verb("answer", "the answer went out")
    answer.add_argument("--outcome", choices=[outcome.value for outcome in Outcome], required=True)
    answer.add_argument("--dispatch", required=True, help="how and under which number it was sent")
    other = verb("act", "any other step: " + ", ".join(action.value for action in FURTHER))
    other.add_argument("step", choices=[action.value for action in FURTHER], metavar="STEP")
    other.add_argument(
        "--fact", action="append", default=[], metavar="NAME=VALUE", help="how=…, departments=A, months=2, recipient=…, text=…"
    )
    paper = verb("paper", "write a paper: " + ", ".join(requests.OF_A_REQUEST))
    paper.add_argument("name", choices=requests.OF_A_REQUEST, metavar="PAPER")
    paper.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="ends with .docx or .pdf")
    paper.add_argument("--found", type=Path, metavar="FILE", help="what `search -o` wrote, for the table of the answer")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0 done; 1 a listed deadline has passed."""
    url = store_url(settings)
    try:
        migrate(url)
        store = RequestStore(url)
        try:
            return _run(arguments, settings, store)
        finally:
            store.close()
    except (RequestError, template.WrongTemplate) as error:
        raise UserError(str(error)) from None
    except StoreUnavailable as failure:
        raise UserError(f"the store cannot be reached ({failure}): check that the database runs") from None


def _run(arguments: argparse.Namespace, settings: Settings, store: RequestStore) -> int:
    now = datetime.now(UTC)
    match arguments.action:
        case "list":
            return _list(store, now, everything=arguments.all, as_json=arguments.json)
        case "show":
            return _show(store, arguments.id, as_json=arguments.json)
        case "new":
            facts = {"kind": arguments.kind, "applicant": arguments.applicant}
            facts |= {"received": arguments.received} if arguments.received else {}
            return _told(store.new(_maker(arguments, Action.RECEIVE, facts), now.year), as_json=arguments.json)
        case "paper":
            return _paper(store, arguments, settings, now)
        case "search" | "erase":
            return _carry_out(store, arguments, settings)
        case "verify-identity":
            made = _maker(arguments, Action.VERIFY, {"how": arguments.how})
        case "answer":
            made = _maker(arguments, Action.ANSWER, {"outcome": arguments.outcome, "dispatch": arguments.dispatch})
        case _:
            made = _maker(arguments, Action(arguments.step), _facts(arguments.fact))
    return _told(store.act(arguments.id, made), as_json=arguments.json)


def _maker(arguments: argparse.Namespace, action: Action, facts: Mapping[str, Any]) -> Callable[[Request], Step]:
    def make(request: Request) -> Step:
        at = datetime.now(UTC)
        at = at if request.last is None else max(at, request.last)
        return Step(request.id, request.steps + 1, at, arguments.who or getpass.getuser(), action, arguments.why, facts)

    return make


def _carry_out(store: RequestStore, arguments: argparse.Namespace, settings: Settings) -> int:
    erase = arguments.action == "erase"
    output: Path | None = None if erase else arguments.output
    if output is not None and output.exists():
        raise UserError(f"{output} is there already: name a new file")
    text = "" if arguments.values is None else sys.stdin.read() if arguments.values == "-" else secrets_of.text(Path(arguments.values))
    wish = Wish(text.splitlines(), arguments.kind, arguments.person, arguments.account)
    who = arguments.who or getpass.getuser()
    facts, events = carry_out(settings, store, arguments.id, wish, who, arguments.why, lambda: datetime.now(UTC), erase=erase)
    if output is not None:
        _export(output, arguments.id, facts, events)
    if erase:
        kept = facts["kept"].items()
        said = f"erased {facts['events']} events; kept: {', '.join(f'{count} ({reason})' for reason, count in kept) or 'none'}"
    else:
        said = f"{facts['events']} events, {facts['evidence']} sealed records, cases: {', '.join(facts['cases']) or 'none'}"
    print(json.dumps({"id": arguments.id, **facts}, ensure_ascii=False) if arguments.json else f"{arguments.id}: {said}")
    return 0


def _export(path: Path, number: str, facts: Mapping[str, Any], events: Sequence[Mapping[str, Any]]) -> None:
    content = {"request": number, "at": datetime.now(UTC).isoformat(timespec="seconds"), **facts, "found": list(events)}
    try:
        with path.open("x", encoding="utf-8") as file:
            path.chmod(0o600)
            json.dump(content, file, ensure_ascii=False, indent=1)
    except FileExistsError:
        raise UserError(f"{path} is there already: name a new file") from None
    except OSError as error:
        raise UserError(f"{path}: cannot be written ({error.strerror})") from None


def _paper(store: RequestStore, arguments: argparse.Namespace, settings: Settings, now: datetime) -> int:
    request = _existing(store, arguments.id)
    writer = papers.WRITERS.get(arguments.output.suffix.removeprefix(".").lower())
    if writer is None:
        raise UserError(f"{arguments.output.name}: write to a file that ends with {' or '.join('.' + one for one in papers.WRITERS)}")
    events = []
    if arguments.found:
        try:
            events = json.loads(secrets_of.text(arguments.found))["found"]
        except (ValueError, KeyError, TypeError):
            raise UserError(f"{arguments.found}: is not what `celnice requests search -o` wrote") from None
    paper = requests.of_request(arguments.name, request, settings.office, settings.retention, now, events=events)
    try:
        arguments.output.write_bytes(writer(paper))
    except OSError as error:
        raise UserError(f"{arguments.output}: cannot be written ({error.strerror})") from None
    print(arguments.output)
    return 0


def _list(store: RequestStore, now: datetime, *, everything: bool, as_json: bool) -> int:
    late = False
    for request in store.requests():
        open_ = request.state is not State.ANSWERED
        if not open_ and not everything:
            continue
        late = late or (open_ and request.deadlines().late(now))
        if as_json:
            print(json.dumps(_row(request), ensure_ascii=False))
            continue
        due, today = request.deadlines(), day_of(now)
        clock = f"answer by {due.answer}, {_days(due.left(today))}" if open_ else f"{request.outcome}"
        draft = "" if request.drafted or not open_ else f"  draft by {due.internal}{_soon(due.internal, today)}"
        print(f"{request.id}  {request.kind.value:<14}{request.state.value:<9}  {clock}{draft}")
    return int(late)


def _days(left: int) -> str:
    return "LATE" if left < 0 else f"{left} days left{'!' if left <= SOON_DAYS else ''}"


def _soon(day: date, today: date) -> str:
    return "!" if day - today <= timedelta(days=SOON_DAYS) else ""


def _show(store: RequestStore, number: str, *, as_json: bool) -> int:
    history = store.history(number)
    request = _existing(store, number)
    if as_json:
        print(json.dumps({**_row(request), "steps": [to_plain(step) for step in history]}, ensure_ascii=False, indent=2))
        return 0
    for name, value in requests.values(request).items():
        print(f"{name:<20} {value}")
    for step in history:
        print(f"{step.number:>3}  {step.at:%Y-%m-%d %H:%M}Z  {step.action.value}  {step.who}{': ' + step.why if step.why else ''}")
    return 0


def _row(request: Request) -> dict[str, Any]:
    due = request.deadlines()
    return {
        "id": request.id,
        "kind": request.kind.value,
        "state": request.state.value,
        "received": request.received.isoformat() if request.received else None,
        "internal": due.internal.isoformat(),
        "deadline": due.answer.isoformat(),
        "extended_months": request.further_months,
        "outcome": request.outcome.value if request.outcome else None,
        "missing": list(lacks(request)),
    }


def _told(request: Request, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps(_row(request), ensure_ascii=False))
        return 0
    print(f"{request.id}: {request.state.value}; answer by {request.deadlines().answer}")
    if lacks(request):
        print(f"  missing: {', '.join(lacks(request))}")
    return 0


def _existing(store: RequestStore, number: str) -> Request:
    request = replay(number, store.history(number))
    if request.state is State.NONE:
        raise UserError("there is no request of that number; see `celnice requests list`")
    return request


def _facts(given: list[str]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for one in given:
        name, mark, value = one.partition("=")
        if not mark:
            raise UserError("--fact is NAME=VALUE, such as months=2")
        if name == "departments":
            facts.setdefault(name, []).append(value)
        else:
            facts[name] = int(value) if name == "months" and value.isascii() and value.isdigit() else value
    return facts
