"""Users, keys, what people have read and learnt, and sealed names, in the store."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from gateway.people.directory import Directory, Key, User
from gateway.store.engine import make_engine, reading, writing
from gateway.store.models import Base
from gateway.store.seal import Sealed

_TABLES = Base.metadata.tables
_USERS, _KEYS, _FACTS = _TABLES["people_users"], _TABLES["people_keys"], _TABLES["people_facts"]
_NAMES, _MARKS = _TABLES["people_names"], _TABLES["people_marks"]
_MARK = "people"
_STOPS = _TABLES["stop_steps"]
_LATER = _STOPS.alias()
_STOPPED = (
    _STOPS.c.action == "stop",
    ~select(_LATER.c.number).where(_LATER.c.subject == _STOPS.c.subject, _LATER.c.number > _STOPS.c.number).exists(),
)
"""The last step of a subject, when it stopped it."""


class PeopleStore:
    """The people behind a URL. Every method may raise StoreUnavailable."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()

    def mark(self) -> int:
        """Changes whenever anything here does."""
        with reading(self._engine) as connection:
            return connection.scalar(select(_MARKS.c.changes).where(_MARKS.c.name == _MARK)) or 0

    def directory(self) -> Directory:
        """Everything, as one picture."""
        with reading(self._engine) as connection:
            users = (User(row.account, row.password, frozenset(json.loads(row.groups))) for row in connection.execute(select(_USERS)))
            keys = (_key(row) for row in connection.execute(select(_KEYS)))
            facts: dict[tuple[str, str], set[str]] = {}
            for row in connection.execute(select(_FACTS.c.record, _FACTS.c.kind, _FACTS.c.version)):
                facts.setdefault((row.record, row.kind), set()).add(row.version)
            names = frozenset(connection.scalars(select(_NAMES.c.record)))
            return Directory(
                MappingProxyType({user.account: user for user in users}),
                MappingProxyType({key.digest: key for key in keys}),
                MappingProxyType({key: frozenset(versions) for key, versions in facts.items()}),
                names,
                frozenset(connection.scalars(select(_STOPS.c.subject).where(*_STOPPED))),
            )

    def put_user(self, user: User) -> None:
        """Adds a user, or takes the place of the one of that name."""
        with writing(self._engine) as connection:
            connection.execute(delete(_USERS).where(_USERS.c.account == user.account))
            row = {"account": user.account, "password": user.password, "groups": json.dumps(sorted(user.groups))}
            connection.execute(insert(_USERS), row)
            changed(connection)

    def remove_user(self, account: str, now: datetime) -> bool:
        """Removes a user and revokes all keys of the account; False when there was neither."""
        with writing(self._engine) as connection:
            gone = connection.execute(delete(_USERS).where(_USERS.c.account == account)).rowcount
            keys = update(_KEYS).where(_KEYS.c.account == account, _KEYS.c.revoked_us.is_(None)).values(revoked_us=_us(now))
            gone += connection.execute(keys).rowcount
            changed(connection)
        return bool(gone)

    def add_key(self, key: Key) -> None:
        """Keeps a new key's digest."""
        with writing(self._engine) as connection:
            row = {"id": key.id, "digest": key.digest, "account": key.account, "tools": json.dumps(key.tools)}
            connection.execute(insert(_KEYS), {**row, "until": key.until.isoformat(), "revoked_us": None})
            changed(connection)

    def revoke_key(self, identity: str, now: datetime) -> bool:
        """Ends a key; False when there is none of that id that is not ended yet."""
        with writing(self._engine) as connection:
            ended = update(_KEYS).where(_KEYS.c.id == identity, _KEYS.c.revoked_us.is_(None)).values(revoked_us=_us(now))
            found = connection.execute(ended).rowcount
            changed(connection)
        return bool(found)

    def learnt(self, record: str, kind: str, version: str, now: datetime) -> None:
        """Notes what a person has read or learnt; the first time stands."""
        with writing(self._engine) as connection:
            same = (_FACTS.c.record == record, _FACTS.c.kind == kind, _FACTS.c.version == version)
            if connection.scalar(select(_FACTS.c.at_us).where(*same)) is None:
                connection.execute(insert(_FACTS), {"record": record, "kind": kind, "version": version, "at_us": _us(now)})
                changed(connection)

    def when(self, record: str, kind: str) -> dict[str, datetime]:
        """When a person read or learnt what, by version."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(_FACTS.c.version, _FACTS.c.at_us).where(_FACTS.c.record == record, _FACTS.c.kind == kind))
            return {row.version: datetime.fromtimestamp(row.at_us / 1_000_000, UTC) for row in rows}

    def name(self, record: str, sealed: Sealed) -> None:
        """Keeps a sealed name; one that is there stays."""
        with writing(self._engine) as connection:
            if connection.scalar(select(_NAMES.c.record).where(_NAMES.c.record == record)) is None:
                connection.execute(insert(_NAMES), {"record": record, "sealed": sealed.to_json()})
                changed(connection)

    def sealed(self, record: str) -> Sealed | None:
        """The sealed name of a record. Raises CannotOpen for a damaged one."""
        with reading(self._engine) as connection:
            found = connection.scalar(select(_NAMES.c.sealed).where(_NAMES.c.record == record))
            return None if found is None else Sealed.from_json(found)

    def named(self) -> frozenset[str]:
        """The records whose names are kept."""
        with reading(self._engine) as connection:
            return frozenset(connection.scalars(select(_NAMES.c.record)))

    def forget(self, records: Iterable[str]) -> None:
        """Destroys what is kept of these records: names and facts."""
        with writing(self._engine) as connection:
            for record in records:
                for table in (_NAMES, _FACTS):
                    connection.execute(delete(table).where(table.c.record == record))
            changed(connection)


def aad(record: str) -> bytes:
    """What a sealed name is bound to."""
    return b"celnice.person.name\x00" + record.encode("ascii")


def _key(row: Any) -> Key:
    until = date.fromisoformat(row.until)
    return Key(row.id, row.digest, row.account, tuple(json.loads(row.tools)), until, row.revoked_us is not None)


def changed(connection: Connection, table: Table = _MARKS) -> None:
    """Makes proxies read the people anew. One writer at a time (:func:`~gateway.store.engine.writing`), so counting is safe."""
    if not connection.execute(update(table).where(table.c.name == _MARK).values(changes=table.c.changes + 1)).rowcount:
        connection.execute(insert(table), {"name": _MARK, "changes": 1})


def _us(at: datetime) -> int:
    return int(at.timestamp() * 1_000_000)
