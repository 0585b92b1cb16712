"""``celnice feeds``: how the feeds go, a test of one, dead letters, and the ServiceDesk's numbers that came by mail."""

from __future__ import annotations

import argparse
import asyncio
import json
import secrets
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from gateway.errors import UserError
from gateway.feeds import registry
from gateway.feeds.api import FeedUnavailable, Outgoing
from gateway.feeds.outbox import LEASE
from gateway.feeds.probe import made_up, probe
from gateway.feeds.servicedesk import Ticket
from gateway.parts.feeds import ledger
from gateway.record.breach.step import State
from gateway.settings import Settings
from gateway.store.breaches import BreachStore
from gateway.store.errors import StoreUnavailable
from gateway.store.opening import existing
from gateway.store.outbox import FeedLedger, Letter
from gateway.store.tickets import CaseTickets
from gateway.store.url import store_url

HELP = "the feeds: list, test, letters, resend, drop, ticket"

BUSY_SECONDS = 10.0
"""How long a command waits for its turn beside the node's own deliveries."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the verbs and their options."""
    verbs = parser.add_subparsers(dest="action", metavar="ACTION", required=True)

    def verb(name: str, text: str, act: Callable[[argparse.Namespace, Settings], int], *, feed: bool = True) -> argparse.ArgumentParser:
        child = verbs.add_parser(name, help=text, description=text)
        child.set_defaults(act=act)
        if feed:
            child.add_argument("feed", help="its name, as in [feeds.<name>]")
        return child

    listing = verb("list", "every feed: lag, the last error, dead letters; exit code 1 if one does not go", _list, feed=False)
    listing.add_argument("--json", action="store_true", help="one JSON object per line")
    verb("test", "send a test to the receiver now", _test)
    letters = verb("letters", "what the receiver would not take", _letters)
    letters.add_argument("--json", action="store_true", help="one JSON object per line")
    for name, text, act in (("resend", "send dead letters again", _resend), ("drop", "drop dead letters for good", _drop)):
        one = verb(name, text, act)
        one.add_argument("letters", nargs="*", metavar="LETTER", help="references, as `letters` shows them")
        one.add_argument("--all", action="store_true", help="all of them")
    ticket = verb("ticket", "write the ServiceDesk's number, and status, into a breach case", _ticket, feed=False)
    ticket.add_argument("case", help="the number of the case, such as 2026-0001")
    ticket.add_argument("number", help="the ServiceDesk's number")
    ticket.add_argument("--status", default="", help="what it says of it")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0 done; 1 a feed does not go, or a letter was not taken."""
    try:
        return int(arguments.act(arguments, settings))
    except StoreUnavailable as failure:
        raise UserError(f"the store cannot be reached ({failure}): check that the database runs") from None


def _list(arguments: argparse.Namespace, settings: Settings) -> int:
    existing(store_url(settings)).close()
    stuck = False
    for name, given in settings.feeds.items():
        with closing(_ledger(name, settings)) as book:
            status = book.status()
            row: dict[str, Any] = {
                "feed": name,
                "kind": given.kind,
                "waiting": book.waiting(),
                "dead_letters": book.letters(),
                "last_delivery": _iso(status.sent),
                "attempts": status.attempts,
                "error": status.reason,
                "next_attempt": _iso(status.next),
            }
        stuck = stuck or bool(status.reason)
        if arguments.json:
            print(json.dumps(row, ensure_ascii=False))
            continue
        said = f"FAILING ({row['attempts']}×): {row['error']}, next {row['next_attempt']}" if row["error"] else "ok"
        last = row["last_delivery"] or "never"
        print(f"{name:<16} {given.kind:<12} waiting {row['waiting']}  dead letters {row['dead_letters']}  last {last}  {said}")
    if not settings.feeds and not arguments.json:
        print("no feeds are set: add [feeds.<name>] to celnice.toml (docs/feeds.md)")
    return int(stuck)


def _test(arguments: argparse.Namespace, settings: Settings) -> int:
    now, given = datetime.now(UTC), _given(arguments.feed, settings)
    event = made_up(given.kind, now)
    if reason := asyncio.run(probe(arguments.feed, given, now, event)):
        print(f"{arguments.feed}: not taken: {reason}")
        return 1
    print(f"{arguments.feed}: the receiver took {event['id']}")
    return 0


def _letters(arguments: argparse.Namespace, settings: Settings) -> int:
    with closing(_opened(arguments.feed, settings)) as book:
        for letter in book.dead():
            row = {"letter": letter.reference, "content": letter.content, "at": _iso(letter.at), "reason": letter.reason}
            print(json.dumps(row) if arguments.json else f"{letter.reference}  {letter.content}  {row['at']}  {letter.reason}")
    return 0


def _resend(arguments: argparse.Namespace, settings: Settings) -> int:
    with closing(_opened(arguments.feed, settings)) as book, closing(BreachStore(store_url(settings))) as breaches:
        feed = _feed(arguments.feed, settings, CaseTickets(breaches))
        chosen = _chosen(book, arguments)
        for number, letter in enumerate(chosen):
            event = book.event_of(letter)
            if event is None:
                print(f"{letter.reference}: is gone from the store; dropped")
                book.forget(letter)
                continue
            _wait_for_turn(book, arguments.feed)
            try:
                asyncio.run(feed.deliver([Outgoing(letter.reference, event)]))
            except FeedUnavailable as failure:
                print(f"{letter.reference}: not taken: {failure.reason}; {len(chosen) - number} remain")
                return 1
            finally:
                book.release()
            book.forget(letter)
            print(f"{letter.reference}: taken")
    return 0


def _drop(arguments: argparse.Namespace, settings: Settings) -> int:
    with closing(_opened(arguments.feed, settings)) as book:
        for letter in _chosen(book, arguments):
            book.forget(letter)
            print(f"{letter.reference}: dropped")
    return 0


def _ticket(arguments: argparse.Namespace, settings: Settings) -> int:
    existing(store_url(settings)).close()
    with closing(BreachStore(store_url(settings))) as breaches:
        if breaches.case(arguments.case).state is State.NONE:
            raise UserError("there is no case of that number; see `celnice breaches list`")
        CaseTickets(breaches).record(Ticket(arguments.case, arguments.number, arguments.status))
    print(f"{arguments.case}: {arguments.number} {arguments.status}".rstrip())
    return 0


def _chosen(book: FeedLedger, arguments: argparse.Namespace) -> list[Letter]:
    letters = {letter.reference: letter for letter in book.dead()}
    if arguments.all:
        return list(letters.values())
    unknown = [one for one in arguments.letters if one not in letters]
    if unknown or not arguments.letters:
        raise UserError(f"name dead letters of this feed, or --all; see `celnice feeds letters {arguments.feed}`")
    return [letters[one] for one in arguments.letters]


def _wait_for_turn(book: FeedLedger, name: str) -> None:
    end = time.monotonic() + BUSY_SECONDS
    while not book.lease(LEASE):
        if time.monotonic() > end:
            raise UserError(f"{name} is delivering right now: try again")
        time.sleep(0.2)


def _feed(name: str, settings: Settings, tickets: Any) -> Any:
    return registry.feed(name, _given(name, settings), tickets)


def _given(name: str, settings: Settings) -> Any:
    if name not in settings.feeds:
        known = ", ".join(settings.feeds) or "none is set"
        raise UserError(f"there is no feed of that name; there are: {known}")
    return settings.feeds[name]


def _opened(name: str, settings: Settings) -> FeedLedger:
    _given(name, settings)
    existing(store_url(settings)).close()
    return _ledger(name, settings)


def _ledger(name: str, settings: Settings) -> FeedLedger:
    return ledger(name, settings, f"command-{secrets.token_hex(8)}")


def _iso(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""
