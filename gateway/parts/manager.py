"""The ports of the administrator's pages."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from allowlist.register import Register
from gateway.confirmed import RULES, with_confirmed
from gateway.console import manager_ports as ports
from gateway.console.reception import Reception
from gateway.doctor.around import Around
from gateway.doctor.examination import examine
from gateway.doctor.registry import every
from gateway.errors import UserError
from gateway.feed_settings import Feed
from gateway.feeds.probe import probe
from gateway.kit.packing import packed
from gateway.parts.accounts import offer
from gateway.parts.client_kit import facts_of
from gateway.parts.common import CA_FOLDER, ENVIRONMENT_FILE, utc_now
from gateway.parts.feeds import ledger
from gateway.policy_settings import Policy
from gateway.proxy import ca, ca_names
from gateway.settings import Section, Settings, Tool
from gateway.store import last_backup

STATES: tuple[ports.State, ...] = ("ok", "warning", "fault")
IN_PAPERS = ("name", "ico", "address", "place", "dpo_name", "dpo_contact")
"""What of the office stands in papers that an employee or the supervisory authority gets."""


def set_by_environment(run: Path) -> frozenset[str]:
    """The keys that the environment of the node has set; none is known of a process that runs alone."""
    try:
        return frozenset(json.loads((run / ENVIRONMENT_FILE).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return frozenset()


def manager(
    settings: Settings, known: Callable[[], Register], reception: Reception, environment: Collection[str] = frozenset()
) -> ports.Manager:
    """The ports, over one node's settings; ``known`` is the register as it is now, ``environment`` the keys that came from there."""
    folder = settings.data.dir / CA_FOLDER

    def examined(others: bool) -> Sequence[ports.Finding]:
        found = examine(Around(settings, offline=not others), every())
        return [ports.Finding(check.name, STATES[one.state], one.what, one.todo) for check, one in found]

    def kit() -> bytes:
        return packed(facts_of(settings, ca.load(folder).certificate, utc_now(), known()))

    def feeds() -> Sequence[ports.Feed]:
        return [_feed(name, settings) for name in settings.feeds]

    def confirmed() -> Policy:
        try:
            return with_confirmed(settings.policy, settings.data.dir / RULES)
        except UserError:  # the page of the gateway's state says so
            return settings.policy

    def backup() -> ports.Backup | None:
        found = last_backup.read(settings.data.dir)
        return ports.Backup(found.at, found.bytes) if found is not None else None

    return ports.Manager(
        examine=examined,
        setup=lambda: setup(settings),
        authority=lambda: authority(folder),
        kit=kit,
        offer=lambda link: offer(reception.keeper, settings, link),
        feeds=feeds,
        test=lambda name: asyncio.run(probe(name, settings.feeds[name], datetime.now(UTC))),
        backup=backup,
        settings=lambda: sections(settings, environment, confirmed()),
        now=utc_now,
    )


def setup(settings: Settings) -> ports.Setup:
    """What the settings say of the first steps."""
    evidence, published = settings.evidence, settings.publication
    return ports.Setup(
        missing=tuple(f"office.{name}" for name in IN_PAPERS if not getattr(settings.office, name)),
        reachable=bool(published.base_url and published.proxies) or not settings.proxy.loopback,
        keeps={evidence.keep, *evidence.tools.values()} != {"none"},
        readers=len(evidence.readers),
        people=settings.people.order,
        notice_required=settings.people.notice_required,
    )


def authority(folder: Path) -> ports.Authority | None:
    """The authority that signs; None while there is none that can be read."""
    try:
        found = ca.load(folder)
    except (OSError, UserError):
        return None
    certificate = found.certificate
    names = ca_names.permitted(certificate)
    return ports.Authority(
        certificate.subject.rfc4514_string(),
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
        found.fingerprint,
        None if names is None else len(names),
    )


def sections(settings: Settings, environment: Collection[str] = frozenset(), policy: Policy | None = None) -> Sequence[ports.Section]:
    """Every section with its keys, those within it by their whole name. No secret is among the values. ``policy``: with what was decided in
    the console.
    """
    found = []
    of_console = {"policy.rules"} if policy is not None and policy.rules != settings.policy.rules else frozenset[str]()
    for name, field in Settings.model_fields.items():
        value: Any = policy if name == "policy" and policy is not None else getattr(settings, name)
        given = value if isinstance(value, Section) else None
        meaning = (type(given).__doc__ or "") if given is not None else field.description or ""
        keys = [
            replace(one, origin=_origin(f"{name}.{one.key}", one, environment, of_console))
            for one in (_keys(given, "") if given is not None else _named(value))
        ]
        kind = type(given) if given is not None else {"tools": Tool, "feeds": Feed}[name]
        found.append(ports.Section(name, meaning.strip().partition("\n")[0], tuple(keys), f"{kind.__name__}._"))
    return found


def _origin(key: str, one: ports.Setting, environment: Collection[str], console: Collection[str]) -> ports.Origin:
    if key in console:
        return "console"
    return "environment" if key in environment else "file" if one.changed else "default"


def _named(values: dict[str, Section]) -> Iterator[ports.Setting]:
    for name, given in values.items():
        yield from _keys(given, f"{name}.")


def _keys(given: Section, prefix: str) -> Iterator[ports.Setting]:
    for key, field in type(given).model_fields.items():
        value = getattr(given, key)
        if isinstance(value, Section):
            yield from _keys(value, f"{prefix}{key}.")
        else:
            yield replace(_setting(prefix + key, value, field), code=f"{type(given).__name__}.{key}")


def _setting(key: str, value: Any, field: FieldInfo) -> ports.Setting:
    default = None if field.is_required() else field.get_default(call_default_factory=True)
    hidden = field.repr is False and bool(value)  # the settings themselves say what may hold a password
    changed = field.is_required() or value != default
    return ports.Setting(key, "" if hidden else _shown(value), field.description or "", changed=changed, secret=hidden)


def _shown(value: Any) -> str:
    """As it would stand in the file, or nearly so."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Section):
        fields = type(value).model_fields
        return {name: "(set)" if fields[name].repr is False and held else held for name, held in value}
    return str(value)


def _feed(name: str, settings: Settings) -> ports.Feed:
    with closing(ledger(name, settings, f"console-{secrets.token_hex(8)}")) as book:
        status = book.status()
        return ports.Feed(name, settings.feeds[name].kind, book.waiting(), book.letters(), status.sent, status.attempts, status.reason)
