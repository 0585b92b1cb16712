"""The numbers that the ServiceDesk gave to breach cases. They stand in the cases, as notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from gateway.feeds.servicedesk import Ticket
from gateway.record.breach.case import Case
from gateway.record.breach.machine import CaseError
from gateway.record.breach.step import Action, Part, State, Step
from gateway.store.breaches import BreachStore

WHO = "ServiceDesk"
TRIES = 20
"""Each one that fails is another's step that was taken: nobody takes so many of one case at the same moment."""

OVER = frozenset({State.NONE, State.CLOSED, State.DISMISSED})


class CaseTickets:
    """Tickets (:class:`gateway.feeds.servicedesk.Tickets`). Every method may raise StoreUnavailable."""

    def __init__(self, breaches: BreachStore) -> None:
        self._breaches = breaches

    def known(self, case: str | None = None) -> Sequence[Ticket]:
        """The tickets of open cases, or that of one case, open or not."""
        if case is not None:
            found = self._of(case)
            return [found] if found else []
        open_cases = [one.id for one in self._breaches.cases() if one.state not in OVER and one.facts.get("ticket")]
        return [found for one in open_cases if (found := self._of(one))]

    def record(self, ticket: Ticket) -> None:
        """Adds a note with the number and status, unless the newest one says the same. A case that is not there is not an error."""
        for left in reversed(range(TRIES)):
            history = self._breaches.history(ticket.case)
            before = _newest(ticket.case, history)
            status = ticket.status or (before.status if before else "")
            if before is not None and (before.number, before.status) == (ticket.number, status):
                return
            try:
                # Every node asks the ServiceDesk: if another has written meanwhile, what it wrote is looked at first.
                self._breaches.act(ticket.case, partial(_note, ticket.number, status), version=len(history))
            except CaseError as error:
                if error.reason == "case":
                    return
                if error.reason != "number" or not left:
                    raise
            else:
                return

    def _of(self, case: str) -> Ticket | None:
        return _newest(case, self._breaches.history(case))


def _note(number: str, status: str, case: Case) -> Step:
    now = datetime.now(UTC)
    at = now if case.last is None else max(now, case.last)
    said = f"Požadavek {number} v ServiceDesku{f', stav: {status}' if status else ''}"
    facts: Mapping[str, object] = {"text": said, "ticket": number, "ticket_status": status}
    return Step(case.id, case.steps + 1, at, WHO, Part.IT, Action.NOTE, "", facts)


def _newest(case: str, history: Sequence[Step]) -> Ticket | None:
    for step in reversed(history):
        if step.action is Action.NOTE and step.facts.get("ticket"):
            return Ticket(case, str(step.facts["ticket"]), str(step.facts.get("ticket_status", "")))
    return None
