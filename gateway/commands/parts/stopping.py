"""The kill switch on the command line: ``celnice breaches suspend|lift CASE`` and ``celnice users suspend|resume ACCOUNT``."""

from __future__ import annotations

import argparse
import getpass
from contextlib import closing
from datetime import UTC, datetime

from gateway.commands.parts.own_ids import own_entry, own_ids
from gateway.console.case_ports import NothingToStop, Stop
from gateway.errors import UserError
from gateway.parts.cases import Switch
from gateway.parts.people import keyed
from gateway.people.pseudonym import record
from gateway.record import stop
from gateway.record.breach.case import Case
from gateway.record.breach.step import Part
from gateway.record.stop import RECORD, StopError
from gateway.register import register
from gateway.settings import Settings
from gateway.store.breaches import BreachStore
from gateway.store.events import EventStore
from gateway.store.stops import StopStore
from gateway.store.url import store_url


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of a case's switch."""
    parser.add_argument("id", help="the number of the case, such as 2026-0001")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--tool", action="store_true", help="the AI tool of the case, for everybody")
    what.add_argument("--person", action="store_true", help="the person of the case, for every tool")
    configure_reason(parser)
    parser.add_argument("--part", choices=[part.value for part in Part], default=Part.IT.value, help="in which part")


def configure_reason(parser: argparse.ArgumentParser) -> None:
    """Who and why."""
    parser.add_argument("--why", required=True, help="the reason, one sentence")
    parser.add_argument("--who", default="", help="who acts (default: the user of this machine)")


def of_case(arguments: argparse.Namespace, settings: Settings, breaches: BreachStore) -> Case:
    """Suspends or lifts what a case is about; the case after it. Raises UserError, CaseError."""
    url, services = store_url(settings), register(settings).catalogue.services
    what, on = (stop.TOOL if arguments.tool else stop.PERSON), arguments.action == "suspend"
    who, ids = arguments.who or getpass.getuser(), own_ids(arguments.who)
    wanted = Stop(arguments.id, what, on, who, Part(arguments.part), arguments.why, ids=ids, entered=own_entry())
    with closing(EventStore(url)) as events, closing(StopStore(url)) as stops:
        try:
            return Switch(breaches, events, stops, lambda: datetime.now(UTC), services.__contains__).use(wanted)
        except (NothingToStop, StopError) as error:
            raise UserError(str(error)) from None


def of_account(account: str, settings: Settings, *, on: bool, who: str, why: str, case: str = "") -> None:
    """Suspends an account at every proxy, or lifts it; it holds from one period of pseudonyms to the next. Raises UserError."""
    subject = f"{RECORD}:{record(keyed(settings).lasting, account)}"
    with closing(StopStore(store_url(settings))) as stops:
        try:
            stops.put(stop.Stop(subject, 1, datetime.now(UTC), on, who or getpass.getuser(), why, case))
        except StopError as error:
            raise UserError(str(error)) from None
