"""``/start``: what an employee may use and for what, the rules in five sentences, what was stopped of their own; and to a superior, what
their people reported (the directive, art. VII para. 1).
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from gateway.console import layout
from gateway.console.clock import for_people
from gateway.console.context import Console, off_loop
from gateway.console.event_view import event_view
from gateway.console.language import language_of
from gateway.console.reader_ports import Employee
from gateway.console.texts import text
from gateway.console.visitor import visitor_of

START = "/start"
RULES = ("one", "two", "three", "four", "five")


def router(console: Console, employee: Employee) -> APIRouter:
    """The route."""
    routes = APIRouter(include_in_schema=False)
    published = console.ports.publication.tools

    @routes.get(START)
    async def start(request: Request) -> Response:
        language, visitor = language_of(request.scope), visitor_of(request.scope)
        listed = published()
        names = {one["id"]: one["name"] for one in (*listed["tools"], *listed["forbidden"])}
        known = visitor is not None and bool(visitor.account)
        rows = await off_loop(employee.own_events, visitor.account) if visitor is not None and known else ()
        told = await off_loop(employee.reports, visitor.account) if visitor is not None and known else ()
        shown: dict[str, Any] = {
            "reports": [
                {"id": one.id, "time": for_people(one.times["reported"]), "title": one.facts.get("title", ""), "state": one.state.value}
                for one in told
                if "reported" in one.times
            ],
            "tools": listed["tools"],
            "rules": [text(language, f"start.rule.{number}") for number in RULES],
            "known": known,
            "events": [event_view(row.public(), language, names) for row in rows],
        }
        return layout.page(request.scope, "start.html", **shown)

    return routes
