"""Basic credentials and groups from LDAP or Active Directory (RFC 4511, 4513): search the account, then bind as it.

Every question is a connection of its own, over TLS, with a limit on each wait, in a thread. Servers are asked in order. When none
answers, nobody is let in, and after some failures nobody asks for a while (:mod:`gateway.people.breaker`).
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

from ldap3 import AUTO_BIND_NONE, NONE, SIMPLE, SYNC, Connection, Server, Tls  # type: ignore[import-untyped,unused-ignore]
from ldap3.core.exceptions import LDAPException  # type: ignore[import-untyped,unused-ignore]
from ldap3.core.results import RESULT_INVALID_CREDENTIALS, RESULT_SUCCESS  # type: ignore[import-untyped,unused-ignore]
from ldap3.utils.conv import escape_filter_chars  # type: ignore[import-untyped,unused-ignore]

from gateway.errors import UserError
from gateway.people.account import canonical
from gateway.people.api import Account, Asked, Broken, Found, Meter, Wrong
from gateway.people.basic import CHALLENGE, login
from gateway.people.breaker import Breaker
from gateway.people.entry_name import LASTING, is_named, names_in, own_name, subject_of
from gateway.people.passwords import Brake
from gateway.people.remembered import Remembered
from gateway.people_settings import Ldap

AT_ONCE = 8
"""Questions at the same time; a directory answers in milliseconds, and one that does not is left alone soon."""

WAITING = 64

MOST_LEVELS = 10
MOST_GROUPS = 1000
"""Of one person, nested ones counted. An Active Directory ticket holds 1015; more than these is a fault of setup, and nobody passes."""

IN_CHAIN = "(member:1.2.840.113556.1.4.1941:={dn})"
"""LDAP_MATCHING_RULE_IN_CHAIN: Active Directory follows nesting itself (MS-ADTS 3.1.1.3.4.4.3)."""

_BLOCKED = ("775", "533", "701", "532", "773")
"""Sub-codes of Active Directory's answer to a bind: locked out, disabled, expired account; password expired, must be changed."""


class Unanswered(Exception):
    """No server answered, or with an error of its own."""


class OwnAccount(Exception):
    """The directory refuses the gateway's own account."""


class Setup(Exception):
    """The directory answers, but not as the settings expect: two entries for one account, groups without end."""


class _Tls(Tls):  # type: ignore[misc,unused-ignore]
    """ldap3's TLS with OpenSSL's own check of names: ldap3's comes after the handshake and leaves the socket open."""

    def __init__(self, settings: Ldap) -> None:
        super().__init__(validate=ssl.CERT_REQUIRED)
        try:
            self._context = ssl.create_default_context(cafile=str(settings.ca) if settings.ca else None)
        except (OSError, ssl.SSLError) as error:
            raise UserError(f"people.ldap.ca: {settings.ca} cannot be read as PEM certificates ({type(error).__name__})") from None

    def wrap_socket(self, connection: Connection, do_handshake: bool = False) -> None:
        """Called by ldap3 for LDAPS and for StartTLS."""
        host = connection.server.host
        connection.socket = self._context.wrap_socket(connection.socket, server_hostname=host, do_handshake_on_connect=do_handshake)


