"""Accounts of the console put together: the store, the people of the proxy and their directory, the key, the first link."""

from __future__ import annotations

import base64
import secrets
import ssl
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from cryptography.fernet import Fernet

from gateway.accounts.account import LINK_LIFETIME, Link, Purpose
from gateway.accounts.api import Keeper, Look, Prove
from gateway.accounts.session import Limits
from gateway.console.admission import Rules
from gateway.console.context import off_loop
from gateway.console.provider import Provider
from gateway.console.reception import Reception
from gateway.console.sign_in_provider import BACK
from gateway.errors import UserError
from gateway.parts.common import console_address, utc_now
from gateway.parts.people import people, secret_of
from gateway.people.api import Account, Asked, Broken, Found, Groups, Meter, Way, Wrong
from gateway.people.local import Local
from gateway.settings import Settings
from gateway.store import auditing, keyfile, paths
from gateway.store.accounts import AccountStore
from gateway.store.errors import StoreUnavailable
from gateway.store.events import EventStore
from gateway.store.url import store_url

LINK_PATH = "/sign-in/link"


def console_key(settings: Settings) -> bytes:
    """The key of second factors, made at first use. Raises OSError, and UserError for one that others may read."""
    return keyfile.read_or_create(paths.console_keys(settings.data.dir) / "console.key", Fernet.generate_key).strip()


def reception(settings: Settings, events: EventStore, meter: Meter, there: Provider | None = None) -> Reception:
    """Who lets people in; ``there`` is the office's identity provider."""
    given = settings.console
    limits = Limits(timedelta(minutes=given.sessions.idle_minutes), timedelta(hours=given.sessions.hours))
    rules = Rules(limits, given.second_factor, given.roles.of, settings.people.domains)
    if given.oidc is not None:
        rules = replace(rules, unrenewed=timedelta(minutes=given.oidc.session_minutes), renew=there.renew if there else None)

    def tell(kind: str, what: Mapping[str, object]) -> None:
        auditing.tell(events, kind, what)

    prove, look = proving(settings, meter)
    return Reception(AccountStore(store_url(settings)), prove, look, tell, rules, console_key(settings), utc_now)


def proving(settings: Settings, meter: Meter) -> tuple[Prove, Look]:
    """Asks the local people and the directory of ``[people]``, in their order: a name with its password, or an account as it is now."""
    given = settings.people
    ways: list[Way] = []
    live = people(settings) if "local" in given.order else None
    groups: Groups | None = None
    for name in given.order:
        if name == "local" and live is not None:
            ways.append(Local(live, given.domains, last="ldap" not in given.order[given.order.index("local") :]))
        elif name == "ldap" and given.ldap is not None:
            from gateway.people.ldap import LdapWay  # noqa: PLC0415  # takes a while, which others need not wait for

            ways.append(groups := LdapWay(given.ldap, meter, given.domains))

    async def prove(name: str, password: str) -> Found:
        if ":" in name:
            return None  # no account has one (RFC 7617), and what stands behind it would be taken for the password
        credentials = base64.b64encode(f"{name}:{password}".encode("utf-8", "replace")).decode()
        asked = Asked("", (("proxy-authorization", f"Basic {credentials}"),))
        if live is not None:
            await off_loop(live.refresh)
        for way in ways:
            if (found := await way.identify(asked)) is not None:
                return found
        return None

    async def look(name: str) -> Account | Wrong | None:
        if live is not None:
            await off_loop(live.refresh)
            if (known := live()) is None:
                return None
            if (user := known.users.get(name)) is not None and user.password:
                return Account(name, user.groups)
        found = Wrong.ACCOUNT if groups is None else await groups.groups(name)
        return None if isinstance(found, Broken) else found

    return prove, look


def provider(settings: Settings) -> Provider | None:
    """The office's identity provider. Raises UserError for a secret or certificate that cannot be read."""
    given = settings.console.oidc
    if given is None:
        return None
    secret = "" if given.client_secret_file is None else secret_of(given.client_secret_file, "console.oidc.client_secret_file")
    back = given.redirect or f"{console_address(settings)}{BACK}"
    try:
        return Provider(given, back, secret, console_key(settings), utc_now, settings.people.domains)
    except (OSError, ssl.SSLError) as error:
        raise UserError(f"console.oidc.ca: {given.ca} cannot be read as PEM certificates ({type(error).__name__})") from None


def offer(keeper: Keeper, settings: Settings, link: Link) -> str:
    """The address of a new one-time link."""
    key = secrets.token_urlsafe(32)
    keeper.offer(link, key)
    return f"{console_address(settings)}{LINK_PATH}?k={key}"


def first_link(settings: Settings) -> str:
    """The link that makes the first administrator; "" when there is one, or when the store cannot say."""
    keeper = AccountStore(store_url(settings))
    try:
        if keeper.administered():
            return ""
        return offer(keeper, settings, Link(Purpose.FIRST, "", utc_now() + LINK_LIFETIME))
    except StoreUnavailable:
        return ""
    finally:
        keeper.close()
