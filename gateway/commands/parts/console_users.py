"""``celnice users console``: accounts of the console, their roles, one-time links, and what they did."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from datetime import datetime

from gateway.accounts.account import LINK_LIFETIME, LONGEST_NAME, Account, Link, Purpose
from gateway.accounts.role import Role
from gateway.errors import UserError
from gateway.parts.accounts import offer
from gateway.parts.common import utc_now
from gateway.record.event import EventType
from gateway.settings import Settings
from gateway.store import auditing
from gateway.store.accounts import AccountStore
from gateway.store.events import MAX_PAGE, EventStore
from gateway.store.rows import Filters
from gateway.store.url import store_url

AUDIT = Filters(
    types=tuple(
        kind.value for kind in (EventType.CONSOLE_SIGNED_IN, EventType.CONSOLE_REFUSED, EventType.CONSOLE_ACCOUNT, EventType.CONSOLE_SEALED)
    )
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the acts and their options."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)

    def act(name: str, text: str, *, account: bool = True) -> argparse.ArgumentParser:
        child = acts.add_parser(name, help=text, description=text)
        if account:
            child.add_argument("account", help="the account, such as jana.novakova")
        return child

    roles = [role.value for role in Role]
    add = act("add", "make an account; prints the one-time link with which its owner chooses a password")
    add.add_argument("--role", action="append", choices=roles, required=True, help="a role; may be repeated")
    add.add_argument("--name", default="", help="first and last name, as steps are signed")
    add.add_argument(
        "--directory", action="store_true", help="no password here: the proxy's people, the directory or the provider prove it"
    )
    given = act("roles", "give an account these roles and no others; its sessions end")
    given.add_argument("--role", action="append", choices=roles, default=[], help="a role; may be repeated")
    act("invite", "a new one-time link for an account whose password is forgotten")
    act("reset-totp", "remove the second factor of an account, which sets it up anew; its sessions end")
    act("disable", "lock an account; its sessions end")
    act("enable", "unlock an account")
    act("remove", "remove an account")
    act("unbind", "release an account from the person at the provider or in the directory who signed in first; its sessions end")
    act("unbind-all", "release every account: the issuer of the identity provider has changed", account=False)
    act("first", "a new one-time link for the first administrator, while there is none", account=False)
    act("list", "accounts and their roles", account=False).add_argument("--json", action="store_true", help="answer in JSON")
    act("log", "who signed in, who was refused, what was changed", account=False).add_argument(
        "--json", action="store_true", help="JSON lines"
    )


def run(arguments: argparse.Namespace, settings: Settings, account: str) -> int:
    """0 when it is done; 1 when there was nothing of that name."""
    keeper, events = AccountStore(store_url(settings)), EventStore(store_url(settings))
    try:
        match arguments.act:
            case "list":
                return _list(keeper, as_json=arguments.json)
            case "log":
                return _log(events, as_json=arguments.json)
            case "first":
                if keeper.administered():
                    raise UserError("there is an administrator already; see `celnice users console list`")
                print(offer(keeper, settings, Link(Purpose.FIRST, "", utc_now() + LINK_LIFETIME)))
                return 0
            case "unbind-all":
                return max((_unbind(keeper, events, one, keeper.get(one)) for one in sorted(keeper.bound())), default=1)
            case "add":
                return _add(arguments, settings, keeper, events, account)
            case _:
                return _change(arguments, settings, keeper, events, account)
    finally:
        keeper.close()
        events.close()


def _add(arguments: argparse.Namespace, settings: Settings, keeper: AccountStore, events: EventStore, account: str) -> int:
    if keeper.get(account) is not None:
        raise UserError("there is such an account already; see `celnice users console roles`")
    if len(arguments.name) > LONGEST_NAME:
        raise UserError(f"--name: at most {LONGEST_NAME} characters")
    roles = frozenset(map(Role, arguments.role))
    _tell(events, account, "added", roles)
    keeper.put(Account(account, arguments.name, roles))
    if not arguments.directory:
        _link(keeper, settings, Purpose.INVITED, account)
    return 0


def _change(arguments: argparse.Namespace, settings: Settings, keeper: AccountStore, events: EventStore, account: str) -> int:
    known = keeper.get(account)
    if arguments.act == "unbind":
        return _unbind(keeper, events, account, known)
    if known is None:
        print(f"celnice users: the console has no account {account}", file=sys.stderr)
        return 1
    roles = frozenset(map(Role, arguments.role)) if arguments.act == "roles" else known.roles
    _tell(events, account, arguments.act, roles)
    match arguments.act:
        case "roles":
            keeper.change(account, end=True, roles=roles)
        case "invite":
            _link(keeper, settings, Purpose.RESET, account)
        case "reset-totp":
            keeper.change(account, end=True, secret="", step=0, codes=())
        case "disable":
            keeper.change(account, end=True, disabled=True)
        case "enable":
            keeper.change(account, disabled=False, wrong=0, wrong_at=None)
        case _:
            keeper.remove(account)
    return 0


def _unbind(keeper: AccountStore, events: EventStore, account: str, known: Account | None) -> int:
    if account not in keeper.bound():
        print(f"celnice users: nobody of a provider or directory is bound to {account}", file=sys.stderr)
        return 1
    _tell(events, account, "unbind", known.roles if known else frozenset())
    keeper.unbind(account)
    return 0


def _link(keeper: AccountStore, settings: Settings, purpose: Purpose, account: str) -> None:
    print(offer(keeper, settings, Link(purpose, account, utc_now() + LINK_LIFETIME)))
    print("The link works once, for three days. Give it to the account's owner alone.", file=sys.stderr)


def _tell(events: EventStore, account: str, what: str, roles: frozenset[Role]) -> None:
    by = f"command line ({getpass.getuser()})"
    auditing.tell(events, EventType.CONSOLE_ACCOUNT, {"account": account, "by": by, "what": what, "roles": sorted(roles)})


def _list(keeper: AccountStore, *, as_json: bool) -> int:
    bound = keeper.bound()
    found = [
        {
            "account": one.account,
            "name": one.name,
            "roles": sorted(one.roles),
            "password": bool(one.password),
            "second_factor": bool(one.secret),
            "disabled": one.disabled,
            "bound": list(bound.get(one.account, ())),
        }
        for one in keeper.all()
    ]
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    for one in keeper.all():
        states = [
            "password" if one.password else "proved elsewhere",
            "second factor" if one.secret else "no second factor",
            *(["disabled"] if one.disabled else []),
        ]
        print(f"{one.account}  {', '.join(sorted(one.roles)) or 'no role'}  {', '.join(states)}  {one.name}".rstrip())
    return 0


def _log(events: EventStore, *, as_json: bool) -> int:
    cursor, more = None, True
    while more:
        page = events.page(cursor, MAX_PAGE, AUDIT)
        for row in page.rows:
            what = (row.payload or {}).get("console", {})
            if as_json:
                print(json.dumps({"at": row.at.isoformat(), "type": row.type, **what}, ensure_ascii=False))
            else:
                words = "  ".join(f"{key}={_word(value)}" for key, value in what.items() if value)
                print(f"{_time(row.at)}  {row.type}  {words or '(erased)'}".rstrip())
        cursor, more = page.next, page.more
    return 0


def _word(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}Z"
