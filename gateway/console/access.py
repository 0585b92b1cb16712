"""Who may: the one table of the console. Method and path of a route, and the roles it is for. What has no line is for nobody.

A new route needs its line here: without one the console does not start. Lines of a page stand under its heading, in the order of the menu.
The API's token (automation, the command line, and the sign-in of last resort) passes every line; no line names it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from allowlist.publication.outputs import OUTPUTS
from gateway.accounts.role import Role as Role  # noqa: PLC0414  # pages take it from here

SAFE_METHODS = frozenset({"GET", "HEAD"})


class Door(StrEnum):
    """What a route asks for before it asks for a role."""

    OPEN = "open"
    """Nothing: it holds nothing of anybody, and whoever needs it has not signed in."""
    ANALYZER = "analyzer"
    """The token, or nothing on loopback when ``console.analyzer_open`` says so."""
    ROLE = "role"
    """A person in one of the line's roles, or the token."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``sealed`` marks what shows sealed data: never the auditor, and each view is an event."""

    door: Door
    roles: frozenset[Role] = frozenset()
    sealed: bool = False

    def allows(self, roles: Collection[Role]) -> bool:
        """Whether somebody in these roles may pass."""
        return self.door is Door.OPEN or not self.roles.isdisjoint(roles)


EVERYBODY = frozenset(Role)
STAFF = EVERYBODY - {Role.AUDITOR}
"""Who may do what every employee may. The auditor changes nothing."""
OVERSIGHT = frozenset({Role.IT_SECURITY, Role.DPO, Role.ADMINISTRATOR, Role.AUDITOR})
"""Who sees what was stopped."""
GOVERNANCE = frozenset({Role.WORKING_GROUP, Role.IT_SECURITY, Role.DPO, Role.DIRECTOR, Role.AUDITOR})
"""Who sees the register's cases."""
DECIDERS = GOVERNANCE - {Role.AUDITOR}
"""Who acts in them, each in its own part (:mod:`gateway.console.acting`)."""
HEADS = frozenset({Role.HEAD})
"""Who files requests and is told of reports; of the register a head sees the requests of the own department."""
MANAGERS = frozenset({Role.ADMINISTRATOR})
OFFICER = frozenset({Role.DPO})
CASE_WORKERS = frozenset({Role.DPO, Role.IT_SECURITY, Role.DIRECTOR})
"""Who acts in breach cases, each in its own part (the directive, art. VII)."""
CASE_READERS = CASE_WORKERS | {Role.AUDITOR}
REQUEST_READERS = OFFICER | {Role.AUDITOR}
REVEALERS = frozenset({Role.IT_SECURITY, Role.DPO})
"""Who may ask for the person behind a pseudonym, with a reason; without the key to which names are sealed they learn nothing."""
READERS = frozenset({Role.DPO, Role.DIRECTOR})
"""Whose keys open sealed evidence; without a key the role opens nothing."""
OPERATORS = frozenset({Role.ADMINISTRATOR, Role.IT_SECURITY, Role.AUDITOR})
DRAFTERS = frozenset({Role.ADMINISTRATOR, Role.DPO})
"""Who changes rules of the policy; what protects less, the officer confirms with another account."""
TUNERS = frozenset({Role.IT_SECURITY, Role.ADMINISTRATOR})
"""Who tries texts on the detectors and the policy."""
AUDITORS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR, Role.DPO})
"""Who sees what officials did."""
MACHINES: frozenset[Role] = frozenset()
"""Programs with the token, and no person."""

type Lines = dict[tuple[str, str], Line]


def _open(*paths: str, post: bool = False) -> Lines:
    methods = (*SAFE_METHODS, "POST") if post else SAFE_METHODS
    return {(method, path): Line(Door.OPEN) for path in paths for method in methods}


def _does_open(*paths: str) -> Lines:
    return {("POST", path): Line(Door.OPEN) for path in paths}


def _reads(roles: Collection[Role], *paths: str, sealed: bool = False) -> Lines:
    return {(method, path): Line(Door.ROLE, frozenset(roles), sealed) for path in paths for method in SAFE_METHODS}


def _does(roles: Collection[Role], *paths: str, sealed: bool = False) -> Lines:
    if Role.AUDITOR in roles and not set(paths) <= OWN:
        raise ValueError(f"the auditor changes nothing: {paths[0]}")
    return {("POST", path): Line(Door.ROLE, frozenset(roles), sealed) for path in paths}


