"""``/events/{identity}``: one event, in words: what was found and where, by which rule, and where the same value stood else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from gateway.act.texts import texts
from gateway.act.texts_file import OTHER
from gateway.console import layout
from gateway.console.context import Console, off_loop
from gateway.console.event_view import event_view
from gateway.console.language import Language, language_of
from gateway.console.own_event import where_of
from gateway.console.problems import Problem, problem_answer
from gateway.console.reader_ports import Security
from gateway.console.texts import word


@dataclass(frozen=True, slots=True)
class Found:
    """One kind of what was found: its name, how many, and the rules that found it with how many each."""

    name: str
    count: int
    rules: tuple[tuple[str, int], ...] = ()


def found_of(event: dict[str, Any], language: Language) -> list[Found]:
    """The kinds of an event with their rules. A rule belongs to the kind whose name its own begins with; others stand alone at the end."""
    kinds = texts(language).kinds
    rules = dict(event.get("rules") or {})
    made = []
    for kind, count in (event.get("kinds") or {}).items():
        own = {rule: rules.pop(rule) for rule in list(rules) if rule.partition(".")[0].upper() in {kind, kind.removeprefix("CZ_")}}
        made.append(Found(kinds.get(kind, kinds[OTHER])["one"] if kind in kinds else kind, count, tuple(sorted(own.items()))))
    if rules and len(made) == 1:
        return [Found(made[0].name, made[0].count, tuple(sorted({**dict(made[0].rules), **rules}.items())))]
    return [*made, Found("", 0, tuple(sorted(rules.items())))] if rules else made


def shape(rule: str, language: Language) -> str:
    """What a detector's rule went by, in words; "" for one that has none: its name is then all there is."""
    code = rule.rpartition(".")[2]
    said = word(language, "rule_shape", code)
    return said if said != code else ""


def router(console: Console, security: Security) -> APIRouter:
    """The route."""
    routes = APIRouter(include_in_schema=False)
    ports = console.ports

    def conditions(tool: str) -> tuple[str, ...]:
        """Under what the working group lets the tool be used, as the register says today."""
        grant = ports.workplace.register().grants.get(tool) if ports.workplace is not None else None
        return grant.entry.conditions if grant is not None else ()

    @routes.get("/events/{identity}")
    async def one(request: Request, identity: str) -> Response:
        row = await off_loop(ports.events.get, identity)
        if row is None:
            return problem_answer(request.scope, Problem.NOT_FOUND)
        language, names, event = language_of(request.scope), security.names(), row.public()
        similar = await off_loop(security.similar, identity)
        return layout.page(
            request.scope,
            "event.html",
            event=event_view(event, language, names),
            raw=event,
            found=found_of(event, language),
            shapes={rule: shape(rule, language) for rule in event.get("rules") or ()},
            grounds=event.get("grounds") or {},
            where=texts(language).whereabouts(where_of(event)),
            places=[word(language, "place", place) for place in event.get("places") or ()],
            similar=[event_view(other.public(), language, names) for other in similar.rows],
            count=similar.count,
            conditions=conditions(event["tool"]),
            reveals=bool(event.get("person")) and ports.names is not None and ports.names.kept,
        )

    return routes
