"""``celnice users``: local users and their groups, keys for the base-URL entrance, trainings, and accounts of the console."""

from __future__ import annotations

import argparse
import getpass
import json
import secrets
import sys
from datetime import UTC, datetime, timedelta

from gateway.commands.parts import console_users, stopping, times
from gateway.errors import UserError
from gateway.parts.people import keyed
from gateway.people import addresses, keys, passwords
from gateway.people.account import canonical
from gateway.people.directory import NOTICE, TRAINING, Directory, Key, User
from gateway.people.pseudonym import record
from gateway.register import register
from gateway.settings import Settings
from gateway.store.errors import StoreUnavailable
from gateway.store.migrate import migrate
from gateway.store.people import PeopleStore
from gateway.store.url import store_url

HELP = "people: local users and groups, keys for the base-URL entrance, trainings, accounts of the console"

DEFAULT_KEY_DAYS = 365
"""A key that nobody renews ends by itself."""

EXAMPLE = "such as jana.novakova"


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the verbs and their options."""
    verbs = parser.add_subparsers(dest="action", metavar="ACTION", required=True)

    def verb(name: str, text: str, *, account: bool = True) -> argparse.ArgumentParser:
        child = verbs.add_parser(name, help=text, description=text)
        if account:
            child.add_argument("account", help=f"the account, {EXAMPLE}")
        return child

    add = verb("add", "add a local user, or give an account of the directory further groups (--no-password)")
    add.add_argument("--group", action="append", default=[], help="a group; may be repeated")
    add.add_argument("--no-password", action="store_true", help="no password here: the account proves itself elsewhere")
    verb("passwd", "set a password; read twice from the terminal, or one line from standard input")
    verb("remove", "remove a user and end all keys of the account")
    for name, text in (("suspend", "suspend an account for every AI tool, at once"), ("resume", "lift that suspension")):
        child = verb(name, text)
        stopping.configure_reason(child)
        child.add_argument("--case", default="", help="number of the breach case, when it belongs to one")
    verb("list", "local users, keys, trainings", account=False).add_argument("--json", action="store_true", help="answer in JSON")
    trained = verb("trained", "note a training")
    trained.add_argument("--on", type=times.day, metavar="DAY", help="its day, such as 2026-10-01 (default: today)")
    seat = verb("address", "note who sits at an address (people.addresses.file)")
    seat.add_argument("address", help="the address, such as 10.1.2.3")
    seat.add_argument("--until", type=times.moment, metavar="TIME", help="until when, such as 2026-11-22T16:00:00+01:00")
    console = "accounts of the console: roles, one-time links, second factors, and what they did"
    console_users.configure(verbs.add_parser("console", help=console, description=console))
    key = verbs.add_parser("key", help="keys for the base-URL entrance", description="keys for the base-URL entrance")
    acts = key.add_subparsers(dest="act", metavar="ACT", required=True)
    new = acts.add_parser("add", help="make a key; it is shown once")
    new.add_argument("account", help=f"whose it is, {EXAMPLE}")
    new.add_argument("--tool", action="append", default=[], help="a tool it opens; may be repeated (default: every approved tool)")
    new.add_argument("--until", type=times.day, metavar="DAY", help=f"its last day (default: in {DEFAULT_KEY_DAYS} days)")
    acts.add_parser("revoke", help="end a key").add_argument("id", help="the key's id")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0 when it is done; 1 when there was nothing of that name."""
    if arguments.action == "address":
        return _address(arguments, settings)
    url = store_url(settings)
    try:
        migrate(url)
        if arguments.action == "console":
            named = _account(arguments.account, settings) if "account" in arguments else ""
            return console_users.run(arguments, settings, named)
        store = PeopleStore(url)
        try:
            if arguments.action == "key":
                return _key(arguments, settings, store)
            if arguments.action == "list":
                return _list(arguments, store.directory())
            return _user(arguments, settings, store)
        finally:
            store.close()
    except StoreUnavailable as failure:
        raise UserError(f"the store cannot be reached ({failure}): check store.url and that the database runs") from None