def _analyzer(method: str, path: str) -> Lines:
    return {(method, path): Line(Door.ANALYZER)}


OWN = frozenset({"/sign-out", "/account/password", "/account/sessions", "/account/codes", "/account/factor"})
"""What a person does to nothing but their own session and account; the auditor's too."""

ACCESS: Mapping[tuple[str, str], Line] = {
    # For machines and for whoever has no account yet.
    **_open("/healthz", "/readyz", "/proxy.pac", "/ca.pem", "/tools.json", *OUTPUTS),
    **_open("/static/console.css", "/static/console.js", "/static/readers.css", "/static/officer.css", "/static/check.js"),
    **_open("/static/evidence.js", "/static/unseal.js", "/static/officer.js", "/static/person.js"),
    **_open("/sign-in", "/sign-in/code", "/sign-in/enrol", "/sign-in/link", post=True),  # each looks at its own proof
    **_open("/accessibility"),
    **_does_open("/preferences"),  # two cookies of the reader's own
    **_open("/sign-in/provider", "/sign-in/provider/back"),
    **_does_open("/sign-in/provider/out"),  # the provider's own signed word
    **_open("/notice", post=True),  # for every employee; confirming takes a signed link
    **_analyzer("POST", "/analyze"),
    **_analyzer("GET", "/supportedentities"),
    **_analyzer("GET", "/recognizers"),
    **_analyzer("GET", "/health"),
    # The account.
    **_does(EVERYBODY, "/sign-out"),
    **_reads(EVERYBODY, "/account"),
    **_does(EVERYBODY, "/account/password", "/account/sessions", "/account/codes", "/account/factor"),
    # What was stopped.
    **_reads(EVERYBODY, "/"),  # each role's own first page
    **_reads(OVERSIGHT, "/events", "/live", "/api/v1/events", "/api/v1/events/stream", "/api/v1/events/{identity}"),
    # Breach cases and requests of data subjects: the API, and the officer's pages over it.
    **_reads(CASE_READERS, "/api/v1/breaches", "/api/v1/breaches/register", "/api/v1/breaches/report/{year}"),
    **_reads(CASE_READERS, "/api/v1/breaches/papers/{name}", "/api/v1/breaches/{number}"),
    **_reads(CASE_READERS, "/api/v1/breaches/{number}/papers/{name}", "/api/v1/breaches/{number}/dossier"),
    **_reads(CASE_READERS, "/api/v1/breaches/report/{year}/handed-in"),
    **_does(OFFICER, "/api/v1/breaches/report/{year}/handed-in", "/cases/year/{year}/handed-in"),
    **_does(STAFF, "/api/v1/breaches"),
    **_does(CASE_WORKERS, "/api/v1/breaches/{number}/steps", "/api/v1/breaches/{number}/stop"),
    **_reads(REQUEST_READERS, "/api/v1/requests", "/api/v1/requests/{number}", "/api/v1/requests/{number}/papers/{name}"),
    **_does(OFFICER, "/api/v1/requests", "/api/v1/requests/{number}/steps"),
    **_does(OFFICER, "/api/v1/requests/{number}/search", "/api/v1/requests/{number}/erase"),
    **_reads(CASE_READERS, "/cases", "/cases/{number}", "/cases/register", "/cases/year/{year}"),
    **_reads(READERS, "/director"),
    **_reads(REQUEST_READERS, "/requests", "/requests/{number}"),
    **_does(OFFICER, "/requests", "/requests/{number}/{action}"),
    **_reads(CASE_WORKERS, "/cases/new"),
    **_does(CASE_WORKERS, "/cases/new", "/cases/{number}/{action}"),
    # Sealed evidence. The records are sealed where they lie; the second holder may be the director.
    **_reads(READERS, "/evidence", "/evidence/{identity}"),
    **_does(READERS, "/evidence/{identity}", sealed=True),
    # An employee's own event: a signed link opens it, and the page shows nothing without. Reports of false alarms.
    **_open("/proc/{reference}", post=True),
    **_reads(OVERSIGHT, "/api/v1/false-alarms"),
    **_reads(OVERSIGHT, "/false-alarms", "/false-alarms/{event}"),
    **_does(frozenset({Role.IT_SECURITY, Role.DPO}), "/api/v1/false-alarms/{event}", "/false-alarms/{event}"),
    **_does(frozenset({Role.IT_SECURITY}), "/false-alarms/{event}/propose"),
    **_does(OFFICER, "/false-alarms/{event}/decide"),
    **_reads(OVERSIGHT, "/events/{identity}", "/charts", "/gateway"),
    **_does(REVEALERS, "/events/{identity}/person", sealed=True),
    **_reads(OVERSIGHT | GOVERNANCE, "/coverage"),
    **_reads(TUNERS, "/try"),
    **_does(TUNERS, "/try", "/gateway/canary"),
    # The policy: stricter at once, weaker by two accounts.
    **_reads(OVERSIGHT, "/policy", "/policy/history"),
    **_reads(DRAFTERS, "/policy/rule"),
    **_does(DRAFTERS, "/policy/rule"),
    **_does(OFFICER, "/policy/decide"),
    **_does(REVEALERS, "/policy/withdraw"),
    # Tools, for every employee. Reading is open: what is shown is published, or stands in the catalogue.
    **_open("/tools", "/tools/{service}", "/tools/request", "/tools/{service}/request"),
    **_does(STAFF, "/tools/ask", "/tools/{service}/report"),
    # The employee's own pages.
    **_reads(EVERYBODY, "/start"),
    **_reads(STAFF, "/check", "/report"),
    **_does(STAFF, "/check", "/report"),
    # The register of tools.
    **_reads(GOVERNANCE | HEADS, "/register", "/register/{tool}"),
    **_does(DECIDERS | HEADS, "/register/{tool}/{action}"),
    # Shadow AI.
    **_reads(GOVERNANCE, "/shadow", "/shadow/{month}.pdf"),
    # The administrator's pages.
    **_reads(MANAGERS, "/admin", "/admin/kit", "/admin/kit.zip", "/admin/users", "/admin/feeds", "/admin/backup", "/admin/settings"),
    **_does(MANAGERS, "/admin/doctor", "/admin/users/add", "/admin/users/change", "/admin/feeds/test"),
    **_reads(AUDITORS, "/audit", "/audit.csv"),
    # The gateway itself.
    **_reads(OVERSIGHT | GOVERNANCE, "/api/v1/coverage"),
    **_reads(OPERATORS, "/metrics", "/api/v1/openapi.json"),
    **_does(MACHINES, "/api/v1/people/addresses"),
}


