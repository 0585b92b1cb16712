"""``/false-alarms``: reports that wait, and the desk where one is decided: the gateway was right, was wrong, or its lists are changed.

A change is shown as lines of TOML with what it would have let pass in the last 30 days, and is nowhere stored; a report that ends with an
entry of the public list is closed by the data protection officer alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from allowlist import prague
from detectors.public.entry import BadList
from gateway.act.texts import texts
from gateway.console import layout
from gateway.console.access import Role
from gateway.console.alarm_lines import policy_rule, public_entry
from gateway.console.clock import for_people
from gateway.console.context import Console, off_loop
from gateway.console.forms import Form, RefusedForm, one, read_form
from gateway.console.language import Language, language_of
from gateway.console.ports import Ports
from gateway.console.problems import Problem, problem_answer
from gateway.console.reader_ports import Security
from gateway.console.texts import text
from gateway.console.visitor import Visitor, asker, visitor_of
from gateway.decide.action import FLOOR
from gateway.record.false_alarm import FalseAlarm, Outcome
from gateway.record.relief import STOPPED, Relief, relief

DESK = "/false-alarms"
DAYS = 30
"""Days of the past on which a change is tried."""
MOST = 1_000
"""Events of one trial: what the page can wait for. More are said to be more."""
ACTIONS = ("warn", "pseudonymise", "ignore")
LASTS = timedelta(days=90)
"""For how long a milder rule is offered; a list's entry, for a year."""
YEAR = timedelta(days=365)
FAULTS = frozenset({"gone", "twice", "same", "value", "period", "lines", "person", "unsigned"})
"""Why a step of a relief was not taken, as the page is told (:mod:`gateway.console.proposing`)."""
LONGEST_NAME = 120
ENDS = {"right": Outcome.RIGHT, "mistake": Outcome.MISTAKE, "duplicate": Outcome.DUPLICATE, "lowered": Outcome.POLICY}


