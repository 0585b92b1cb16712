"""``/admin/settings`` and ``/admin/backup``: what is in force, with its meaning, and how old the newest backup is. Nothing is changed here:
the settings are a file under the office's own control, which a page must not rewrite.
"""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from gateway.console import layout
from gateway.console.clock import for_people
from gateway.console.context import Console, off_loop
from gateway.console.language import language_of
from gateway.console.manager_ports import Manager
from gateway.console.meanings import meaning
from gateway.console.setup_view import OLD

SETTINGS, BACKUP = "/admin/settings", "/admin/backup"
MEGA = 1_000_000


def router(console: Console, manager: Manager) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)

    @routes.get(SETTINGS)
    async def settings(request: Request) -> Response:
        everything = request.query_params.get("all") == "yes"
        sections = await off_loop(manager.settings)
        if not everything:
            sections = [replace(each, settings=[one for one in each.settings if one.origin != "default"]) for each in sections]
        language = language_of(request.scope)
        return layout.page(
            request.scope,
            "settings.html",
            sections=sections,
            everything=everything,
            refused=console.ports.refused_change(),
            policy=console.ports.policy(language),
            meaning=lambda one: meaning(one.code, one.meaning, language),
        )

    @routes.get(BACKUP)
    async def backup(request: Request) -> Response:
        last = await off_loop(manager.backup)
        return layout.page(
            request.scope,
            "backup.html",
            last=last,
            old=last is not None and manager.now() - last.at > OLD,
            when=for_people(last.at) if last else "",
            size=f"{last.bytes / MEGA:.1f}".replace(".", ",") if last else "",
        )

    return routes
