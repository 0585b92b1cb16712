"""Who sits where."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.people.addresses import MAX_BYTES, Addresses, Malformed, parse, put
from gateway.people.api import Account, Asked, Broken, Found, Wrong

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MAP = """# seats
10.1.2.3, URAD\\Jana , 2026-11-22T13:00:01+01:00
10.1.2.4,petr,2026-11-22T13:00:00+01:00
10.1.2.5,karel
2001:db8::5,vera,
10.1.2.6,\u202evera
"""
ROWS: list[tuple[str, Found, str]] = [
    ("10.1.2.3", Account("jana"), "until a second after now"),
    ("10.1.2.4", None, "over"),
    ("10.1.2.5", Account("karel"), "without an end"),
    ("::ffff:10.1.2.5", Account("karel"), "as IPv6 writes IPv4"),
    ("2001:0db8:0::5", Account("vera"), "spelt otherwise"),
    ("10.1.2.6", Wrong.MALFORMED, "what is no account"),
    ("10.1.2.7", None, "nobody"),
    ("", None, "no address"),
]


@pytest.mark.parametrize(("address", "expected", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_seats(tmp_path: Path, address: str, expected: Found, why: str) -> None:
    """The map names whoever sits there now."""
    path = tmp_path / "seats"
    path.write_text(MAP, encoding="utf-8")
    assert asyncio.run(Addresses(path, lambda: NOW, ("urad",)).identify(Asked(address, ()))) == expected, why


@pytest.mark.parametrize(
    "line", ["10.1.2.3", "10.1.2.3,", "not an address,jana", "10.1.2.3,jana,tomorrow", "10.1.2.3,jana,2026-11-22", "10.1.2.3,a,,b"]
)
def test_a_wrong_line_is_named_by_its_number(line: str) -> None:
    """Nothing of the line itself stands in the error."""
    with pytest.raises(Malformed, match="line 2") as error:
        parse(f"\n{line}\n")
    assert "jana" not in str(error.value)


def test_a_changed_file_counts_at_once_and_a_broken_one_for_nobody(tmp_path: Path) -> None:
    """An old map would name whoever sat there before."""
    path = tmp_path / "seats"
    way = Addresses(path, lambda: NOW)

    def sits() -> Found:
        return asyncio.run(way.identify(Asked("10.1.2.3", ())))

    assert sits() is Broken.SETUP
    put(path, {"10.1.2.3": ("jana", None)}, NOW)
    assert sits() == Account("jana")
    put(path, {"10.1.2.3": ("petra", None)}, NOW)
    assert sits() == Account("petra")
    path.write_text("broken", encoding="utf-8")
    assert sits() is Broken.SETUP
    assert sits() is Broken.SETUP
    os.truncate(path, 0)
    assert sits() is None
    os.truncate(path, MAX_BYTES + 1)
    assert sits() is Broken.SETUP


def test_put_keeps_the_others_and_drops_who_is_gone(tmp_path: Path) -> None:
    """Whole files only, readable by the owner."""
    path = tmp_path / "seats"
    path.write_text(MAP.replace("10.1.2.6,\u202evera\n", ""), encoding="utf-8")
    put(path, {"10.1.2.9": ("eva", datetime(2026, 11, 23, tzinfo=UTC)), "10.1.2.5": None}, NOW)
    assert set(parse(path.read_text(encoding="utf-8"))) == {"10.1.2.3", "2001:db8::5", "10.1.2.9"}
    assert path.stat().st_mode & 0o077 == 0
    assert [one.name for one in tmp_path.iterdir()] == ["seats"]
