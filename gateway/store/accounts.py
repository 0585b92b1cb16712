"""Accounts of the console, their sessions and one-time links, in the store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from gateway.accounts.account import Account, Link, Purpose
from gateway.accounts.role import Role, roles_of
from gateway.accounts.session import Session, Source, Stage
from gateway.store import bindings
from gateway.store.engine import make_engine, reading, writing
from gateway.store.models import Base

_TABLES = Base.metadata.tables
_ACCOUNTS, _SESSIONS, _LINKS = _TABLES["console_accounts"], _TABLES["console_sessions"], _TABLES["console_links"]

type Found = tuple[Session, Account | None]
"""A session, and the account as it is now; None for somebody who has nothing here and whose groups said all."""


class AccountStore:
    """The accounts behind a URL. Every method blocks and may raise StoreUnavailable."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()

    def get(self, account: str) -> Account | None:
        """One account."""
        with reading(self._engine) as connection:
            return _one(connection, account)

    def all(self) -> list[Account]:
        """Every account, by name."""
        with reading(self._engine) as connection:
            return [_account(row) for row in connection.execute(select(_ACCOUNTS).order_by(_ACCOUNTS.c.account))]

    def administered(self) -> bool:
        """Whether an administrator is there who can sign in."""
        return any(Role.ADMINISTRATOR in one.roles and not one.disabled for one in self.all())

    def put(self, account: Account) -> None:
        """Adds an account, or takes the place of the one of that name; the sessions of that one end."""
        with writing(self._engine) as connection:
            connection.execute(delete(_ACCOUNTS).where(_ACCOUNTS.c.account == account.account))
            connection.execute(insert(_ACCOUNTS), _columns(account))
            connection.execute(delete(_SESSIONS).where(_SESSIONS.c.account == account.account))

    def change(self, account: str, *, keep: str = "", end: bool = False, **changes: Any) -> Account | None:
        """Changes fields of an account; None when there is none. ``end``: its sessions end, but the one with the id ``keep``."""
        with writing(self._engine) as connection:
            known = _one(connection, account)
            if known is None:
                return None
            after = replace(known, **changes)
            connection.execute(update(_ACCOUNTS).where(_ACCOUNTS.c.account == account).values(**_columns(after)))
            if end:
                connection.execute(delete(_SESSIONS).where(_SESSIONS.c.account == account, _SESSIONS.c.id != keep))
            return after

    def remove(self, account: str) -> bool:
        """Removes an account, its sessions, links and who it was elsewhere; False when there was none."""
        with writing(self._engine) as connection:
            bindings.unbind(connection, account)
            for table in (_SESSIONS, _LINKS):
                connection.execute(delete(table).where(table.c.account == account))
            return bool(connection.execute(delete(_ACCOUNTS).where(_ACCOUNTS.c.account == account)).rowcount)

    def wrong(self, account: str, now: datetime) -> None:
        """One more wrong password or code of an account."""
        with writing(self._engine) as connection:
            query = update(_ACCOUNTS).where(_ACCOUNTS.c.account == account)
            connection.execute(query.values(wrong=_ACCOUNTS.c.wrong + 1, wrong_us=_us(now)))

    def use_step(self, account: str, step: int) -> bool:
        """Takes a time step of the second factor; False when it, or a later one, was used already, perhaps just now on another node."""
        with writing(self._engine) as connection:
            query = update(_ACCOUNTS).where(_ACCOUNTS.c.account == account, _ACCOUNTS.c.step < step)
            return bool(connection.execute(query.values(step=step, wrong=0, wrong_us=None)).rowcount)

    def use_code(self, account: str, digest: str) -> bool:
        """Takes a recovery code; False when it is none of those that are left."""
        with writing(self._engine) as connection:
            known = _one(connection, account)
            if known is None or digest not in known.codes:
                return False
            left = json.dumps([code for code in known.codes if code != digest])
            connection.execute(update(_ACCOUNTS).where(_ACCOUNTS.c.account == account).values(codes=left, wrong=0, wrong_us=None))
            return True

    def begin(self, session: Session, value: str, *, instead: str = "") -> None:
        """Keeps a session under its cookie's value; that of ``instead`` ends (a session's value changes with what it may)."""
        with writing(self._engine) as connection:
            connection.execute(delete(_SESSIONS).where(_SESSIONS.c.digest == digest(instead)))
            row = {
                "id": session.id,
                "digest": digest(value),
                "account": session.account,
                "name": session.name,
                "granted": _list(session.granted),
                "source": session.source.value,
                "stage": session.stage.value,
                "began_us": _us(session.began),
                "seen_us": _us(session.seen),
                "agent": session.agent,
                "pending": session.pending,
                "subject": session.subject,
                "refresh": session.refresh,
                "renewed_us": None if session.renewed is None else _us(session.renewed),
                "asked_us": None if session.asked is None else _us(session.asked),
            }
            connection.execute(insert(_SESSIONS), row)

    def session(self, value: str) -> Found | None:
        """The session of a cookie's value with its account as it is now, whatever its age."""
        with reading(self._engine) as connection:
            row = connection.execute(select(_SESSIONS).where(_SESSIONS.c.digest == digest(value))).one_or_none()
            return None if row is None else (_session(row), _one(connection, row.account))

    def seen(self, identity: str, now: datetime) -> None:
        """Notes the last use of a session."""
        with writing(self._engine) as connection:
            connection.execute(update(_SESSIONS).where(_SESSIONS.c.id == identity).values(seen_us=_us(now)))

    def ask(self, identity: str, before: datetime | None, now: datetime) -> bool:
        """Takes the turn to ask the provider about a session; False when somebody did since ``before``."""
        with writing(self._engine) as connection:
            same = _SESSIONS.c.asked_us.is_(None) if before is None else _SESSIONS.c.asked_us == _us(before)
            query = update(_SESSIONS).where(_SESSIONS.c.id == identity, same)
            return bool(connection.execute(query.values(asked_us=_us(now))).rowcount)

    def renewed(self, identity: str, refresh: str, now: datetime) -> None:
        """Notes that the provider stands behind a session, with what renews it next time."""
        with writing(self._engine) as connection:
            connection.execute(update(_SESSIONS).where(_SESSIONS.c.id == identity).values(refresh=refresh, renewed_us=_us(now)))

    def end_subject(self, subject: str, before: datetime) -> list[str]:
        """Ends the sessions of somebody at a provider that began before; says whose accounts they were."""
        with writing(self._engine) as connection:
            mine = (_SESSIONS.c.subject == subject) & (_SESSIONS.c.began_us <= _us(before))
            accounts = list(connection.scalars(select(_SESSIONS.c.account).where(mine).distinct().order_by(_SESSIONS.c.account)))
            connection.execute(delete(_SESSIONS).where(mine))
            return accounts

    def bind(self, account: str, subject: str) -> bool:
        """Whether this is who the account is elsewhere; whoever comes first is it."""
        with writing(self._engine) as connection:
            return bindings.bind(connection, account, subject)

    def unbind(self, account: str) -> int:
        """Forgets who an account is elsewhere, and ends its sessions."""
        with writing(self._engine) as connection:
            connection.execute(delete(_SESSIONS).where(_SESSIONS.c.account == account))
            return bindings.unbind(connection, account)

    def bound(self) -> dict[str, tuple[str, ...]]:
        """The ways in which accounts are bound, by account."""
        with reading(self._engine) as connection:
            return bindings.bound(connection)

    def sessions(self, account: str) -> list[Session]:
        """The sessions of an account, the newest first."""
        with reading(self._engine) as connection:
            query = select(_SESSIONS).where(_SESSIONS.c.account == account).order_by(_SESSIONS.c.began_us.desc(), _SESSIONS.c.id)
            return [_session(row) for row in connection.execute(query)]

    def end(self, account: str, *, identity: str = "", keep: str = "") -> int:
        """Ends one session of an account, or all but ``keep``; says how many."""
        with writing(self._engine) as connection:
            query = delete(_SESSIONS).where(_SESSIONS.c.account == account, _SESSIONS.c.id != keep)
            return connection.execute(query.where(_SESSIONS.c.id == identity) if identity else query).rowcount

    def sweep(self, before: datetime) -> int:
        """Removes sessions that began before, and links that are over."""
        with writing(self._engine) as connection:
            connection.execute(delete(_LINKS).where(_LINKS.c.until_us < _us(before)))
            return connection.execute(delete(_SESSIONS).where(_SESSIONS.c.began_us < _us(before))).rowcount

    def offer(self, link: Link, key: str) -> None:
        """Keeps a one-time link under its key; an earlier one for the same ends."""
        with writing(self._engine) as connection:
            same = (_LINKS.c.account == link.account) & ((_LINKS.c.purpose == Purpose.FIRST.value) == (link.purpose is Purpose.FIRST))
            connection.execute(delete(_LINKS).where(same))
            row = {"digest": digest(key), "purpose": link.purpose.value, "account": link.account, "until_us": _us(link.until)}
            connection.execute(insert(_LINKS), row)

    def link(self, key: str, now: datetime, *, take: bool = False) -> Link | None:
        """The link of a key while it holds; ``take`` uses it up."""
        with writing(self._engine) as connection:
            row = connection.execute(select(_LINKS).where(_LINKS.c.digest == digest(key), _LINKS.c.until_us > _us(now))).one_or_none()
            if row is None:
                return None
            if take:
                connection.execute(delete(_LINKS).where(_LINKS.c.digest == row.digest))
            return Link(Purpose(row.purpose), row.account, _at(row.until_us))


