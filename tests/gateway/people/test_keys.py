"""Keys for the base-URL entrance."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime

import pytest

from gateway.people.api import Account, Asked, Broken, Found, Wrong
from gateway.people.directory import Directory, Key
from gateway.people.keys import Keys, digest, make, sent

SECRET = b"s" * 32
MINE, OTHER = make(), make()
KNOWN = Directory(keys={digest(SECRET, MINE): Key("k", digest(SECRET, MINE), "jana", (), date(2099, 1, 1))})
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

ROWS: list[tuple[tuple[tuple[str, str], ...], Found, str]] = [
    ((("Authorization", f"Bearer {MINE}"),), Account("jana"), "OpenAI's place"),
    ((("x-api-key", MINE),), Account("jana"), "Anthropic's"),
    ((("X-Goog-Api-Key", MINE),), Account("jana"), "Gemini's"),
    ((("api-key", MINE),), Account("jana"), "Azure's"),
    ((("Authorization", f"Bearer {MINE}"), ("x-api-key", MINE)), Account("jana"), "the same one twice"),
    ((("Authorization", f"Bearer {MINE}"), ("x-api-key", OTHER)), Wrong.MALFORMED, "two of ours"),
    ((("Authorization", f"Bearer {OTHER}"),), Wrong.CREDENTIALS, "a key that nobody has"),
    ((("Authorization", "Bearer cel_short"),), Wrong.MALFORMED, "not the form of a key"),
    ((("Authorization", "Bearer sk-vendor"),), None, "a vendor's own key is none of ours"),
    ((("Authorization", f"Basic {MINE}"),), None, "another scheme"),
    ((), None, "nothing"),
]


@pytest.mark.parametrize(("headers", "expected", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_keys(headers: tuple[tuple[str, str], ...], expected: Found, why: str) -> None:
    """A key is looked for where SDKs put keys, and only at the entrance."""
    way = Keys(lambda: KNOWN, SECRET, lambda: NOW)
    assert asyncio.run(way.identify(Asked("", headers, tool="openai", entrance=True))) == expected, why
    assert asyncio.run(way.identify(Asked("", headers))) is None


def test_a_store_that_is_away() -> None:
    """A key may have been revoked meanwhile."""
    way = Keys(lambda: None, SECRET, lambda: NOW)
    assert asyncio.run(way.identify(Asked("", (("x-api-key", MINE),), entrance=True))) is Broken.STALE


def test_a_key_is_long_and_its_digest_keyed() -> None:
    """256 bits after the prefix; the digest says nothing without the secret."""
    assert len({make() for _ in range(50)}) == 50
    assert len(MINE) == 4 + 43
    assert digest(SECRET, MINE) != digest(b"t" * 32, MINE)
    assert MINE not in digest(SECRET, MINE)
    assert sent(Asked("", (("x-api-key", f" {MINE} "),))) == MINE
