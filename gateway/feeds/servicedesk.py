"""ServiceDesk: a ticket for each breach case, as JSON to its API or as a mail with a structured subject; the ticket's number comes back.

No product is assumed: the request is plain JSON, the places of number and status in the answers are settings. The body says codes and
counts and leads to the console; what happened to whom never stands in a ticket.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import httpx

from gateway.errors import UserError
from gateway.feeds import mail_text
from gateway.feeds.api import FeedUnavailable, Outgoing
from gateway.feeds.http import Receiver, call, field_of
from gateway.feeds.level import CZECH, level
from gateway.feeds.mail import worth
from gateway.feeds.pace import Pace
from gateway.feeds.signature import secrets_of, signed
from gateway.feeds.smtp import Mailer

LONGEST = 64
"""Characters of a number or status; longer ones are no number and no status."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the ServiceDesk said of a case."""

    case: str
    number: str
    status: str = ""


class Tickets(Protocol):
    """The tickets that stand with the cases, in the store. Both may raise StoreUnavailable."""

    def known(self, case: str | None = None) -> Sequence[Ticket]:
        """The tickets of open cases, or that of one case."""

    def record(self, ticket: Ticket) -> None:
        """Writes a new number or status into the case; does nothing when it stands there already."""


@dataclass(frozen=True, slots=True)
class ByMail:
    """The ServiceDesk reads mail. Its numbers come back by ``celnice feeds ticket``."""

    name: str
    mailer: Mailer
    largest: int = 20

    async def deliver(self, batch: Sequence[Outgoing]) -> None:
        """One mail for each step of a case."""
        wanted = [at for at, one in enumerate(batch) if worth(one)]
        events = [batch[at].event for at in wanted]
        messages = [self.mailer.message(mail_text.subject(e), mail_text.body(e), e["id"], e["at"], f"case-{e['case']}") for e in events]
        if not messages:
            return
        try:
            await asyncio.to_thread(self.mailer.send, messages)
        except FeedUnavailable as failure:
            failure.taken = wanted[failure.taken]
            raise


@dataclass(frozen=True, slots=True)
class ByJson:
    """The ServiceDesk has an API. ``Idempotency-Key`` is the event's id."""

    name: str
    receiver: Receiver
    tickets: Tickets
    ticket_field: str = "id"
    status_field: str = "status"
    status_url: str = ""
    secret_file: Path | None = None
    token_file: Path | None = None
    largest: int = 5
    clock: Callable[[], float] = time.time

    async def deliver(self, batch: Sequence[Outgoing]) -> None:
        """Returns when every step was answered with 2xx and its ticket stands in the case."""
        async with self.receiver.client() as client:
            pace = Pace()
            for taken, one in enumerate(batch):
                pace.check(taken)
                if not worth(one):
                    continue
                try:
                    await self._send(client, one.event)
                except FeedUnavailable as failure:
                    failure.taken = taken
                    raise

    async def poll(self) -> int:
        """Asks for the status of every open ticket; returns how many answered. Raises FeedUnavailable."""
        open_tickets = await asyncio.to_thread(self.tickets.known)
        if not self.status_url or not open_tickets:
            return 0
        async with self.receiver.client() as client:
            for ticket in open_tickets:
                url = self.status_url.replace("{ticket}", quote(ticket.number, safe=""))
                answer = _parsed(await call(client, "GET", url, self._authorized()))
                status = _short(field_of(answer, self.status_field))
                if status and status != ticket.status:
                    await asyncio.to_thread(self.tickets.record, Ticket(ticket.case, ticket.number, status))
        return len(open_tickets)

    async def _send(self, client: httpx.AsyncClient, event: Mapping[str, Any]) -> None:
        known = await asyncio.to_thread(self.tickets.known, event["case"])
        body = json.dumps(request(event, known[0] if known else None), ensure_ascii=False).encode()
        headers = {"content-type": "application/json", "idempotency-key": event["id"], **self._authorized()}
        if self.secret_file is not None:
            try:
                headers |= signed(secrets_of(self.secret_file), event["id"], int(self.clock()), body)
            except UserError as error:
                raise FeedUnavailable(str(error)) from None
        answer = _parsed(await call(client, "POST", self.receiver.url, headers, body))
        number = _short(field_of(answer, self.ticket_field)) or (known[0].number if known else "")
        if number:
            found = Ticket(event["case"], number, _short(field_of(answer, self.status_field)))
            await asyncio.to_thread(self.tickets.record, found)

    def _authorized(self) -> dict[str, str]:
        if self.token_file is None:
            return {}
        try:
            token = self.token_file.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise FeedUnavailable(f"token_file cannot be read ({type(error).__name__})") from None
        return {"authorization": f"Bearer {token}"}


def request(event: Mapping[str, Any], ticket: Ticket | None) -> dict[str, Any]:
    """What is sent. ``ticket`` is there from the second step on: the ServiceDesk then adds to it."""
    return {
        "idempotency_key": event["id"],
        "ticket": ticket.number if ticket else None,
        "subject": mail_text.subject(event),
        "description": mail_text.body(event),
        "severity": level(event).name.lower(),
        "severity_cs": CZECH[level(event)],
        "urgent": bool(event["left"]),
        **{name: event.get(name) for name in ("case", "type", "at", "state", "left", "kinds", "deadline", "link")},
    }


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _short(text: str) -> str:
    return text.strip() if len(text) <= LONGEST and text.isprintable() else ""