class LdapWay:
    """The way ``ldap``, and the groups for all others."""

    name = "ldap"
    challenge = CHALLENGE

    def __init__(self, settings: Ldap, meter: Meter, domains: Collection[str] = ()) -> None:
        self._settings = settings
        self._domains = domains
        self._meter = meter
        self._tls = _Tls(settings)
        self._breaker = Breaker(lambda down: meter.way_down("ldap", down))
        self._brake = Brake()
        self._logins: Remembered[Found] = Remembered(settings.cache_seconds)
        self._memberships: Remembered[Account | Wrong | Broken] = Remembered(settings.cache_seconds)
        self._threads = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="ldap")
        self._waiting = 0

    async def identify(self, asked: Asked) -> Found:
        """Account with its groups, or why not."""
        typed = login(asked)
        if typed is None or isinstance(typed, Wrong):
            return typed
        account = canonical(typed.name, self._domains)
        if account is None:
            return Wrong.CREDENTIALS
        if self._brake.holds(account):
            return Wrong.BLOCKED
        found = await self._logins.get(
            (account, typed.password), lambda: self._asked(lambda: self._login(account, typed.password)), keep=_account
        )
        if found is Wrong.CREDENTIALS:
            self._brake.wrong(account)
        elif _account(found):
            self._brake.right(account)
        return found

    async def groups(self, name: str) -> Account | Wrong | Broken:
        """An account that another way proved, with its groups; Wrong.ACCOUNT for one that the directory does not know."""
        return await self._memberships.get((name,), lambda: self._asked(lambda: self._groups(name)), keep=_account)

    def check(self) -> None:
        """Asks now, in this thread, past what is remembered. Raises Unanswered, OwnAccount, Setup (there is no such base)."""
        with self._searcher() as (searcher, _):
            if not self._search(searcher, self._settings.base, "(objectClass=*)", [], scope="BASE"):
                raise Setup

    async def _asked[T](self, question: Callable[[], T]) -> T | Broken:
        if self._waiting >= WAITING:
            return Broken.BUSY
        if not self._breaker.may():
            return Broken.UNREACHABLE
        self._waiting += 1
        try:
            answer = await asyncio.get_running_loop().run_in_executor(self._threads, question)
        except OwnAccount:
            self._breaker.worked()
            return Broken.REFUSED
        except Setup:
            self._breaker.worked()
            return Broken.SETUP
        except (Unanswered, LDAPException, OSError):
            self._breaker.failed()
            return Broken.UNREACHABLE
        else:
            self._breaker.worked()
            return answer
        finally:
            self._waiting -= 1

    # --- in a thread

    def _login(self, account: str, password: str) -> Found:
        with self._searcher() as (searcher, server):
            entry = self._entry(searcher, account)
            if entry is None:
                return Wrong.CREDENTIALS
            dn, name, subject = entry
            refused = self._bind_as(server, dn, password)
            return refused or Account(name, self._groups_of(searcher, dn), subject)

    def _groups(self, account: str) -> Account | Wrong:
        with self._searcher() as (searcher, _):
            entry = self._entry(searcher, account)
            return Wrong.ACCOUNT if entry is None else Account(entry[1], self._groups_of(searcher, entry[0]), entry[2])

    @contextmanager
    def _searcher(self) -> Iterator[tuple[Connection, Server]]:
        """A connection of the gateway's own account, to the first server that answers."""
        password = self._secret()
        for url in self._settings.servers:
            server = Server(url, tls=self._tls, get_info=NONE, connect_timeout=self._settings.timeout_seconds)
            with self._connection(server, self._settings.bind_dn, password) as connection:
                try:
                    self._bind(connection, server)
                except (LDAPException, OSError, Unanswered):
                    continue
                if connection.result["result"] == RESULT_INVALID_CREDENTIALS:
                    raise OwnAccount
                if not connection.bound:
                    continue
                yield connection, server
                return
        raise Unanswered

    def _secret(self) -> str:
        try:
            return Path(self._settings.bind_password_file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise OwnAccount from None

    @contextmanager
    def _connection(self, server: Server, dn: str, password: str) -> Iterator[Connection]:
        connection = Connection(
            server,
            user=dn,
            password=password,
            authentication=SIMPLE,
            client_strategy=SYNC,
            auto_bind=AUTO_BIND_NONE,
            auto_referrals=False,  # another server would be sent the password
            receive_timeout=self._settings.timeout_seconds,
            raise_exceptions=False,
            read_only=True,
        )
        try:
            yield connection
        finally:
            opened = connection.socket
            with suppress(LDAPException, OSError):
                connection.unbind()
            for one in (opened, connection.socket):  # ldap3 leaves a socket open when its handshake failed
                if one is not None:
                    one.close()

    def _bind(self, connection: Connection, server: Server) -> None:
        connection.open()
        if not server.ssl and not connection.start_tls():
            raise Unanswered  # never a password in clear
        connection.bind()

    def _bind_as(self, server: Server, dn: str, password: str) -> Wrong | None:
        with self._connection(server, dn, password) as connection:
            self._bind(connection, server)
            result = connection.result
        if result["result"] == RESULT_SUCCESS:
            return None
        if result["result"] == RESULT_INVALID_CREDENTIALS:
            said = str(result.get("message", ""))
            return Wrong.ACCOUNT if any(f"data {code}," in said for code in _BLOCKED) else Wrong.CREDENTIALS
        if result["description"] in {"unwillingToPerform", "constraintViolation", "insufficientAccessRights"}:
            return Wrong.ACCOUNT  # locked by the server's policy, or not allowed to bind
        raise Unanswered

    def _entry(self, searcher: Connection, account: str) -> tuple[str, str, str] | None:
        """The one entry that was asked for, its account, and who it is. None when there is none; two, or one without a name, are a fault of
        setup.
        """
        wanted = self._settings.user_filter.replace("{account}", escape_filter_chars(account))
        named = names_in(self._settings.user_filter)
        own = [self._settings.account_attribute] if self._settings.account_attribute else named
        found = self._search(searcher, self._settings.base, wanted, [*named, *own, *LASTING], limit=2)
        if len(found) > 1:
            raise Setup
        if not found or not is_named(found[0], named, account, self._domains):
            return None
        name = own_name(found[0], own, self._domains) if own else account
        if name is None:
            raise Setup
        return str(found[0]["dn"]), name, subject_of(found[0])

    def _groups_of(self, searcher: Connection, dn: str) -> frozenset[str]:
        if self._settings.groups == "member_of":
            entry = self._search(searcher, dn, "(objectClass=*)", ["memberOf"], scope="BASE")
            named = [str(one) for one in entry[0]["attributes"].get("memberOf", [])] if entry else []
            return frozenset(name for one in named for name in self._names(self._search(searcher, one, "(objectClass=*)", scope="BASE")))
        base = self._settings.group_base or self._settings.base
        if self._settings.groups == "chain":
            return self._names(self._search(searcher, base, IN_CHAIN.replace("{dn}", escape_filter_chars(dn))))
        return self._upwards(searcher, base, dn)

    def _upwards(self, searcher: Connection, base: str, dn: str) -> frozenset[str]:
        seen: set[str] = set()
        names: frozenset[str] = frozenset()
        below = [dn]
        for _ in range(MOST_LEVELS):
            above: list[str] = []
            for one in below:
                found = self._search(searcher, base, self._settings.group_filter.replace("{dn}", escape_filter_chars(one)))
                names |= self._names(found)
                above += [str(entry["dn"]) for entry in found if str(entry["dn"]).casefold() not in seen]
                seen.update(str(entry["dn"]).casefold() for entry in found)
            if len(seen) > MOST_GROUPS:
                raise Setup
            below = above
            if not below:
                break
        return names

    def _search(
        self,
        searcher: Connection,
        base: str,
        wanted: str,
        attributes: list[str] | None = None,
        *,
        scope: Literal["BASE", "SUBTREE"] = "SUBTREE",
        limit: int = 0,
    ) -> list[dict[str, Any]]:
        fetched = [self._settings.group_attribute] if attributes is None else attributes
        searcher.search(base, wanted, scope, attributes=fetched or ["1.1"], size_limit=limit, time_limit=self._settings.timeout_seconds)
        if searcher.result["description"] not in {"success", "noSuchObject", "sizeLimitExceeded"}:
            raise Unanswered
        return [entry for entry in searcher.response or [] if entry["type"] == "searchResEntry"]

    def _names(self, entries: list[dict[str, Any]]) -> frozenset[str]:
        found: set[str] = set()
        for entry in entries:
            value = entry["attributes"].get(self._settings.group_attribute, [])
            found.update(str(one) for one in (value if isinstance(value, list) else [value]))
        return frozenset(found)


def _account(found: Found) -> bool:
    return isinstance(found, Account)
