"""The schema of one catalogue file, and the values it makes. ``allowlist/catalogue/README.md`` describes the keys to its writers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from allowlist import operations, prohibited
from allowlist.answers import Role
from allowlist.data_fact import data_fact
from allowlist.host import InvalidHost, canonical
from allowlist.host_index import WILDCARD
from allowlist.service import Ban, Category, HandedOut, HostGroup, Operation, Service, SharedHost
from allowlist.table import Table
from allowlist.tenant import tenant, twice

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
"""Methods that are let through to an approved tool at all. TRACE echoes headers, CONNECT opens tunnels, others have no agreed meaning."""

BROAD = frozenset({
    "amazonaws.com", "azure.com", "bing.com", "cloudflare.com", "github.com", "githubusercontent.com", "google.com", "googleapis.com",
    "gstatic.com", "live.com", "livekit.cloud", "microsoft.com", "microsoftonline.com", "office.com", "office365.com", "sharepoint.com",
    "windows.net", "yandex.ru",
})  # fmt: skip
"""Names under which most traffic is no AI tool. A file may name a host below one, never the name itself or a wildcard right over it."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_GROUP = re.compile(r"[a-z0-9_]+")
_OPERATION = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*")
_FORMAT = re.compile(r"[a-z0-9_]+")
_LEAF = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_COUNTRY = re.compile(r"[A-Z]{2}")
_CLAIM = re.compile("approved")
_RESERVED = frozenset({"static", "unknown", "telemetry"})  # the operation names that matching gives by itself
_ROLES = {role.value: role for role in Role if role is not Role.UNKNOWN}


def service(file: str, data: Mapping[str, Any]) -> Service:
    """The service that one parsed file describes. Raises :class:`~allowlist.errors.CatalogueError`."""
    table = Table(file, "", data)
    name = table.required("id", _ID)
    if file != f"{name}.toml":
        raise table.fault("id", f"must be the name of the file ({name}.toml)")
    category = table.required("category")
    if category not in set(Category):
        raise table.fault("category", f"must be one of {', '.join(sorted(Category))}")
    hosts = tuple(_host_group(item) for item in table.tables("hosts"))
    if len({group.name for group in hosts}) != len(hosts):
        raise table.fault("hosts", "two groups have one name")
    known = {group.name for group in hosts}
    found = tuple(_operation(item, known) for item in table.tables("operations", optional=True))
    if len({operation.name for operation in found}) != len(found):
        raise table.fault("operations", "two operations have one name")
    try:
        operations.build(found)
    except ValueError as error:
        raise table.fault("operations", str(error)) from None
    rules = tuple(tenant(item) for item in table.tables("tenant", optional=True))
    if (repeated := twice(rules)) is not None:
        raise table.fault("tenant", f"sets {repeated} twice")
    practices = table.texts("practices", optional=True)
    entrance = table.text("entrance", optional=True)
    if entrance is not None and all(entrance not in group.names for group in hosts):
        raise table.fault("entrance", "must be one of the file's own exact hosts")
    made = Service(
        id=name,
        name=table.required("name"),
        vendor=table.required("vendor"),
        country=table.required("country", _COUNTRY),
        category=Category(category),
        source=table.texts("source"),
        hosts=hosts,
        operations=found,
        entrance=entrance,
        bans=(*(_ban(item) for item in table.tables("bans", optional=True)), *(_practice(table, name) for name in practices)),
        shared=tuple(_shared(item) for item in table.tables("shared", optional=True)),
        practices=practices,
        tenant=rules,
        data=tuple(data_fact(item) for item in table.tables("data", optional=True)),
        handed_out=tuple(_handed_out(item, {operation.name for operation in found}) for item in table.tables("handed_out", optional=True)),
    )
    table.done()
    return made


def _role(table: Table) -> Role:
    name = table.required("role")
    if name not in _ROLES:
        raise table.fault("role", f"must be one of {', '.join(sorted(_ROLES))}")
    return _ROLES[name]


def _host_group(table: Table) -> HostGroup:
    names = _names(table)
    only_approved = table.text("claim", _CLAIM, optional=True) is not None
    group = HostGroup(table.required("group", _GROUP), _role(table), names, table.ports("ports"), only_approved)
    table.done()
    return group


def _names(table: Table) -> tuple[str, ...]:
    names = table.texts("names")
    for name in names:
        bare = name.removeprefix(WILDCARD)
        try:
            right = canonical(bare) == bare
        except InvalidHost:
            right = False
        if not right or "." not in bare:
            raise table.fault("names", f"{name} is not a lower-case ASCII host of two or more labels, alone or after {WILDCARD!r}")
        if bare in BROAD:
            raise table.fault("names", f"{name} would take in traffic that is no AI tool; name the hosts below it")
    return names


def _handed_out(table: Table, known: set[str]) -> HandedOut:
    name, source = table.required("name", _OPERATION), table.required("source", _OPERATION)
    if name in _RESERVED or name in known:
        raise table.fault("name", "is reserved, or an operation's")
    if source not in known:
        raise table.fault("source", "names no operation in this file")
    methods = table.texts("methods")
    if not set(methods) <= {"PUT", "POST", "PATCH"}:
        raise table.fault("methods", "must be of PUT, POST, PATCH")
    leaf, fields = table.text("leaf", _LEAF, optional=True), table.text("fields", _LEAF, optional=True)
    made = HandedOut(name, source, leaf, _names(table), methods, table.required("format", _FORMAT), fields)
    table.done()
    return made


def _operation(table: Table, groups: set[str]) -> Operation:
    name = table.required("name", _OPERATION)
    if name in _RESERVED:
        raise table.fault("name", "is reserved")
    role = _role(table)
    methods = table.texts("methods")
    if not set(methods) <= set(METHODS):
        raise table.fault("methods", f"must be of {', '.join(METHODS)}")
    path = _path(table, table.required("path"))
    group = table.required("group", _GROUP)
    if group not in groups:
        raise table.fault("group", "names no group of hosts in this file")
    wire = table.text("format", _FORMAT, optional=True)
    if wire is not None and role not in {Role.PROMPT, Role.UPLOAD}:
        raise table.fault("format", "only a prompt or an upload has a wire format")
    table.done()
    return Operation(name, role, methods, path, group, wire)


def _path(table: Table, text: str) -> str:
    try:
        operations.pattern(text)
    except ValueError as error:
        raise table.fault("path", str(error)) from None
    return text


def _ban(table: Table) -> Ban:
    since, until = table.day("since"), table.day("until", optional=True)
    if since is None or (until is not None and until < since):
        raise table.fault("until", "lies before since")
    scope, scope_en = table.text("scope", optional=True), table.text("scope_en", optional=True)
    if (scope is None) != (scope_en is None):
        raise table.fault("scope", "is in one language only")
    ban = Ban(since, table.required("law"), table.required("law_en"), until, scope, scope_en)
    table.done()
    return ban


def _practice(table: Table, name: str) -> Ban:
    """The ban that a forbidden practice makes of a service that is for it."""
    practice = prohibited.packaged().get(name)
    if practice is None:
        raise table.fault("practices", f"{name} is not in {prohibited.FILE}")
    return Ban(practice.since, practice.law, practice.law_en, practice.until)


def _shared(table: Table) -> SharedHost:
    name = table.required("name")
    paths = table.texts("paths")
    for path in paths:
        _path(table, path)
    shared = SharedHost(name, paths, table.required("note"))
    table.done()
    return shared
