"""What comes before the first use."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from gateway.people import ticket
from gateway.people.directory import NOTICE, TRAINING, Directory
from gateway.people.duties import Duties, Missing
from gateway.people_settings import People

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = b"k" * 32
READ = {("r", NOTICE): frozenset({"2"})}
TRAINED = {("r", TRAINING): frozenset({"2026-01-01"})}

ROWS: list[tuple[bool, bool, Directory | None, str, str]] = [
    (False, False, Directory(), "", "nothing is demanded"),
    (True, False, Directory(), "notice", "the notice is not read"),
    (True, False, Directory(facts={("r", NOTICE): frozenset({"1"})}), "notice", "an older version is"),
    (True, False, Directory(facts=READ), "", "it is read"),
    (True, True, Directory(facts=READ), "training", "read, and not trained"),
    (True, True, Directory(facts=READ | TRAINED), "", "both"),
    (False, True, Directory(facts={("r", TRAINING): frozenset({"2020-01-01"})}), "training", "a training long ago"),
    (True, True, None, "notice", "the store is away: nobody counts as having done anything"),
]


@pytest.mark.parametrize(("notice", "training", "known", "expected", "why"), ROWS, ids=[row[4] for row in ROWS])
def test_duties(notice: bool, training: bool, known: Directory | None, expected: str, why: str) -> None:
    """The notice first, then the training."""
    settings = People(order=("local",), notice_required=notice, training_required=training, notice_version="2")
    duties = Duties(settings, "https://celnice.urad.cz/notice", KEY, lambda: known)
    missing = asyncio.run(duties.missing("r", NOW))
    assert (missing.reason if missing else "") == expected, why
    assert duties.any is (notice or training)
    if missing is not None and expected == "notice":
        address, _, signed = missing.link.partition("?t=")
        assert address == "https://celnice.urad.cz/notice"
        assert ticket.redeem(KEY, signed, NOW) == ("r", "2")


def test_what_has_just_been_done_counts() -> None:
    """Before somebody is refused the directory is read anew, once."""
    known = [Directory()]
    settings = People(order=("local",), notice_required=True, notice_version="2")

    def refresh() -> None:
        known.append(Directory(facts=READ))

    duties = Duties(settings, "", KEY, lambda: known[-1], refresh)
    assert asyncio.run(duties.missing("r", NOW)) is None
    assert len(known) == 2
    assert asyncio.run(duties.missing("r", NOW)) is None
    assert len(known) == 2


def test_a_link_is_not_shown() -> None:
    """It lets whoever has it confirm for somebody."""
    assert "secret" not in repr(Missing("notice", "secret"))