def digest(value: str) -> str:
    """What is kept of a cookie's or link's value. It has 256 random bits: there is nothing to search."""
    return hashlib.sha256(b"celnice console 1 " + value.encode("utf-8", "surrogatepass")).hexdigest()


def _one(connection: Connection, account: str) -> Account | None:
    row = connection.execute(select(_ACCOUNTS).where(_ACCOUNTS.c.account == account)).one_or_none()
    return None if row is None else _account(row)


def _account(row: Row[Any]) -> Account:
    return Account(
        row.account,
        row.name,
        roles_of(json.loads(row.roles)),
        row.password,
        row.secret,
        row.step,
        tuple(json.loads(row.codes)),
        bool(row.disabled),
        row.wrong,
        None if row.wrong_us is None else _at(row.wrong_us),
    )


def _columns(one: Account) -> Mapping[str, Any]:
    return {
        "account": one.account,
        "name": one.name,
        "roles": _list(one.roles),
        "password": one.password,
        "secret": one.secret,
        "step": one.step,
        "codes": json.dumps(one.codes),
        "disabled": int(one.disabled),
        "wrong": one.wrong,
        "wrong_us": None if one.wrong_at is None else _us(one.wrong_at),
    }


def _session(row: Row[Any]) -> Session:
    return Session(
        row.id,
        row.account,
        row.name,
        roles_of(json.loads(row.granted)),
        Source(row.source),
        Stage(row.stage),
        _at(row.began_us),
        _at(row.seen_us),
        row.agent,
        row.pending,
        row.subject,
        row.refresh,
        None if row.renewed_us is None else _at(row.renewed_us),
        None if row.asked_us is None else _at(row.asked_us),
    )


def _list(roles: frozenset[Role]) -> str:
    return json.dumps(sorted(role.value for role in roles))


def _us(at: datetime) -> int:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def _at(us: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)
