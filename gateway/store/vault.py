"""The vault of tokens: which token stands for which value, for conversations whose history stays with the provider.

One row per person and conversation, sealed with AES-256-GCM under a key of its own, derived (HKDF, RFC 5869) from the key of the running
period (:class:`~gateway.store.keyring.Keyring`) and the row's scope: a row that is copied to another scope does not open. The key is no
reader's: every worker and node must be able to restore an answer, so the folder of keys is shared by the nodes, as that of fingerprints.

A row that was not written for ``days`` is emptied; its highest number stays for FLOOR_DAYS, since the provider's history still has tokens
that must not come to mean somebody else. Numbers of one conversation go on over all of its persons, for the same reason.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select, update

from gateway.act.pseudonyms import Table
from gateway.act.scope import Kept, Scope
from gateway.record.chain import milliseconds
from gateway.record.event import Fingerprint
from gateway.record.period import period_of
from gateway.store.engine import make_engine, reading, writing
from gateway.store.keyring import Keyring, PeriodDestroyed
from gateway.store.pseudonym_models import PseudonymRecord

FLOOR_DAYS = 730
"""How long the number of an emptied row stays: pages show conversations of two years, and who goes on in an older one has seen it all."""

PORTION = 500
"""Rows emptied in one transaction."""

_DOMAIN = b"celnice.pseudonyms.1\x00"
_NONCE_BYTES = 12


class Vault:
    """The vault behind a URL. Blocking: call it off the event loop. Every method may raise StoreUnavailable."""

    def __init__(self, url: str, keyring: Keyring, days: int, fingerprint: Callable[[str, str, datetime], Fingerprint]) -> None:
        self._engine = make_engine(url)
        self._keyring = keyring
        self._days = days
        self._fingerprint = fingerprint

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()

    def load(self, scope: Scope, now: datetime) -> Kept:
        """What is kept; an empty table where there is nothing, where it is over, or where its key was destroyed."""
        with reading(self._engine) as connection:
            query = select(PseudonymRecord).where(PseudonymRecord.scope == scope.digest())
            row = connection.execute(query).one_or_none()
            floor = self._floor(connection, scope)
        if row is None:
            return Kept(Table(floor=floor))
        text = self._opened(scope, row.generation, row.period, row.sealed) if row.until_ms > milliseconds(now) else None
        table = Table(floor=floor) if text is None else Table.from_json(text)
        return Kept(table, row.generation)

    def keep(self, scope: Scope, before: int, table: Table, now: datetime) -> bool:
        """Writes the table; False, and nothing is changed, when another process wrote since generation ``before``."""
        period = period_of(now.date(), self._days)
        values = {
            "generation": before + 1,
            "floor": table.highest(),
            "period": period,
            "sealed": self._sealed(scope, before + 1, period, table.to_json()),
            "digests": json.dumps(sorted({self._fingerprint(entity, value, now).digest for entity, value in table.normal_values()})),
            "until_ms": milliseconds(now + timedelta(days=self._days)),
        }
        with writing(self._engine) as connection:
            if before:
                mine = (PseudonymRecord.scope == scope.digest(), PseudonymRecord.generation == before)
                return bool(connection.execute(update(PseudonymRecord).where(*mine).values(**values)).rowcount)
            same = select(PseudonymRecord.scope).where(PseudonymRecord.scope == scope.digest())
            others = self._floor(connection, scope)
            if connection.scalar(same) is not None or others > table.floor:  # somebody else's first tokens have taken these numbers
                return False
            whose = {"scope": scope.digest(), "conversation": scope.shared(), "person": scope.person}
            connection.execute(insert(PseudonymRecord), {**whose, **values})
            return True

    def expire(self, now: datetime) -> int:
        """Empties what is over, deletes what only said numbers for long enough; how many rows were emptied."""
        at = milliseconds(now)
        over = select(PseudonymRecord.scope).where(PseudonymRecord.until_ms <= at, PseudonymRecord.sealed != b"").limit(PORTION)
        with writing(self._engine) as connection:
            gone = self._empty(connection, PseudonymRecord.scope.in_(connection.scalars(over).all()))
            long_ago = milliseconds(now - timedelta(days=FLOOR_DAYS))
            connection.execute(delete(PseudonymRecord).where(PseudonymRecord.until_ms <= long_ago))
        for period in self._keyring.expired(now.date()):
            self._keyring.destroy(period)
        return gone

    def forget(self, digests: Collection[str], persons: Collection[str] = ()) -> int:
        """Empties every row that holds a value with one of these fingerprints, or is of one of these persons; how many there were."""
        with writing(self._engine) as connection:
            query = select(PseudonymRecord.scope, PseudonymRecord.person, PseudonymRecord.digests).where(PseudonymRecord.sealed != b"")
            wanted, who = set(digests), set(persons)
            found = [row.scope for row in connection.execute(query) if row.person in who or not wanted.isdisjoint(json.loads(row.digests))]
            return sum(
                self._empty(connection, PseudonymRecord.scope.in_(found[start : start + PORTION]))
                for start in range(0, len(found), PORTION)
            )

    @staticmethod
    def _empty(connection: Connection, which: ColumnElement[bool]) -> int:
        emptied = {"sealed": b"", "digests": "[]", "person": "", "generation": PseudonymRecord.generation + 1}
        return connection.execute(update(PseudonymRecord).where(which).values(emptied)).rowcount

    @staticmethod
    def _floor(connection: Connection, scope: Scope) -> int:
        same = or_(PseudonymRecord.conversation == scope.shared(), PseudonymRecord.scope == scope.digest())
        return connection.scalar(select(func.max(PseudonymRecord.floor)).where(same)) or 0

    def _key(self, scope: Scope, period: str) -> bytes:
        return HKDF(hashes.SHA256(), 32, None, _DOMAIN + scope.digest().encode()).derive(self._keyring.key(period))

    def _sealed(self, scope: Scope, generation: int, period: str, text: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(self._key(scope, period)).encrypt(nonce, text.encode("utf-8"), _aad(generation))

    def _opened(self, scope: Scope, generation: int, period: str, sealed: bytes) -> str | None:
        if not sealed:
            return None
        try:
            clear = AESGCM(self._key(scope, period)).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _aad(generation))
        except (InvalidTag, PeriodDestroyed):
            return None
        return clear.decode("utf-8")


def _aad(generation: int) -> bytes:
    """An old copy of a row does not open as a newer one."""
    return _DOMAIN + generation.to_bytes(8, "big")
