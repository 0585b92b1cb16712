"""``/proc/{reference}`` (Czech for "why"): an employee's own event, by the signed link out of the refusal.

It shows what was found and where, why it was stopped and what can be done. Where policy leaves a choice, it is made here: confirming
with a justification, or pseudonyms in place of the data; the next sending of that very text then passes, once. And a false alarm can be
reported. The link is the only key: it is open to whoever has it, names nobody, and changes come from our own page alone (Origin).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from gateway.act.own_link import OwnLink
from gateway.act.reason import reason_shown
from gateway.act.texts import texts
from gateway.console import layout
from gateway.console.clock import for_people_iso
from gateway.console.context import Console, off_loop
from gateway.console.forms import RefusedForm, one, read_form
from gateway.console.language import Language, language_of
from gateway.console.ports import OwnEvents
from gateway.console.problems import Problem, problem_answer
from gateway.decide.choice import Choice
from gateway.model import Notice, Where
from gateway.record.false_alarm import Why

PATH = "/proc/{reference}"

LEAST = 10
"""Characters of a justification: "nutné" is none."""

LONGEST = 2_000
"""Characters of a justification, a note or a value."""


def router(console: Console) -> APIRouter:
    """The routes of the page."""
    routes = APIRouter(include_in_schema=False)
    port, events = console.ports.own_events, console.ports.events

    async def page(request: Request, link: OwnLink, ticket: str, state: str = "", status: int = 200) -> Response:
        assert port is not None  # noqa: S101  # the callers made sure
        row = await off_loop(events.get, link.reference)
        facts = row.public() if row is not None else None
        if facts is None or facts.get("erased_by"):
            return _bare(request, "gone" if facts else "waiting")
        language = language_of(request.scope)
        names = {one["id"]: one["name"] for one in console.ports.publication.tools()["tools"]}
        return layout.page(
            request.scope,
            "own_event.html",
            status,
            **_view(facts, language, names),
            reference=link.reference,
            ticket=ticket,
            state=state,
            choices=[choice.value for choice in link.choices],
            reported=await off_loop(port.reported, link.reference),
            seals=port.seals,
            whys=[why.value for why in Why],
            least=LEAST,
            longest=LONGEST,
        )

    @routes.api_route(PATH, methods=["GET", "HEAD"])
    async def show(request: Request, reference: str) -> Response:
        if port is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        ticket = request.query_params.get("t", "")
        link = port.link(reference, ticket)
        return _bare(request, "over") if link is None else await page(request, link, ticket)

    @routes.post(PATH)
    async def act(request: Request, reference: str) -> Response:
        if port is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        try:
            form = await read_form(request)
        except RefusedForm as refused:
            return problem_answer(request.scope, refused.problem)
        ticket = one(form, "t")
        link = port.link(reference, ticket)
        if link is None:
            return _bare(request, "over")
        state = await off_loop(_act, port, link, {name: one(form, name) for name in form})
        return await page(request, link, ticket, state, 200 if state in _DONE else 400)

    return routes


_DONE = frozenset({"confirmed", "pseudonymised", "reported"})


def _act(port: OwnEvents, link: OwnLink, form: Mapping[str, str]) -> str:
    """What a form asked for, done or not: the state that the page shows."""
    wanted = form.get("act", "")
    if wanted == "false-alarm":
        why, note, value = form.get("why", ""), form.get("note", ""), form.get("value", "")
        if why not in set(Why) or max(len(note), len(value)) > LONGEST or ((note or value) and not port.seals):
            return "incomplete"
        return "reported" if port.report(link.reference, Why(why), note, value) else "waiting"
    if wanted not in link.choices:
        return "late" if wanted in set(Choice) else "incomplete"
    justification = form.get("justification", "")
    if wanted == Choice.CONFIRM and not LEAST <= len(justification) <= LONGEST:
        return "short"
    if not port.choose(link, Choice(wanted), justification if wanted == Choice.CONFIRM else ""):
        return "waiting"
    return "confirmed" if wanted == Choice.CONFIRM else "pseudonymised"


def _view(facts: Mapping[str, Any], language: Language, names: Mapping[str, str]) -> dict[str, Any]:
    """What the page says of an event, in the words of the refusal."""
    reason = reason_shown(facts["verdict"], facts["reason"])
    tool = names.get(facts["tool"], facts["tool"])
    said = texts(language)
    wording = said.wording(Notice(facts["id"], tool, facts.get("kinds") or {}, reason, facts.get("detail") or ""))
    return {
        "wording": wording,
        "kinds": said.listed(facts["kinds"]) if facts.get("kinds") else "",
        "places": said.whereabouts(where_of(facts)),
        "tool": tool,
        "time": for_people_iso(facts["at"]),
        "iso": facts["at"],
        "rules": sorted(facts.get("rules") or {}),
    }


def where_of(facts: Mapping[str, Any]) -> tuple[Where, ...]:
    """Where an event's findings stand; ``sheet=2,cell=B7`` is how the event writes it."""
    every = ((part.partition("=") for part in written.split(",")) for written in facts.get("where") or ())
    return tuple(tuple((name, value) for name, _, value in pairs) for pairs in every)


def _bare(request: Request, state: str) -> Response:
    """The page without an event: a link that is over, an event that is not written yet or not kept any more."""
    status = {"waiting": 202, "gone": 410}.get(state, 404)
    return layout.page(request.scope, "own_event_bare.html", status, state=state)
