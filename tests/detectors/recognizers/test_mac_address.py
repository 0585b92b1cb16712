"""MAC_ADDRESS: one device's."""

from __future__ import annotations

import pytest

from support.found import values

FOUND = ["00:1A:2B:3C:4D:5E", "00-1a-2b-3c-4d-5e", "001a.2b3c.4d5e", "d4:5d:64:ab:cd:ef", "ac:de:48:00:11:22"]
CLEAN = [
    ("ff:ff:ff:ff:ff:ff", "broadcast"),
    ("00:00:00:00:00:00", "nothing"),
    ("01:00:5e:00:00:fb", "multicast"),
    ("12:30:45", "a time"),
    ("00:1A:2B:3C:4D:5E:6F", "seven pairs"),
    ("00:1A:2B:3C:4D", "five pairs"),
    ("550e8400-e29b-41d4-a716-446655440000", "a UUID"),
    ("SHA1 da:39:a3:ee:5e:6b:4b:0d:32:55", "a fingerprint"),
]


@pytest.mark.parametrize("value", FOUND)
def test_found(value: str) -> None:
    """Pairs with colons or hyphens, groups of four with stops."""
    assert values(f"Zařízení {value} se připojilo", "MAC_ADDRESS") == [value]


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No device."""
    assert values(text, "MAC_ADDRESS") == [], reason
