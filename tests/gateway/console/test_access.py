"""The table of who may: every route, every role."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI

from gateway.console.access import ACCESS, OWN, STAFF, Door, Line, Role, lines_of, missing, routes_of
from gateway.console.visitor import Visitor
from support.console import Client, MemoryStore, Parts, event
from support.reception import away, empty

PEOPLE = {f"session-{role}": Visitor(frozenset({role}), f"a-{role}", str(role), session="s", csrf="c") for role in Role}


def app() -> FastAPI:
    return Parts(store=MemoryStore(event(1)), visitor=PEOPLE.get, reception=empty(), provider=away()).app()


APP = app()
ALL = sorted(set(routes_of(APP)))
ENDLESS = {"/api/v1/events/stream"}
"""Answers that do not end; the door is asked the same way."""


def concrete(path: str) -> str:
    return re.sub(r"\{[^}]+\}", "2026-11", path)


def test_every_route_has_a_line_and_every_line_a_route() -> None:
    """Neither a route without a line nor a line of a route that is gone."""
    assert missing(ALL) == []
    assert {pair for pair in ACCESS if pair[0] != "HEAD"} <= set(ALL)


def test_a_route_without_a_line_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever adds a page and forgets who may see it learns so at the start."""
    monkeypatch.delitem(ACCESS, ("GET", "/register"))  # type: ignore[arg-type]
    with pytest.raises(RuntimeError, match="GET /register"):
        app()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("method", "path"), [pair for pair in ALL if pair[1] not in ENDLESS])
def test_every_route_asks_every_role(method: str, path: str, role: Role) -> None:
    """A person passes where the table names one of their roles, and nowhere else."""
    line = ACCESS[method, path]
    answer = Client(APP).request(
        method, concrete(path), headers={"Cookie": f"celnice_session=session-{role}", "Origin": "http://127.0.0.1:8082"}
    )
    if line.door is Door.OPEN or role in line.roles:
        assert answer.status_code not in {401, 403} or path.startswith("/sign-in"), f"{role} belongs here"
    else:
        assert answer.status_code == 403, f"{role} does not belong here"


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/nothing"), ("GET", "/users"), ("POST", "/nothing"), ("PUT", "/register"), ("DELETE", "/register/x")],
)
def test_what_has_no_line_does_nothing(method: str, path: str) -> None:
    """Somebody known hears from the router that nothing is there; nobody known hears nothing."""
    headers = {"Origin": "http://127.0.0.1:8082"}
    assert Client(APP).request(method, path, headers=headers).status_code == 401
    signed_in = headers | {"Cookie": "celnice_session=session-employee"}
    assert Client(APP).request(method, path, headers=signed_in).status_code in {404, 405}


def test_the_auditor_changes_nothing_and_sees_nothing_sealed() -> None:
    """Read-only everywhere but in their own account."""
    for (method, path), line in ACCESS.items():
        if Role.AUDITOR in line.roles:
            assert method in {"GET", "HEAD"} or path in OWN, f"{method} {path}"
            assert not line.sealed, path


def test_an_employee_sees_what_is_for_everybody() -> None:
    """What stopped other people's prompts, and how tools are decided on, is not an employee's to read."""
    mine = {path for (method, path), line in ACCESS.items() if line.allows([Role.EMPLOYEE]) and line.door is Door.ROLE and method != "HEAD"}
    others = {
        "/live",
        "/api/v1/events",
        "/api/v1/events/stream",
        "/api/v1/events/{identity}",
        "/register",
        "/register/{tool}",
        "/shadow",
        "/metrics",
    }
    assert not mine & others
    assert {"/tools/ask", "/sign-out", "/"} <= mine
    assert all(line.roles >= STAFF for line in ACCESS.values() if Role.EMPLOYEE in line.roles), "what an employee may, every role may"


@pytest.mark.parametrize(
    ("method", "path", "routes", "reason"),
    [
        ("GET", "/tools", {"/tools"}, "to the letter"),
        ("GET", "/tools/request", {"/tools/request"}, "the letter stands before the pattern"),
        ("GET", "/tools/openai", {"/tools/{service}"}, "a pattern"),
        ("GET", "/tools/openai/request", {"/tools/{service}/request"}, "a longer pattern"),
        ("GET", "/shadow/2026-11.pdf", {"/shadow/{month}.pdf"}, "a pattern with an end"),
        ("GET", "/tools/", set(), "nothing is no name"),
        ("GET", "/tools/a/b", set(), "a name has no slash"),
        ("GET", "/register/x\n", {"/register/{tool}"}, "the router decides whether that is anything"),
        ("PUT", "/tools", set(), "another method"),
    ],
)
def test_which_lines_a_request_falls_under(method: str, path: str, routes: set[str], reason: str) -> None:
    """One line by its letters, else every pattern that fits."""
    assert set(lines_of(method, path)) == routes, reason


def test_a_line_is_for_its_roles_alone() -> None:
    """Roles are not ranks: an administrator is no DPO."""
    line = Line(Door.ROLE, frozenset({Role.DPO}))
    assert line.allows([Role.DPO, Role.EMPLOYEE])
    assert not line.allows([Role.ADMINISTRATOR])
    assert not line.allows([])
    assert not Line(Door.ROLE).allows(Role), "a line for machines is for no person"