def _user(arguments: argparse.Namespace, settings: Settings, store: PeopleStore) -> int:
    account, now = _account(arguments.account, settings), datetime.now(UTC)
    known = store.directory().users.get(account)
    match arguments.action:
        case "add":
            if known is not None:
                raise UserError("there is such a user already; see `celnice users passwd`, or remove it first")
            password = "" if arguments.no_password else _password()
            store.put_user(User(account, password, frozenset(arguments.group)))
        case "passwd":
            if known is None:
                raise UserError("there is no such user; see `celnice users add`")
            store.put_user(User(account, _password(), known.groups))
        case "remove":
            if not store.remove_user(account, now):
                print(f"celnice users: nothing is kept of {account}", file=sys.stderr)
                return 1
        case "suspend" | "resume":
            on = arguments.action == "suspend"
            stopping.of_account(account, settings, on=on, who=arguments.who, why=arguments.why, case=arguments.case)
        case "trained":
            day = arguments.on or now.date()
            store.learnt(record(keyed(settings).lasting, account), TRAINING, day.isoformat(), now)
    return 0


def _key(arguments: argparse.Namespace, settings: Settings, store: PeopleStore) -> int:
    now = datetime.now(UTC)
    if arguments.act == "revoke":
        if store.revoke_key(arguments.id, now):
            return 0
        print("celnice users: no key in force has that id; see `celnice users list`", file=sys.stderr)
        return 1
    account = _account(arguments.account, settings)
    services = register(settings).catalogue.services
    for tool in arguments.tool:
        if tool not in services:
            raise UserError("--tool: no service of the catalogue has that id; see `celnice allowlist list`")
    until = arguments.until or now.date() + timedelta(days=DEFAULT_KEY_DAYS)
    if until < now.date():
        raise UserError("--until: that day is over; write a later one")
    made = keys.make()
    identity = secrets.token_hex(4)
    store.add_key(Key(identity, keys.digest(keyed(settings).lasting, made), account, tuple(arguments.tool), until))
    print(made)
    print(f"Key {identity} of {account} until {until}. It is shown this once.", file=sys.stderr)
    return 0


def _list(arguments: argparse.Namespace, directory: Directory) -> int:
    users = [{"account": one.account, "password": bool(one.password), "groups": sorted(one.groups)} for one in directory.users.values()]
    found = sorted(directory.keys.values(), key=lambda one: (one.account, one.until))
    listed = [
        {"id": one.id, "account": one.account, "tools": list(one.tools), "until": one.until.isoformat(), "revoked": one.revoked}
        for one in found
    ]
    kinds = [kind for _, kind in directory.facts]
    facts = {"trained": kinds.count(TRAINING), "notice_read": kinds.count(NOTICE)}
    users.sort(key=lambda one: str(one["account"]))
    if arguments.json:
        print(json.dumps({"users": users, "keys": listed, **facts}, ensure_ascii=False, indent=2))
        return 0
    for user in users:
        print(
            f"{user['account']}  {'password' if user['password'] else 'groups only'}  {', '.join(directory.groups(str(user['account'])))}"
        )
    for key in found:
        state = "revoked" if key.revoked else f"until {key.until}"
        print(f"key {key.id}  {key.account}  {', '.join(key.tools) or 'every tool'}  {state}")
    print(f"{facts['trained']} people with a training, {facts['notice_read']} who read the notice")
    return 0


def _address(arguments: argparse.Namespace, settings: Settings) -> int:
    if settings.people.addresses is None:
        raise UserError("there is no [people.addresses]; set its file")
    if arguments.until is not None and arguments.until.tzinfo is None:
        raise UserError("--until needs its zone, such as 2026-11-22T16:00:00+01:00")
    try:
        seats = {arguments.address: (_account(arguments.account, settings), arguments.until)}
        addresses.put(settings.people.addresses.file, seats, datetime.now(UTC))
    except addresses.Malformed as error:
        raise UserError(f"people.addresses.file: {error}") from None
    except ValueError:
        raise UserError("that is no address; write it like 10.1.2.3") from None
    except OSError as error:
        raise UserError(f"people.addresses.file: cannot be written ({error.strerror})") from None
    return 0


def _account(text: str, settings: Settings) -> str:
    account = canonical(text, settings.people.domains)
    if account is None or ":" in account:
        raise UserError("that is no account: no control characters, no colon, at most 256 characters")
    return account


def _password() -> str:
    """The hash of a new password. Never from an argument: those stand in the list of processes."""
    if sys.stdin.isatty():
        typed = getpass.getpass("Password: ")
        if getpass.getpass("Again: ") != typed:
            raise UserError("the two passwords differ")
    else:
        typed = sys.stdin.readline().rstrip("\n")
    try:
        return passwords.hashed(typed)
    except ValueError as error:
        raise UserError(str(error)) from None