def _pattern(path: str) -> re.Pattern[str]:
    """``/tools/{service}`` fits ``/tools/x``; ``{name:path}`` fits slashes, too."""
    parts = re.split(r"\{([a-z_]+(?::path)?)\}", path)  # literals at even places, names at odd ones
    for at, part in enumerate(parts):
        parts[at] = re.escape(part) if at % 2 == 0 else (".+" if part.endswith(":path") else "[^/]+")
    return re.compile("".join(parts))


_LITERAL = {key: line for key, line in ACCESS.items() if "{" not in key[1]}
_PATTERNS = tuple((method, _pattern(path), path) for method, path in ACCESS if "{" in path)


def lines_of(method: str, path: str) -> dict[str, Line]:
    """The lines that a request falls under, by their route's path: the one that names it to the letter, or all whose pattern fits.

    Who passes has to pass all of them; which one runs, the router says, and it must be one of these (:mod:`gateway.console.doors`).
    """
    if (line := _LITERAL.get((method, path))) is not None:
        return {path: line}
    return {route: ACCESS[method, route] for of, pattern, route in _PATTERNS if of == method and pattern.fullmatch(path)}


def missing(routes: Collection[tuple[str, str]]) -> list[str]:
    """Routes (method, path) without a line, as words."""
    return sorted(f"{method} {path}" for method, path in routes if (method, path) not in ACCESS)


def routes_of(app: object, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every (method, path) of an application, also of included routers."""
    for route in getattr(app, "routes", ()):
        if getattr(route, "methods", None):
            yield from ((method, prefix + route.path) for method in sorted(route.methods))
            continue
        inner = getattr(route, "original_router", None) or getattr(route, "router", None)
        if inner is None:
            raise TypeError(f"an unknown kind of route: {type(route).__name__}")
        yield from routes_of(inner, prefix)
