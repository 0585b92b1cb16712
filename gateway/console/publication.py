"""What is published to everybody in the office: the list of tools, the PAC file, the CA certificate."""

from __future__ import annotations

from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from gateway.console.clock import for_people
from gateway.console.context import Console, off_loop
from gateway.console.language import language_of
from gateway.console.problems import Problem, problem_answer
from gateway.console.rendering import render
from gateway.errors import UserError

READ = ["GET", "HEAD"]
SHORTLY = {"Cache-Control": "max-age=60"}
"""An approval that ends is gone from browsers within a minute."""


def router(console: Console) -> APIRouter:
    """The open routes."""
    routes = APIRouter(include_in_schema=False)
    publication = console.ports.publication
    entrance = console.settings.entrance

    @routes.api_route("/tools", methods=READ)
    async def tools(request: Request) -> Response:
        listed = publication.tools()
        page = render(
            "tools.html",
            language_of(request.scope),
            tools=listed["tools"],
            forbidden=listed["forbidden"],
            generated=for_people(datetime.fromisoformat(listed["generated"])),
            entrance=f"http://{entrance.host}:{entrance.port}",
        )
        return HTMLResponse(page, headers=SHORTLY | {"Vary": "Accept-Language"})

    @routes.api_route("/tools.json", methods=READ)
    async def tools_json() -> Response:
        return JSONResponse(publication.tools(), headers=SHORTLY)

    @routes.api_route("/proxy.pac", methods=READ)
    async def pac() -> Response:
        headers = SHORTLY | {"Content-Type": "application/x-ns-proxy-autoconfig", "Content-Disposition": 'inline; filename="proxy.pac"'}
        return Response(publication.pac(), headers=headers)

    @routes.api_route("/ca.pem", methods=READ)
    async def certificate(request: Request) -> Response:
        try:
            # Parsed and written anew, so that nothing but certificates can leave here, whatever stands in the file.
            chain = x509.load_pem_x509_certificates(await off_loop(console.ports.certificate))
        except (OSError, ValueError, UserError):
            return problem_answer(request.scope, Problem.UNAVAILABLE)
        pem = b"".join(one.public_bytes(Encoding.PEM) for one in chain)
        headers = {"Content-Type": "application/x-pem-file", "Content-Disposition": 'attachment; filename="celnice-ca.pem"'}
        return Response(pem, headers=headers)

    return routes
