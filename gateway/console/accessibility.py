"""The accessibility statement (prohlášení o přístupnosti) that § 8 of Act 99/2019 Sb. asks of a public office for its applications.

Its parts follow the model statement of Commission Implementing Decision (EU) 2018/1523: which application, how far it conforms with
EN 301 549, what is not accessible, how the statement was made, whom to write to, who enforces.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from gateway.console.context import Console
from gateway.console.layout import page

PATH = "/accessibility"


def router(console: Console) -> APIRouter:
    """The route of the statement."""
    routes = APIRouter(include_in_schema=False)
    office = console.settings.office

    @routes.api_route(PATH, methods=["GET", "HEAD"])
    async def show(request: Request) -> Response:
        return page(request.scope, "accessibility.html", office=office)

    return routes
