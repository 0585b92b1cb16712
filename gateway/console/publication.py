"""What is published to everybody in the office: the list of tools, what machines read of it, the CA certificate."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from allowlist.publication.outputs import OUTPUTS, PAC_PATH, Output
from gateway.console.clock import for_people
from gateway.console.context import Console, off_loop
from gateway.console.language import language_of
from gateway.console.layout import page
from gateway.console.ports import Publication
from gateway.console.problems import Problem, problem_answer
from gateway.errors import UserError

READ = ["GET", "HEAD"]
SHORTLY = {"Cache-Control": "max-age=60"}
"""An approval that ends is gone from browsers within a minute."""
SHORTLY_OWN = {"Cache-Control": "private, max-age=60"}
"""The same for a page, whose menu is the reader's."""


def router(console: Console) -> APIRouter:
    """The open routes."""
    routes = APIRouter(include_in_schema=False)
    publication = console.ports.publication
    entrance = console.settings.entrance

    @routes.api_route("/tools", methods=READ)
    async def tools(request: Request) -> Response:
        listed = publication.tools()
        return page(
            request.scope,
            "tools.html",
            200,
            SHORTLY_OWN,
            tools=listed["tools"],
            forbidden=listed["forbidden"],
            practices=listed.get("practices", ()),
            generated=for_people(datetime.fromisoformat(listed["generated"])),
            entrance=f"http://{entrance.host}:{entrance.port}",
        )

    @routes.api_route("/tools.json", methods=READ)
    async def tools_json() -> Response:
        return JSONResponse(publication.tools(), headers=SHORTLY)

    @routes.api_route(PAC_PATH, methods=READ)
    async def pac() -> Response:
        return Response(publication.pac(), headers=_headers(OUTPUTS[PAC_PATH]))

    for output in OUTPUTS.values():
        if output.path != PAC_PATH:
            routes.add_api_route(output.path, _written(publication, output), methods=READ)

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


def _headers(output: Output) -> dict[str, str]:
    return SHORTLY | {"Content-Type": output.media_type, "Content-Disposition": f'inline; filename="{output.file}"'}


def _written(publication: Publication, output: Output) -> Callable[[Request], Awaitable[Response]]:
    """The route of one output; 503 until the settings say where clients reach the proxy and the console."""

    async def answer(request: Request) -> Response:
        try:
            body = publication.output(output.path, language_of(request.scope))
        except ValueError:
            return problem_answer(request.scope, Problem.UNAVAILABLE)
        return Response(body, headers=_headers(output) | {"Vary": "Accept-Language"})

    return answer