class Refused(Exception):
    """What was asked for cannot be; ``key`` is the text that says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Tried:
    """A change tried on the past. ``whole`` is False when there were more stopped requests than were looked at."""

    relief: Relief
    looked: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Report:
    """One report as it is shown; ``often`` says how many reports of the last 30 days named the same rule."""

    alarm: FalseAlarm
    tool: str
    kinds: str
    time: str
    rules: tuple[tuple[str, int], ...]


def reports(alarms: Sequence[FalseAlarm], recent: Mapping[str, int], names: Mapping[str, str], language: Language) -> list[Report]:
    """The reports in words."""
    said = texts(language)
    return [
        Report(
            one,
            names.get(one.tool, one.tool) or text(language, "unknown"),
            said.listed(one.kinds) if one.kinds else text(language, "what.none"),
            for_people(one.at),
            tuple((rule, recent.get(rule, 0)) for rule in sorted(one.rules)),
        )
        for one in alarms
    ]


def may_list(visitor: Visitor | None) -> bool:
    """Who confirms that something is public: the officer, or whoever stands behind the token."""
    return visitor is not None and (visitor.token or Role.DPO in visitor.roles)


def router(console: Console, security: Security) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)
    ports = console.ports
    port = ports.false_alarms

    def said(request: Request, shown: Sequence[FalseAlarm]) -> list[Report]:
        recent = port.rules(security.now() - timedelta(days=DAYS)) if port is not None and shown else {}
        return reports(shown, recent, security.names(), language_of(request.scope))

    def waiting(event: str) -> FalseAlarm | None:
        found = port.get(event) if port is not None else None
        return found if found is not None and found.closed is None else None

    async def show(request: Request, event: str, code: int = 200, /, **more: Any) -> Response:
        alarm = await off_loop(waiting, event)
        if alarm is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        (found,) = await off_loop(said, request, [alarm])
        chosen = more.get("chosen") or tuple(found.alarm.kinds)
        today = prague.day(security.now())
        values: dict[str, Any] = {
            "fault": "",
            "entry": "",
            "rule": "",
            "filled": {},
            "ask_who": (asks := visitor_of(request.scope)) is None or asks.token,
            "may_list": may_list(asks),
            "actions": [action for action in ACTIONS if action == "pseudonymise" or not FLOOR.intersection(found.alarm.kinds)],
            "names": {kind: form["one"] for kind, form in texts(language_of(request.scope)).kinds.items()},
            "until_rule": (today + LASTS).isoformat(),
            "until_entry": (today + YEAR).isoformat(),
            "tried": await off_loop(tried, ports, security, found.alarm.tool, chosen),
            "proposals": await off_loop(ports.reliefs.of_event, event) if ports.reliefs is not None else None,
            "candidates": await off_loop(ports.reliefs.candidates, event) if ports.reliefs is not None else (),
            "proposal_fault": fault if (fault := request.query_params.get("fault", "")) in FAULTS else "",
            "same": (await off_loop(security.similar, event)).count,
            "days": DAYS,
        }
        return layout.page(
            request.scope, "alarm.html", code, {"Cache-Control": "no-store"}, report=found, **(values | {"chosen": chosen} | more)
        )

    @routes.get(DESK)
    async def listed(request: Request, *, closed: bool = False) -> Response:
        if port is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        proposed = {one.event for one in await off_loop(ports.reliefs.waiting)} if ports.reliefs is not None else set()
        shown = await off_loop(said, request, await off_loop(port.listed, closed=closed))
        return layout.page(request.scope, "alarms.html", reports=shown, closed=closed, days=DAYS, waiting=proposed)

    @routes.get(DESK + "/{event}")
    async def shown(request: Request, event: str) -> Response:
        return await show(request, event)

    @routes.post(DESK + "/{event}")
    async def decide(request: Request, event: str) -> Response:
        try:
            form = await read_form(request)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        alarm = await off_loop(waiting, event)
        if port is None or alarm is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        visitor, step = visitor_of(request.scope), one(form, "step")
        filled = {name: one(form, name) for name in ("what", "value", "why", "who", "until", "action")}
        try:
            who = _who(form, visitor)
            if step == "entry":
                return await show(request, event, entry=_entry(form, who), filled=filled)
            if step == "rule":
                chosen, rule = _rule(form, alarm)
                return await show(request, event, rule=rule, chosen=chosen, filled=filled)
        except Refused as refused:
            fault = text(language_of(request.scope), refused.key)
            return await show(request, event, 422, fault=fault, filled=filled)
        if step == "listed" and not may_list(visitor):
            return problem_answer(request.scope, Problem.ROLE)
        outcome = Outcome.POLICY if step == "listed" else ENDS.get(step)
        if outcome is None:
            return problem_answer(request.scope, Problem.INVALID)
        await off_loop(port.end, event, outcome, asker(request.scope, who))
        return RedirectResponse(DESK, 303)

    return routes


def tried(ports: Ports, security: Security, tool: str, kinds: Sequence[str]) -> Tried:
    """A rule that no longer stops these kinds for the tool, on the stopped requests of the last days. Blocking."""
    filters = ports.filters(tools=(tool,), verdicts=(STOPPED,), since=security.now() - timedelta(days=DAYS))
    past = ports.events.payloads(MOST, filters)
    return Tried(relief(past.found, kinds), len(past.found), whole=not past.more)


def _who(form: Form, visitor: Visitor | None) -> str:
    who = visitor.name or visitor.account if visitor is not None and not visitor.token else " ".join(one(form, "who").split())
    if not who or len(who) > LONGEST_NAME:
        raise Refused("alarms.fault.who")
    return who


def _until(form: Form) -> date:
    try:
        return date.fromisoformat(one(form, "until"))
    except ValueError:
        raise Refused("alarms.fault.until") from None


def _entry(form: Form, who: str) -> str:
    what, until = one(form, "what"), _until(form)
    try:
        return public_entry("person" if what == "person" else "value", one(form, "value"), one(form, "why"), who, until)
    except BadList:
        raise Refused("alarms.fault.entry") from None


def _rule(form: Form, alarm: FalseAlarm) -> tuple[tuple[str, ...], str]:
    chosen = tuple(kind for kind in alarm.kinds if kind in form.get("kinds", []))
    action = one(form, "action")
    if not chosen or action not in ACTIONS:
        raise Refused("alarms.fault.rule")
    if action != "pseudonymise" and FLOOR.intersection(chosen):
        raise Refused("alarms.fault.floor")
    return chosen, policy_rule(f"{alarm.tool} {alarm.event}"[:80], action, chosen, (alarm.tool,), _until(form))
