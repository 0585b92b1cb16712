"""Breach cases and requests of data subjects for the console: the stores, the papers, the kill switch, put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from gateway.console.case_ports import Carried, Cases, NothingToStop, Search, Stop
from gateway.errors import UserError
from gateway.parts import case_papers
from gateway.parts.case_papers import CasePapers
from gateway.parts.subjects import Wish, carry_out
from gateway.record import stop
from gateway.record.breach.case import Case
from gateway.record.breach.step import Action, Step
from gateway.record.request.case import RequestError
from gateway.settings import Settings
from gateway.store.breaches import BreachStore
from gateway.store.events import EventStore
from gateway.store.hand_ins import HandInStore
from gateway.store.requests import RequestStore
from gateway.store.stops import StopStore
from gateway.store.url import store_url

SAID = {
    ("tool", True): "nástroj pozastaven na bráně",
    ("tool", False): "pozastavení nástroje na bráně zrušeno",
    ("person", True): "přístup osoby k nástrojům umělé inteligence pozastaven na bráně",
    ("person", False): "pozastavení přístupu osoby na bráně zrušeno",
}
"""What the step of the case says."""


@dataclass(frozen=True, slots=True)
class Switch:
    """The kill switch of a case."""

    breaches: BreachStore
    events: EventStore
    stops: StopStore
    now: Callable[[], datetime]
    known: Callable[[str], bool] = field(default=lambda _tool: True)
    """Whether a tool is in the catalogue."""

    def subject(self, case: Case, what: str) -> str:
        """Whom or what a case is about. Raises NothingToStop."""
        if what == stop.TOOL:
            tool = str(case.facts.get("tool", ""))
            if not tool or not self.known(tool):
                raise NothingToStop("The case names no tool of the catalogue.")
            return f"{stop.TOOL}:{tool}"
        for identity in reversed(case.facts.get("events", [])):
            row = self.events.get(identity)
            person = row.payload.get("person") if row is not None and row.payload is not None else None
            if person:
                return f"{stop.PERSON}:{person}"
        raise NothingToStop("None of the events of the case knows a person; suspend an account with `celnice users suspend`.")

    def use(self, wanted: Stop) -> Case:
        """Suspends or lifts, and writes it into the case. Raises CaseError, NothingToStop."""
        case = self.breaches.case(wanted.case)
        now = self.now()
        subject = self.subject(case, wanted.what) if case.steps else f"{stop.TOOL}:none"

        def make(fresh: Case) -> Step:
            at = now if fresh.last is None else max(now, fresh.last)
            facts = {"text": SAID[wanted.what, wanted.on], "stop": wanted.what, "on": wanted.on}
            return Step(
                fresh.id, fresh.steps + 1, at, wanted.who, wanted.part, Action.REMEDY, wanted.why, facts, wanted.ids, wanted.entered
            )

        step = stop.Stop(subject, 1, now, wanted.on, wanted.who, wanted.why, wanted.case)
        try:
            return self.stops.of_case(step, make, wanted.version)
        except stop.StopError as error:
            raise NothingToStop(f"{str(error).capitalize()}.") from None

    def stopped(self, number: str) -> Sequence[str]:
        """Which of ``tool`` and ``person`` of a case are stopped now."""
        case, running = self.breaches.case(number), stop.running(self.stops.steps())
        if not running:
            return ()
        found = []
        for what in (stop.TOOL, stop.PERSON):
            try:
                found += [what] if self.subject(case, what) in running else []
            except NothingToStop:
                continue
        return found


def cases(
    settings: Settings, events: EventStore, now: Callable[[], datetime], name: Callable[[str], str], tools: Callable[[], tuple[str, ...]]
) -> Cases:
    """The console's port. ``tools`` are the names of the approved ones."""
    url = store_url(settings)
    breaches, requests, stops = BreachStore(url), RequestStore(url), StopStore(url)
    switch = Switch(breaches, events, stops, now)

    def search(wanted: Search, version: int | None) -> Carried:
        wish = Wish(wanted.values, wanted.kinds, wanted.persons, wanted.accounts)
        try:
            return carry_out(settings, requests, wanted.request, wish, wanted.who, wanted.why, now, erase=wanted.erase, version=version)
        except UserError as error:
            raise RequestError("value", str(error)) from None

    return Cases(
        breaches=breaches,
        requests=requests,
        papers=case_papers.port(CasePapers(settings, breaches, requests, events, now, name, tools)),
        now=now,
        name=name,
        stop=switch.use,
        stopped=switch.stopped,
        search=search,
        handed=HandInStore(url),
        hours=settings.breach.deadline_hours,
    )
