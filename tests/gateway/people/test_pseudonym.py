"""Pseudonyms."""

from __future__ import annotations

import re

import pytest

from allowlist.person import Person
from gateway.people.pseudonym import Known, owner, pseudonym, record
from support.people import PSEUDONYM

LASTING, KEY, OTHER = b"l" * 32, b"k" * 32, b"o" * 32


def test_a_person_is_the_same_within_a_period_and_another_in_the_next() -> None:
    """The record lasts; the pseudonym ends with its period's key."""
    jana, petr = record(LASTING, "jana"), record(LASTING, "petr")
    assert jana == record(LASTING, "jana") != petr
    assert record(OTHER, "jana") != jana
    first, later = pseudonym(KEY, "2026-Q4", jana), pseudonym(OTHER, "2027-Q1", jana)
    assert re.fullmatch(PSEUDONYM, first)
    assert first.rpartition(".")[2] != later.rpartition(".")[2]
    assert pseudonym(KEY, "2026-Q4", petr) != first
    assert jana not in first


def test_the_owner_is_found_while_the_periods_key_lives() -> None:
    """Among the kept records, and only with the key; a destroyed key finds nobody any more."""
    jana, petr = record(LASTING, "jana"), record(LASTING, "petr")
    said = pseudonym(KEY, "2026-Q4", jana)
    assert owner(said, [petr, jana], lambda _period: KEY) == jana
    assert owner(said, [petr], lambda _period: KEY) is None

    def destroyed(_period: str) -> bytes:
        raise LookupError

    with pytest.raises(LookupError):
        owner(said, [jana], destroyed)


def test_nothing_lasting_is_shown() -> None:
    """Neither pseudonym nor record stands in a repr."""
    assert "secret" not in repr(Known(Person("secret"), "secret", "local"))
