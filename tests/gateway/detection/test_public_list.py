"""The office's public list: followed while the process runs, and never replaced by a bad one."""

from __future__ import annotations

import logging
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from detectors.public.entry import read
from gateway.detection.public_list import LARGEST, PublicList, edition, load, stamp, today
from gateway.errors import UserError

ENTRY = '[[public]]\nvalue = "{value}"\nwhy = "podatelna"\nwho = "pověřenec"\nuntil = {until}\n'


def listed(*values: str, until: str = "2030-12-31") -> str:
    return "".join(ENTRY.format(value=value, until=until) for value in values)


DAYS = [
    (datetime(2026, 1, 31, 22, 59, tzinfo=UTC), date(2026, 1, 31), "a minute before midnight in winter"),
    (datetime(2026, 1, 31, 23, 0, tzinfo=UTC), date(2026, 2, 1), "midnight in winter"),
    (datetime(2026, 7, 31, 21, 59, tzinfo=UTC), date(2026, 7, 31), "a minute before midnight in summer"),
    (datetime(2026, 7, 31, 22, 0, tzinfo=UTC), date(2026, 8, 1), "midnight in summer"),
    (datetime(2026, 7, 31, 12, 0, tzinfo=UTC), date(2026, 7, 31), "noon"),
]


@pytest.mark.parametrize(("now", "day", "reason"), DAYS, ids=[row[2] for row in DAYS])
def test_the_day_is_that_of_prague(now: datetime, day: date, reason: str) -> None:
    """An entry ends at midnight in Prague, wherever the machine stands."""
    assert today(now) == day, reason


BAD = [
    (b"[[public]]\nwhy = 1\n", r"list.toml: public entry 1 \(line 1\)", "an entry without a value"),
    (listed("a@b.cz").encode() + b'\n[[public]]\nvalue = "x"\n', r"entry 2 \(line 7\): why", "the second entry, by its line"),
    (b"[[public]\n", r"not valid TOML.*line 1", "broken TOML"),
    (b"\xff", "cannot be read", "no UTF-8"),
    (b"#" * (LARGEST + 1), "longer than", "another file"),
]


@pytest.mark.parametrize(("data", "message", "reason"), BAD, ids=[row[2] for row in BAD])
def test_a_bad_list_is_refused_at_the_start(tmp_path: Path, data: bytes, message: str, reason: str) -> None:
    """The error is one line that names the file, the entry and its line."""
    file = tmp_path / "list.toml"
    file.write_bytes(data)
    with pytest.raises(UserError, match=message) as error:
        PublicList(file)
    assert "\n" not in str(error.value), reason


def test_a_missing_list_is_refused_at_the_start(tmp_path: Path) -> None:
    """What the settings name must be there."""
    with pytest.raises(UserError, match="cannot be read"):
        load(tmp_path / "none.toml")


def test_no_list_costs_nothing() -> None:
    """Without the setting nothing is looked at, and scans are the same on every day."""
    none = PublicList(None)
    assert (none.holding(), none.changed(), stamp(None), edition(None)()) == ((), False, (), b"")


def test_a_change_is_taken(tmp_path: Path) -> None:
    """Another file is read at the next look, also when its time was set back; the same one is not read again."""
    file = tmp_path / "list.toml"
    file.write_text(listed("a@b.cz"))
    known = PublicList(file, lambda: date(2030, 12, 31))
    assert known.changed() is False
    file.write_text(listed("a@b.cz", "c@d.cz"))
    os.utime(file, (0, 0))
    assert known.changed() is True
    assert len(known.holding()) == 2
    file.touch()
    assert known.changed() is False, "the same entries"


def test_entries_end_with_their_day(tmp_path: Path) -> None:
    """The last day counts, the next does not."""
    file = tmp_path / "list.toml"
    file.write_text(listed("a@b.cz"))
    days = iter([date(2030, 12, 31), date(2031, 1, 1)])
    known = PublicList(file, lambda: next(days))
    assert [len(known.holding()), len(known.holding())] == [1, 0]


def test_a_bad_list_never_replaces_a_good_one(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The entries of before stay, the refusal is logged once with its line and counted once; a mended file is taken."""
    file = tmp_path / "list.toml"
    file.write_text(listed("a@b.cz"))
    refusals: list[int] = []
    known = PublicList(file, refused=lambda: refusals.append(1))
    with caplog.at_level(logging.ERROR):
        file.write_text(listed("planted@b.cz") + "[[public]]\n")
        assert [known.changed(), known.changed()] == [False, False]
        file.unlink()
        assert known.changed() is False
    assert [entry.what for entry in known.entries] == ["a@b.cz"]
    assert len(refusals) == 2, "the bad file, and the missing one"
    assert "entry 2 (line 6)" in caplog.text
    assert "planted" not in caplog.text
    file.write_text(listed("e@f.cz"))
    assert known.changed() is True
    assert [entry.what for entry in known.entries] == ["e@f.cz"]


def test_the_edition_is_another_after_any_change(tmp_path: Path) -> None:
    """Scans of before a change, or of another day, are never found in the cache."""
    file = tmp_path / "list.toml"
    file.write_text(listed("a@b.cz"))
    first = edition(file, lambda: date(2026, 1, 1))
    before = first()
    assert before == first()
    assert edition(file, lambda: date(2026, 1, 2))() != before
    file.write_text(listed("b@b.cz"))
    os.utime(file, (0, 0))  # it is as long as before, and on many machines a file's clock ticks every few milliseconds
    assert first() != before


def test_what_was_confirmed_in_the_console_holds_too(tmp_path: Path) -> None:
    """Beside the office's own file or without one, from the moment its file is there; it is part of the edition."""
    own, confirmed = tmp_path / "list.toml", tmp_path / "confirmed-public.toml"
    own.write_text(listed("a@b.cz"))
    both, alone = PublicList(own, confirmed=confirmed), PublicList(None, confirmed=confirmed)
    now = edition(None, confirmed=confirmed)
    assert (len(both.entries), alone.entries, now()) == (1, (), b"")
    confirmed.write_text(listed("c@d.cz"))
    assert (both.changed(), alone.changed()) == (True, True)
    assert [entry.what for entry in both.entries] == ["a@b.cz", "c@d.cz"]
    assert [entry.what for entry in alone.entries] == ["c@d.cz"]
    assert now() != b""
    confirmed.write_text("broken")
    assert (both.changed(), [entry.what for entry in both.entries]) == (False, ["a@b.cz", "c@d.cz"]), "a bad file replaces no good one"


def test_the_page_s_example_is_a_list() -> None:
    """Who copies docs/public-list.md has a list that works."""
    page = (Path(__file__).parents[3] / "docs" / "public-list.md").read_text("utf-8")
    example = page.partition("# public.toml")[2].partition("```")[0]
    assert len(read(example)) == 5
