"""The papers of ``celnice breaches``: of a case, its dossier, the register, the yearly report, and papers that belong to no case."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from allowlist import prague
from gateway.commands.parts import times
from gateway.commands.parts.own_ids import own_ids
from gateway.errors import UserError
from gateway.papers import papers
from gateway.parts.case_papers import TABLES, CasePapers
from gateway.record import hand_in
from gateway.record.breach.step import State
from gateway.record.hand_in import HandIn, HandInError
from gateway.register import register
from gateway.settings import Settings
from gateway.store.breaches import BreachStore
from gateway.store.events import EventStore
from gateway.store.hand_ins import HandInStore
from gateway.store.requests import RequestStore
from gateway.store.url import store_url

WRONG = {
    "year": "a year that is not over has no report yet: --year names an earlier one",
    "day": "--on: the day is after the end of the year, and not in days to come",
    "to": "--to says whom the report was handed to, in 200 characters at most",
    "who": "--who says who handed it in, in 200 characters at most",
}


def configure(verbs: Any) -> None:
    """Adds the verbs."""

    def verb(name: str, text: str, ending: str = "ends with .pdf or .docx") -> argparse.ArgumentParser:
        child: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text)
        child.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=ending)
        return child

    paper = verb("paper", "write a paper of a case: " + ", ".join(papers.OF_A_CASE))
    paper.add_argument("id")
    paper.add_argument("name", choices=papers.OF_A_CASE, metavar="PAPER")
    verb("dossier", "everything of a case as a zip, with its verified chain", "the zip").add_argument("id")
    verb("register", "the register of breaches", "ends with .xlsx or .csv")
    yearly = verb("report", "the officer's yearly report; --handed-in enters that it was given to whom it is for")
    yearly.add_argument("--year", type=int, required=True)
    yearly.add_argument(
        "--handed-in", action="store_true", help="enter that FILE was handed in; one that is there (completed, signed) is left as it is"
    )
    yearly.add_argument("--to", default="", help="whom it was handed to; needed with --handed-in")
    yearly.add_argument("--on", type=times.day, metavar="DAY", help="on which day, 2027-01-20 (default: today)")
    yearly.add_argument("--who", default="", help="who handed it in (default: the user of this machine)")
    standing = verb("standing", "a paper that belongs to no case: " + ", ".join(papers.STANDING))
    standing.add_argument("name", choices=papers.STANDING, metavar="PAPER")


def run(arguments: argparse.Namespace, settings: Settings, store: BreachStore, name: Callable[[str], str]) -> int:
    """Writes the paper and says where."""
    url, output = store_url(settings), arguments.output
    handed = _hand_in(arguments) if getattr(arguments, "handed_in", False) else None
    tools = tuple(sorted(name(tool) for tool in register(settings).grants))
    with closing(EventStore(url)) as events, closing(RequestStore(url)) as requests:
        made = CasePapers(settings, store, requests, events, lambda: datetime.now(UTC), name, lambda: tools)
        match arguments.action:
            case "paper":
                writer = _writer(output, papers.WRITERS)
                content = writer(made.of_case(arguments.name, _existing(store, arguments.id)))
            case "dossier":
                content = made.dossier(_existing(store, arguments.id))
            case "register":
                _writer(output, TABLES)
                content = made.register(_ending(output))
            case "report" if handed and output.exists():
                return _enter(handed, output, settings)
            case "report":
                content = _writer(output, papers.WRITERS)(made.yearly(arguments.year))
            case _:
                content = _writer(output, papers.WRITERS)(made.standing(arguments.name))
    try:
        output.write_bytes(content)
    except OSError as error:
        raise UserError(f"{output}: cannot be written ({error.strerror})") from None
    print(output)
    return _enter(handed, output, settings) if handed else 0


def _hand_in(arguments: argparse.Namespace) -> HandIn:
    """What is to be entered, but for the file's digest. Checked before anything is written."""
    now = datetime.now(UTC)
    by, day = arguments.who or getpass.getuser(), arguments.on or prague.day(now)
    one = HandIn(arguments.year, day, now, by, arguments.to, hand_in.digest_of(b""), own_ids(arguments.who))
    try:
        hand_in.check(one, prague.day(now))
    except HandInError as error:
        raise UserError(WRONG[error.code]) from None
    return one


def _enter(one: HandIn, output: Path, settings: Settings) -> int:
    try:
        digest = hand_in.digest_of(output.read_bytes())
    except OSError as error:
        raise UserError(f"{output}: cannot be read ({error.strerror})") from None
    with closing(HandInStore(store_url(settings))) as store:
        kept = store.add(replace(one, digest=digest))
    print(f"handed in on {kept.day.isoformat()}: the report of {kept.year}, sha256 {kept.digest}")
    return 0


def _existing(store: BreachStore, number: str) -> str:
    if store.case(number).state is State.NONE:
        raise UserError("there is no case of that number; see `celnice breaches list`")
    return number


def _ending(path: Path) -> str:
    return path.suffix.removeprefix(".").lower()


def _writer[W](path: Path, writers: Mapping[str, W]) -> W:
    writer = writers.get(_ending(path))
    if writer is None:
        raise UserError(f"{path.name}: write to a file that ends with {' or '.join('.' + one for one in writers)}")
    return writer
