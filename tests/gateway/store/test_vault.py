"""The vault of tokens, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from gateway.act.pseudonyms import Table
from gateway.act.scope import Scope
from gateway.act.tokens import Token
from gateway.record.event import Fingerprint
from gateway.store.engine import make_engine
from gateway.store.keyring import Keyring
from gateway.store.vault import FLOOR_DAYS, Vault

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RC = "715319/2743"
MINE = Scope("2026-Q4.a", "chatgpt", "c1")
THEIRS = Scope("2026-Q4.b", "chatgpt", "c1")


def fingerprint(entity: str, value: str, _at: datetime) -> Fingerprint:
    return Fingerprint(entity, "2026-Q4", f"{entity}:{len(value)}")


@pytest.fixture
def vault(url: str, tmp_path: Path) -> Iterator[Vault]:
    made = Vault(url, Keyring(tmp_path / "keys", 30), 30, fingerprint)
    yield made
    made.close()


def filled(vault: Vault, scope: Scope = MINE, value: str = RC) -> Table:
    kept = vault.load(scope, NOW)
    kept.table.token("CZ_BIRTH_NUMBER", value)
    assert vault.keep(scope, kept.generation, kept.table, NOW)
    return kept.table


def run(url: str, statement: str, **values: object) -> list[tuple[object, ...]]:
    engine = make_engine(url)
    with engine.begin() as connection:
        done = connection.execute(text(statement), values)
        found = [tuple(row) for row in done] if done.returns_rows else []
    engine.dispose()
    return found


def rows(url: str) -> list[tuple[object, ...]]:
    return run(url, "SELECT sealed, digests, person, generation FROM pseudonyms")


def test_a_conversation_goes_on(vault: Vault, url: str, tmp_path: Path) -> None:
    """Another process of another node, with the same keys, goes on with the same tokens; nothing stands there in clear."""
    filled(vault)
    other = Vault(url, Keyring(tmp_path / "keys", 30), 30, fingerprint)
    kept = other.load(MINE, NOW)
    other.close()
    assert kept.table.values == {Token("RODNE_CISLO", 1): RC}
    assert str(kept.table.token("CZ_BIRTH_NUMBER", "7153192743")) == "[RODNE_CISLO_1]"
    assert RC.encode() not in b"".join(bytes(row[0]) for row in rows(url))  # type: ignore[call-overload]
    assert RC not in str(rows(url)) + repr(kept)


def test_two_at_once(vault: Vault) -> None:
    """Of two processes that change one table at once the second is told, and goes on from what the first wrote."""
    one, two = vault.load(MINE, NOW), vault.load(MINE, NOW)
    one.table.token("CZ_BIRTH_NUMBER", RC)
    two.table.token("CZ_BIRTH_NUMBER", "900101/1239")
    assert vault.keep(MINE, one.generation, one.table, NOW)
    assert not vault.keep(MINE, two.generation, two.table, NOW)
    again = vault.load(MINE, NOW)
    assert str(again.table.token("CZ_BIRTH_NUMBER", "900101/1239")) == "[RODNE_CISLO_2]"
    assert vault.keep(MINE, again.generation, again.table, NOW)
    assert not vault.keep(MINE, again.generation, again.table, NOW)


def test_never_across_persons(vault: Vault) -> None:
    """Another person of the same conversation has none of these tokens, and no number of theirs is one of these."""
    filled(vault)
    kept = vault.load(THEIRS, NOW)
    assert not kept.table.values
    assert str(kept.table.token("CZ_BIRTH_NUMBER", "900101/1239")) == "[RODNE_CISLO_2]"
    assert vault.keep(THEIRS, kept.generation, kept.table, NOW)
    assert list(vault.load(MINE, NOW).table.values) == [Token("RODNE_CISLO", 1)]


def test_two_persons_at_once(vault: Vault) -> None:
    """Their first tokens get different numbers, whoever writes first."""
    one, two = vault.load(MINE, NOW), vault.load(THEIRS, NOW)
    one.table.token("CZ_BIRTH_NUMBER", RC)
    two.table.token("CZ_BIRTH_NUMBER", "900101/1239")
    assert vault.keep(MINE, one.generation, one.table, NOW)
    assert not vault.keep(THEIRS, two.generation, two.table, NOW)


def test_a_row_of_somebody_else_does_not_open(vault: Vault, url: str) -> None:
    """Who may write to the database cannot hand one person's table to another."""
    filled(vault)
    run(url, "UPDATE pseudonyms SET scope = :scope", scope=THEIRS.digest())
    assert not vault.load(THEIRS, NOW).table.values


def test_time_to_live(vault: Vault, url: str) -> None:
    """After its days nothing is restored, and the row is emptied; its numbers are not given out again for as long as a page remembers."""
    filled(vault)
    later = NOW + timedelta(days=30)
    assert not vault.load(MINE, later).table.values
    assert vault.expire(NOW + timedelta(days=29)) == 0
    assert vault.expire(later) == 1
    assert vault.expire(later) == 0
    assert rows(url)[0][:3] == (b"", "[]", "")
    again = vault.load(MINE, later)
    assert str(again.table.token("CZ_BIRTH_NUMBER", RC)) == "[RODNE_CISLO_2]"
    assert vault.keep(MINE, again.generation, again.table, later)
    vault.expire(later + timedelta(days=FLOOR_DAYS + 31))
    assert rows(url) == []


def test_a_destroyed_key_ends_it(vault: Vault, tmp_path: Path) -> None:
    """With the key of its period the table is gone, whoever has a copy of the database."""
    filled(vault)
    Keyring(tmp_path / "keys", 30).destroy("2026-11")
    assert not vault.load(MINE, NOW).table.values


@pytest.mark.parametrize(
    ("digests", "persons", "gone", "why"),
    [
        ({"CZ_BIRTH_NUMBER:10"}, set(), 1, "a value of the subject"),
        (set(), {"2026-Q4.a"}, 1, "the employee's own"),
        ({"CZ_BIRTH_NUMBER:9"}, {"2026-Q4.c"}, 0, "somebody else"),
    ],
)
def test_erasure(vault: Vault, digests: set[str], persons: set[str], gone: int, why: str) -> None:
    """A data subject's erasure empties the tables that name them; an answer on its way keeps its tokens, and a late write is refused."""
    filled(vault)
    kept = vault.load(MINE, NOW)
    assert vault.forget(digests, persons) == gone, why
    assert bool(vault.load(MINE, NOW).table.values) is (gone == 0)
    assert vault.keep(MINE, kept.generation, kept.table, NOW) is (gone == 0)
