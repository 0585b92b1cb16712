"""``celnice allowlist``: what the catalogue knows, what the register approves, and what would be said to a URL."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, assert_never
from urllib.parse import urlsplit

from allowlist.answers import Approved, Forbidden, Match, NotApproved, Role, Unknown
from allowlist.match import HostMatch, ToolHost, match, match_host
from allowlist.person import Person
from allowlist.register import Register, Status
from gateway.approval import method_of
from gateway.commands.parts import register_actions, shadow
from gateway.errors import UserError
from gateway.register import register
from gateway.settings import Settings
from gateway.store.live_register import LiveRegister
from gateway.store.register import RegisterStore
from gateway.store.url import store_url

HELP = "the catalogue of AI services and the register of approved tools: show, check a URL, request, assess, decide"
HTTPS = 443


def configure(parser: argparse.ArgumentParser) -> None:
    """list, show ID, check URL."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="every service of the catalogue and its status today")
    listing.add_argument("--approved", action="store_true", help="only tools that are approved now")
    showing = actions.add_parser("show", help="one service: hosts, operations, approval, bans")
    showing.add_argument("id", help="the id of a service")
    checking = actions.add_parser("check", help="what a client would be told; exit 0 when let through to the scan, 1 when not")
    checking.add_argument("url", help="https://host/path, or a host alone")
    checking.add_argument("--method", help="one request method; without it GET and POST are shown, and the exit code speaks of the host")
    checking.add_argument("--group", action="append", default=[], help="a directory group of the person who asks; may be repeated")
    for action in (listing, showing, checking):
        action.add_argument("--json", action="store_true", help="answer in JSON")
    register_actions.configure(actions)
    shadow.configure(actions)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Exit code 0; 1 when ``check`` finds that the request would not be let through."""
    if arguments.action in register_actions.NAMES:
        return register_actions.run(arguments, settings, register(settings).catalogue.services.__contains__)
    known, now = _known(settings), datetime.now(UTC)
    if arguments.action == shadow.NAME:
        names = {service.id: service.name for service in known.catalogue.services.values()}
        return shadow.run(arguments, settings, lambda tool: names.get(tool, tool))
    if arguments.action == "list":
        return _list(known, now, only_approved=arguments.approved, as_json=arguments.json)
    if arguments.action == "show":
        return _show(known, now, arguments.id, as_json=arguments.json)
    return _check(known, now, arguments)


def _known(settings: Settings) -> Register:
    """With what the working group published, where there is a store."""
    url = store_url(settings)
    if url.startswith("sqlite:") and not Path(url.removeprefix("sqlite:///")).exists():
        return register(settings)
    with closing(RegisterStore(url, method_of(settings))) as store:
        return LiveRegister(settings, store).load()


def _list(known: Register, now: datetime, *, only_approved: bool, as_json: bool) -> int:
    rows = [_summary(known, service, now) for service in sorted(known.catalogue.services)]
    rows = [row for row in rows if row["status"] == "approved" or not only_approved]
    if as_json:
        _print_json(rows)
        return 0
    widths = {key: max((len(str(row[key])) for row in rows), default=0) for key in ("id", "name", "category", "status")}
    for row in rows:
        cells = [str(row[key]).ljust(width) for key, width in widths.items()]
        print("  ".join([*cells, f"until {row['approved_until']}" if row["approved_until"] else ""]).rstrip())
    return 0


def _show(known: Register, now: datetime, service: str, *, as_json: bool) -> int:
    facts = known.catalogue.services.get(service)
    if facts is None:
        near = get_close_matches(service, known.catalogue.services, n=1)
        fix = f"did you mean {near[0]}?" if near else "see `celnice allowlist list`"
        raise UserError(f"no service of the catalogue has that id; {fix}")
    grant = known.grants.get(service)
    entry = None if grant is None else dataclasses.asdict(grant.entry)
    whole = {**_summary(known, service, now), "service": dataclasses.asdict(facts), "entry": entry}
    if as_json:
        _print_json(whole)
        return 0
    print(f"{facts.id}: {facts.name} ({facts.vendor}, {facts.country}), {facts.category}, {whole['status']}")
    if known.status(service, now) is not Status.APPROVED:
        closure = known.closure(service, now)
        print("  closed: " + ", ".join(str(part) for part in (closure.cause, closure.day, closure.notice) if part))
    for group in facts.hosts:
        claim = ", only while approved" if group.only_approved else ""
        print(f"  hosts {group.name} ({group.role}{claim}): {', '.join(group.names)}")
    for operation in facts.operations:
        read = operation.format or ("no wire format: refused" if operation.role in {Role.PROMPT, Role.UPLOAD} else "-")
        print(f"  {operation.role} {operation.name}: {'/'.join(operation.methods)} {operation.path} on {operation.group} ({read})")
    for shared in facts.shared:
        print(f"  shared, never matched: {shared.name} ({shared.note})")
    for ban in facts.bans:
        print(f"  forbidden since {ban.since}: {ban.law_en}")
    for key, value in (entry or {}).items():
        if value and key != "service":
            print(f"  {key}: {', '.join(value) if isinstance(value, tuple) else value}")
    for source in facts.source:
        print(f"  source: {source}")
    return 0


def _check(known: Register, now: datetime, arguments: argparse.Namespace) -> int:
    scheme, host, port, path = _parts(arguments.url)
    person = Person("", frozenset(arguments.group)) if arguments.group else None
    methods = [arguments.method.upper()] if arguments.method else ["GET", "POST"]
    at_host = match_host(known, host, port, now)
    at_request = {method: match(known, host, port, method, path, person, now) for method in methods}
    let_through = scheme == "https" and isinstance(at_host, ToolHost)
    if arguments.method:
        let_through = let_through and all(_passes(answer) for answer in at_request.values())
    if arguments.json:
        requests = {method: _as_json(answer) for method, answer in at_request.items()}
        _print_json({"scheme": scheme, "host": _as_json(at_host), "requests": requests, "let_through": let_through})
        return 0 if let_through else 1
    if scheme != "https":
        print("only https is let through, whatever the register says")
    print(f"host: {_in_words(at_host)}")
    for method, answer in at_request.items():
        print(f"{method}: {_in_words(answer)}")
    return 0 if let_through else 1


def _parts(url: str) -> tuple[str, str, int, str]:
    """Scheme, host, port and path as a client would send them. The host is not judged here: matching does that."""
    try:
        cut = urlsplit(url if "://" in url else f"https://{url}")
    except ValueError:
        raise UserError("that is not a URL; write https://host/path") from None
    host, colon, port = cut.netloc.rpartition(":")
    if not colon or "]" in port:
        host, port = cut.netloc, str(HTTPS)
    if not (port.isascii() and port.isdigit()) or int(port) > 65535:
        raise UserError("the port of that URL is not a number up to 65535; write https://host:port/path")
    return cut.scheme, host, int(port), cut.path or "/"


def _summary(known: Register, service: str, now: datetime) -> dict[str, Any]:
    facts, grant = known.catalogue.services[service], known.grants.get(service)
    return {
        "id": facts.id,
        "name": facts.name,
        "vendor": facts.vendor,
        "country": facts.country,
        "category": facts.category.value,
        "status": known.status(service, now).value,
        "approved_from": None if grant is None else grant.entry.approved_from.isoformat(),
        "approved_until": None if grant is None else grant.entry.approved_until.isoformat(),
    }


def _passes(answer: Match) -> bool:
    """Whether the request goes on to be scanned (or, for sign-in, on)."""
    if not isinstance(answer, Approved):
        return False
    return answer.role is not Role.TELEMETRY and (answer.role is not Role.UNKNOWN or answer.unknown == "walk")


def _in_words(answer: Match | HostMatch) -> str:
    match answer:
        case ToolHost():
            return f"approved, {answer.tool}"
        case Approved(role=Role.UNKNOWN, unknown="refuse"):
            return f"refused, {answer.tool}: {answer.operation} ({answer.reason})"
        case Approved():
            read = f", read as {answer.format}" if answer.format else ""
            return f"{answer.role}, {answer.tool}: {answer.operation}{read} ({answer.reason})"
        case NotApproved():
            return f"not approved, {answer.service} ({answer.reason}){_instead(answer.instead)}"
        case Forbidden():
            return f"forbidden, {answer.service}: {answer.law}"
        case Unknown():
            return f"unknown ({answer.reason})"
        case _:
            assert_never(answer)


def _instead(tools: Sequence[str]) -> str:
    return f"; approved instead: {', '.join(tools)}" if tools else ""


def _as_json(answer: Match | HostMatch) -> dict[str, Any]:
    words = {ToolHost: "approved", Approved: "approved", NotApproved: "not_approved", Forbidden: "forbidden", Unknown: "unknown"}
    return {"answer": words[type(answer)], **dataclasses.asdict(answer)}


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> object:
    """Dates and mappings for JSON."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)
