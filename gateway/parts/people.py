"""Who asks: the ways of the settings, put together for one proxy process."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gateway.errors import UserError
from gateway.parts.common import console_address, utc_now
from gateway.people.addresses import Addresses, Seat, put
from gateway.people.api import Groups, Meter, Way
from gateway.people.certificate import FromCertificate
from gateway.people.chain import Chain
from gateway.people.directory import Directory
from gateway.people.duties import Duties
from gateway.people.header import FromHeader
from gateway.people.keys import Keys
from gateway.people.local import Local
from gateway.people.pseudonym import Known, pseudonym
from gateway.proxy.identity import Identity
from gateway.proxy.ports import Register
from gateway.record.period import period_of
from gateway.settings import Settings
from gateway.store import keyfile, paths
from gateway.store.keyring import Keyring, PeriodDestroyed
from gateway.store.live_people import LivePeople
from gateway.store.people import PeopleStore
from gateway.store.reader_keys import public_keys
from gateway.store.url import store_url

NOTICE = "/notice"
"""The console's page of the notice."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """The keys of people in the data folder. The lasting one is never destroyed; those of periods are, with their events."""

    lasting: bytes
    periods: Callable[[datetime], tuple[str, bytes]]
    key: Callable[[str], bytes | None] = lambda _period: None
    """The key of a period; None where it was destroyed, or is no period of this node."""


def keyed(settings: Settings) -> Keyed:
    """The keys, made at first use. Raises OSError, and UserError for a damaged or readable file."""
    folder = paths.person_keys(settings.data.dir)
    days = settings.retention.attempts_days
    ring = Keyring(folder, days)
    lasting = keyfile.read_or_create(folder / "lasting.key", lambda: secrets.token_bytes(32))
    if len(lasting) != 32:
        raise UserError("keys/person/lasting.key is damaged: restore it from a backup, or every person becomes a stranger")

    def periods(at: datetime) -> tuple[str, bytes]:
        period = period_of(at.date(), days)
        return period, ring.key(period)

    def key(period: str) -> bytes | None:
        try:
            return ring.key(period) if period in ring.periods() else None
        except PeriodDestroyed:
            return None

    return Keyed(lasting, periods, key)


def people(settings: Settings) -> LivePeople:
    """The people of the store, read once now."""
    live = LivePeople(PeopleStore(store_url(settings)), settings.people.stale_seconds, public_keys(settings.people.readers))
    live.refresh(at_once=True)
    return live


def seating(settings: Settings) -> Callable[[Mapping[str, Seat | None]], None] | None:
    """Writes the map of addresses; None where there is none. Calls wait for each other: the file is read and written whole."""
    if settings.people.addresses is None:
        return None
    path, turn = settings.people.addresses.file, threading.Lock()

    def seat(changes: Mapping[str, Seat | None]) -> None:
        with turn:
            put(path, changes, utc_now())

    return seat


def identity(settings: Settings, register: Register, meter: Meter, live: LivePeople | None) -> Identity:
    """Everything at the door. ``live`` None: no ways are configured, and nobody is asked."""
    provider_keys = _provider_keys(settings)
    if live is None:
        return Identity(register, provider_keys=provider_keys, clock=utc_now)
    given = settings.people
    keys = keyed(settings)
    ways, groups = _ways(settings, meter, live, keys)
    chain = Chain(
        ways,
        lasting=keys.lasting,
        periods=keys.periods,
        clock=utc_now,
        meter=meter,
        groups=groups,
        directory=live,
        met=live.met,
        departments=given.department_prefix,
    )
    duties = Duties(given, console_address(settings) + NOTICE, keys.lasting, live, live.refresh)
    named = (given.header.name, given.header.groups) if given.header else ()
    passed = (given.certificate.header,) if given.certificate else ()
    private = frozenset(name.lower() for name in (*named, *passed) if name)

    def suspended(known: Known) -> bool:
        def theirs(period: str) -> str | None:
            key = keys.key(period)
            return None if key is None else pseudonym(key, period, known.record)

        return (live() or Directory()).suspended(known.record, theirs)

    return Identity(register, chain, duties=duties, provider_keys=provider_keys, private=private, suspended=suspended, clock=utc_now)


def _ways(settings: Settings, meter: Meter, live: LivePeople, keys: Keyed) -> tuple[list[Way], Groups | None]:
    """The ways in order; and the directory that knows the groups of whom another way proved."""
    given, order = settings.people, settings.people.order
    ways: dict[str, Way] = {
        "local": Local(live, given.domains, last="ldap" not in order[order.index("local") :] if "local" in order else True),
        "keys": Keys(live, keys.lasting, utc_now),
    }
    groups: Groups | None = None
    if given.ldap is not None:
        from gateway.people.ldap import LdapWay  # noqa: PLC0415  # takes a while, which others need not wait for

        ways["ldap"] = groups = LdapWay(given.ldap, meter, given.domains)
    if given.kerberos is not None and "kerberos" in order:
        from gateway.people.kerberos import Negotiate  # noqa: PLC0415  # an optional extra

        ways["kerberos"] = Negotiate(given.kerberos, given.domains, settings.data.dir)
    if given.certificate is not None:
        ways["certificate"] = FromCertificate(given.certificate, utc_now, given.domains)
    if given.header is not None:
        ways["header"] = FromHeader(given.header, given.domains)
    if given.addresses is not None:
        ways["addresses"] = Addresses(given.addresses.file, utc_now, given.domains)
    return [ways[name] for name in order], groups


def _provider_keys(settings: Settings) -> Mapping[str, str]:
    found = {}
    for tool, one in settings.tools.items():
        if one.provider_key_file is not None:
            found[tool] = secret_of(one.provider_key_file, f"tools.{tool}.provider_key_file")
    return found


def secret_of(path: Path, key: str) -> str:
    """A secret alone in a file that not everybody reads. Raises UserError that names the setting ``key``."""
    try:
        if path.stat().st_mode & 0o007:
            raise UserError(f"{key}: every user of the machine may read {path}: chmod 600 it")
        text = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{key}: {path} cannot be read ({type(error).__name__})") from None
    if not text or not text.isprintable() or " " in text:
        raise UserError(f"{key}: {path} holds no key; write the vendor's key into it, alone")
    return text
