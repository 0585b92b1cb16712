"""The console put together: its routers, its doors, its errors. The order of what is active is readable here."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, Response

from detectors.finding import NotScanned
from gateway.console import (
    accessibility,
    accounts_page,
    alarm_desk,
    analyzer,
    assets,
    audit,
    breaches,
    case_page,
    case_year,
    charts,
    check,
    coverage,
    director,
    event_page,
    events,
    evidence,
    false_alarms,
    feeds_page,
    hand_ins,
    health,
    house,
    kit,
    manage,
    metrics,
    notice,
    officer,
    own_account,
    own_event,
    pages,
    policy_page,
    preferences,
    proposing,
    publication,
    register,
    reveal,
    seats,
    settings_view,
    shadow,
    sights,
    sign_in,
    sign_in_link,
    sign_in_provider,
    sign_in_steps,
    start,
    subject_pages,
    subject_requests,
    suspicion,
    tools,
    trial,
)
from gateway.console.access import missing, routes_of
from gateway.console.body import BodyLimit
from gateway.console.boundary import Boundary
from gateway.console.context import Console, off_loop
from gateway.console.credentials import Keys, Lookup, Standing
from gateway.console.doors import Doors, nobody_hears, same_line
from gateway.console.headers import SecurityHeaders
from gateway.console.hosts import allowed_names
from gateway.console.ports import Ports
from gateway.console.problems import Problem, problem_answer, problem_of_status
from gateway.console.rate import Attempts
from gateway.console.session import Sessions
from gateway.console.tail import POLL_SECONDS, Tail
from gateway.console.visitor import Visitor
from gateway.settings import Settings

OPENAPI = "/api/v1/openapi.json"


def create_app(
    ports: Ports,
    settings: Settings,
    names: Iterable[str] = (),
    now: Callable[[], float] = time.time,
    clock: Callable[[], float] = time.monotonic,
    poll_seconds: float = POLL_SECONDS,
) -> FastAPI:
    """The application. ``names`` are further hosts it answers to (front proxies'); ``app.state.tail.close()`` ends its streams."""
    tls = settings.console.tls_certificate is not None
    keys = Keys(ports.token, Sessions(ports.token, now), tls or bool(settings.console.front_proxies), *_sessions(ports))
    tail = Tail(ports.events.end, ports.unavailable, ports.streams, poll_seconds)
    console = Console(ports, settings, keys, Attempts(clock), tail)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        tail.close()

    app = FastAPI(
        title="Celnice",
        version=version("celnice"),
        description="Events of the gateway, and Presidio's analyzer API over the Czech detectors.",
        openapi_url=OPENAPI,
        docs_url=None,  # Swagger UI comes from the internet
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        dependencies=[Depends(same_line)],
        telemetry={"auto_configure": False, "tracing": False, "metrics": False, "logs": False},  # spans hold exception messages
        middleware=[  # outermost first
            Middleware(SecurityHeaders, tls=tls),
            Middleware(Boundary),
            Middleware(
                Doors,
                keys=keys,
                settings=settings.console,
                names=allowed_names(settings.console, names),
                tell=nobody_hears if ports.reception is None else ports.reception.told,
                unavailable=ports.unavailable,
            ),
            Middleware(BodyLimit, largest=settings.proxy.max_request_bytes),
        ],
    )
    app.state.tail = tail
    for router in (
        health.router(console),
        metrics.router(console),
        events.router(console),
        coverage.router(console),
        publication.router(console),
        analyzer.router(console),
        sign_in.router(console),
        *_of_people(console, ports),
        notice.router(console),
        own_event.router(console),
        false_alarms.router(console),
        preferences.router(console),
        accessibility.router(console),
        seats.router(console),
        assets.router(),
        pages.router(console),
    ):
        app.include_router(router)
    if ports.employee is not None:
        app.include_router(start.router(console, ports.employee))
        app.include_router(suspicion.router(console, ports.employee))
    if ports.security is not None:
        for made_security in (event_page.router, alarm_desk.router, charts.router, house.router, sights.router, trial.router):
            app.include_router(made_security(console, ports.security))
    if ports.manager is not None:
        for made_manager in (manage.router, kit.router, feeds_page.router, settings_view.router):
            app.include_router(made_manager(console, ports.manager))
        if ports.reception is not None:
            app.include_router(accounts_page.router(console, ports.manager, ports.reception))
    if ports.precheck is not None:
        app.include_router(check.router(console, ports.precheck))
    if ports.workplace is not None:
        for made in (tools.router, register.router, shadow.router):
            app.include_router(made(console, ports.workplace))
    if ports.sealed is not None:
        app.include_router(evidence.router(console, ports.sealed))
    if ports.reliefs is not None and ports.security is not None:
        app.include_router(proposing.router(console, ports.reliefs))
    if ports.policy_desk is not None:
        app.include_router(policy_page.router(console, ports.policy_desk))
    if ports.audit is not None:
        app.include_router(audit.router(console, ports.audit))
    if ports.names is not None:
        app.include_router(reveal.router(console, ports.names))
    if ports.cases is not None:
        for made_of_cases in (
            hand_ins.api,
            breaches.router,
            subject_requests.router,
            officer.router,
            case_year.router,
            case_page.router,
            director.router,
            subject_pages.router,
        ):
            app.include_router(made_of_cases(console, ports.cases))
    if closed := missing(set(routes_of(app))):
        raise RuntimeError(f"gateway/console/access.py says for nobody who may: {', '.join(closed)}")
    _answer_errors(app, ports)
    return app


def _of_people(console: Console, ports: Ports) -> list[APIRouter]:
    """The pages of people with accounts, where there may be any."""
    given = ports.reception
    if given is None:
        return []
    pages = [made(console, given) for made in (sign_in_steps.router, sign_in_link.router, own_account.router)]
    return pages if ports.provider is None else [*pages, sign_in_provider.router(console, given, ports.provider)]


def _sessions(ports: Ports) -> tuple[Lookup | None, Standing | None]:
    find = ports.visitor
    if find is None:
        return (ports.reception.visitor, ports.reception.standing) if ports.reception is not None else (None, None)

    async def visitor(value: str) -> Visitor | None:
        return await off_loop(find, value)

    async def standing(value: str) -> bool:
        return await off_loop(find, value) is not None

    return visitor, standing


def _answer_errors(app: FastAPI, ports: Ports) -> None:
    """Every error gets our own answer: the framework's repeat the request."""

    async def raised(request: Request, error: Exception) -> Response:
        status, headers = (error.status_code, error.headers) if isinstance(error, HTTPException) else (500, None)
        return problem_answer(request.scope, problem_of_status(status), headers)

    async def invalid(request: Request, _error: Exception) -> Response:
        return problem_answer(request.scope, Problem.INVALID)

    async def unavailable(request: Request, _error: Exception) -> Response:
        return problem_answer(request.scope, Problem.UNAVAILABLE, {"Retry-After": "5"})

    async def not_scanned(_request: Request, _error: Exception) -> Response:
        ports.analyzed("not_scanned")
        return JSONResponse({"error": "The text could not be scanned; it must not be taken for clean."}, 503)

    app.add_exception_handler(HTTPException, raised)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(NotScanned, not_scanned)
    for kind in ports.unavailable:
        app.add_exception_handler(kind, unavailable)
