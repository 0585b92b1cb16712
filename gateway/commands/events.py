"""``celnice events``: reads the record of what was stopped, and checks that nobody changed it."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gateway.commands.parts import alarms, keeping
from gateway.errors import UserError
from gateway.record.chain import Head
from gateway.record.verification import Problem
from gateway.settings import Settings
from gateway.store import paths, signing
from gateway.store.cursor import BadCursor
from gateway.store.errors import StoreUnavailable
from gateway.store.events import MAX_PAGE, EventStore
from gateway.store.opening import existing
from gateway.store.rows import EventRow, Filters, Report
from gateway.store.url import store_url

HELP = (
    "read the record: tail, list, show, verify, export; reports of false alarms; and how long it is kept: retention, hold, release, holds"
)

FOLLOW_SECONDS = 0.5  # how often --follow looks


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the verbs and their options."""
    verbs = parser.add_subparsers(dest="action", metavar="ACTION", required=True)

    def verb(name: str, text: str, action: Callable[[EventStore, argparse.Namespace, Settings], int]) -> argparse.ArgumentParser:
        child = verbs.add_parser(name, help=text, description=text)
        child.set_defaults(act=action)
        if name != "export":
            child.add_argument("--json", action="store_true", help="one JSON object per line")
        return child

    tail = verb("tail", "the newest events, oldest of them first", _tail)
    tail.add_argument("-n", "--lines", type=_count, default=20, metavar="N", help="how many (default 20)")
    tail.add_argument("-f", "--follow", action="store_true", help="go on with new events until interrupted")
    _filters(tail)
    listing = verb("list", "events from the first one, or after a cursor", _list)
    listing.add_argument("--after", metavar="CURSOR", help="the cursor of the last event seen")
    listing.add_argument("--limit", type=_count, default=100, metavar="N", help="how many at most (default 100)")
    _filters(listing)
    show = verb("show", "everything that is kept of one event", _show)
    show.add_argument("id", help="the event's id, which a stopped employee can quote")
    verify = verb("verify", "check that no event was changed, removed or moved; exit code 1 if one was", _verify)
    verify.add_argument("--anchors", type=Path, metavar="FILE", help="an earlier output of `verify --json`, kept outside this machine")
    export = verb("export", "all events as JSON Lines", _export)
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help="a new file (default: standard output)")
    _filters(export)
    keeping.configure(verb)
    alarms.configure(verb)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0 done; 1 the record is not sound, or there is no such event."""
    store = existing(store_url(settings))
    try:
        return int(arguments.act(store, arguments, settings))
    except StoreUnavailable as failure:
        raise UserError(f"the store cannot be reached ({failure}): check that the database runs") from None
    except BadCursor:
        raise UserError("--after is not a cursor of this store: take it from the `cursor` of `celnice events list --json`") from None
    finally:
        store.close()


def _tail(store: EventStore, arguments: argparse.Namespace, _: Settings) -> int:
    wanted = _wanted(arguments)
    place = store.end()
    page = store.latest(arguments.lines, wanted)
    for row in reversed(page.rows):
        _print(row, as_json=arguments.json)
    seen = {row.id for row in page.rows}  # an event may arrive between the two readings
    while arguments.follow:
        news = store.page(place, MAX_PAGE, wanted)
        for row in news.rows:
            if row.id not in seen:
                _print(row, as_json=arguments.json)
        sys.stdout.flush()
        place = news.next
        if not news.more:
            time.sleep(FOLLOW_SECONDS)
    return 0


def _list(store: EventStore, arguments: argparse.Namespace, _: Settings) -> int:
    for row, _number in zip(_after(store, arguments.after, _wanted(arguments)), range(arguments.limit), strict=False):
        _print(row, as_json=arguments.json)
    return 0


def _show(store: EventStore, arguments: argparse.Namespace, _: Settings) -> int:
    row = store.get(arguments.id)
    if row is None:
        raise UserError("there is no event with this id (one that waits in the spool of a node is not in the store yet)")
    facts = row.public()
    if arguments.json:
        print(json.dumps(facts, ensure_ascii=False))
        return 0
    width = max(map(len, facts))
    for name, value in facts.items():
        print(f"{name:<{width}}  {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}")
    return 0


def _verify(store: EventStore, arguments: argparse.Namespace, settings: Settings) -> int:
    trusted = signing.trusted(paths.erasure_keys(settings.data.dir))
    report = store.verify(trusted, _anchors(arguments.anchors))
    if arguments.json:
        print(json.dumps(_report(report), ensure_ascii=False))
    else:
        for problem in report.problems:
            print(_line(problem))
        said = ("Záznam je v pořádku.", "The record is sound.") if report.sound else ("Záznam NENÍ v pořádku!", "The record is NOT sound!")
        problems = len(report.problems)
        print(f"{said[0]} Událostí: {report.entries}, z toho vymazaných: {report.erased}, vad: {problems}.")
        print(f"{said[1]} Events: {report.entries}, erased: {report.erased}, problems: {problems}{'' if report.complete else ' and more'}.")
    return 0 if report.sound else 1


def _export(store: EventStore, arguments: argparse.Namespace, _: Settings) -> int:
    try:
        target = nullcontext(sys.stdout) if arguments.output is None else arguments.output.open("x", encoding="utf-8")
        with target as file:
            for row in _after(store, None, _wanted(arguments)):
                print(json.dumps(row.public(), ensure_ascii=False), file=file)
    except FileExistsError:
        raise UserError(f"{arguments.output} is there already: name a new file") from None
    except OSError as error:
        if arguments.output is None:
            raise
        raise UserError(f"{arguments.output} cannot be written ({error.strerror}): check the folder and its space") from None
    return 0


def _after(store: EventStore, after: str | None, wanted: Filters) -> Iterator[EventRow]:
    more = True
    while more:
        page = store.page(after, MAX_PAGE, wanted)
        yield from page.rows
        after, more = page.next, page.more


def _print(row: EventRow, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(row.public(), ensure_ascii=False))
        return
    kinds = (row.payload or {}).get("kinds", {})
    found = ", ".join(f"{kind} {count}×" for kind, count in kinds.items()) or ("(erased)" if row.erased_by else "-")
    print(f"{row.at:%Y-%m-%d %H:%M:%S}Z  {row.type}  {row.tool or '-'}  {row.verdict or '-'}  {row.reason or '-'}  {found}  {row.id}")


def _line(problem: Problem) -> str:
    place = f"{problem.seq}" if problem.until in (None, problem.seq) else f"{problem.seq}–{problem.until}"
    return f"{problem.kind.value}  {problem.writer or '(all)'}  {place}{'  ' + problem.detail if problem.detail else ''}"


def _report(report: Report) -> dict[str, Any]:
    return {
        "sound": report.sound,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "entries": report.entries,
        "erased": report.erased,
        "complete": report.complete,
        "heads": [{"writer": head.writer, "seq": head.seq, "hash": head.hash.hex()} for head in report.heads],
        "problems": [
            {"kind": p.kind.value, "writer": p.writer, "seq": p.seq, "until": p.until, "detail": p.detail} for p in report.problems
        ],
    }


def _anchors(path: Path | None) -> list[Head]:
    if path is None:
        return []
    try:
        heads = json.loads(path.read_text(encoding="utf-8"))["heads"]
        return [Head(str(head["writer"]), int(head["seq"]), bytes.fromhex(head["hash"])) for head in heads]
    except (OSError, ValueError, KeyError, TypeError):
        raise UserError(f"{path} holds no anchors: give a file written by `celnice events verify --json`") from None


def _filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--type", action="append", default=[], metavar="TYPE", help="only this type, e.g. prompt.blocked; repeatable")
    parser.add_argument("--tool", action="append", default=[], metavar="TOOL", help="only this tool; repeatable")
    parser.add_argument("--verdict", action="append", default=[], metavar="VERDICT", help="only this verdict; repeatable")
    parser.add_argument(
        "--since", type=_moment, metavar="TIME", help="from then on, e.g. 2026-10-01 or 2026-10-01T08:00+02:00 (local without a zone)"
    )
    parser.add_argument("--until", type=_moment, metavar="TIME", help="before then")


def _wanted(arguments: argparse.Namespace) -> Filters:
    return Filters(tuple(arguments.type), tuple(arguments.tool), tuple(arguments.verdict), arguments.since, arguments.until)


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError("not a time; write 2026-10-01 or 2026-10-01T08:00+02:00") from None


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MAX_PAGE:
        raise argparse.ArgumentTypeError(f"not a number from 1 to {MAX_PAGE}")
    return int(text)
