"""What ``make bench`` writes into the documentation: each part its own section, and nothing else of the page."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pytest

from bench import __main__ as bench
from bench import written
from bench.report import Target
from bench.written import Circumstances, Pages, replaced, section, targets_table

DOCS = Path(__file__).parents[2] / "docs"
PARTS = tuple(part for part in bench._parser()._actions[1].choices or () if part not in {"all", "pages"})
BEFORE = "# A\n\n<!-- bench: targets -->\n<!-- end: targets -->\n\nby hand\n<!-- bench: one -->\nold\n<!-- end: one -->\nby hand, too\n"
FAST = Target("fast", 3.0, 1.2, at_least=True, goal=12)
SMALL = Target("small", 100, 450, at_least=False, unit="MB", goal=300)


def arguments(*, write: bool) -> argparse.Namespace:
    return bench._parser().parse_args(["gateway", *(["--write"] if write else [])])


@pytest.mark.parametrize("part", PARTS)
def test_each_part_has_its_section(part: str) -> None:
    """A part whose section is missing would be measured for nothing."""
    assert section((DOCS / written.PAGES.get(part, written.PAGE)).read_text(encoding="utf-8"), part)


def test_the_table_of_targets_is_there() -> None:
    """It collects the rows of all parts."""
    section((DOCS / written.PAGE).read_text(encoding="utf-8"), written.TARGETS)


def test_a_part_writes_its_section_and_its_targets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Everything by hand stays as it was, byte for byte; what was printed is printed and stands on the page."""
    page = tmp_path / written.PAGE
    page.write_text(BEFORE, encoding="utf-8")

    def part() -> list[Target]:
        sys.stdout.write("     c=1\nrow  5\n\n| a |\n|---|\n| 1 |\n")
        return [FAST]

    assert Pages(tmp_path, arguments(write=True)).keep("one", part) == [FAST]
    text = page.read_text(encoding="utf-8")
    assert capsys.readouterr().out.startswith("     c=1\nrow  5\n")
    told, figures, table = section(text, "one").split("\n\n", 2)
    assert "`python -m bench one`" in told
    assert "load of the machine" in told
    assert " cores, " in told
    assert (figures, table) == ("```text\n     c=1\nrow  5\n```", "| a |\n|---|\n| 1 |")
    assert "| one | fast | ≥ 1.2 × | ≥ 12 × | 3.00 × | met | 4.0 times away |" in section(text, "targets")
    for name in ("one", "targets"):
        text = replaced(text, name, "x")
    assert text == replaced(replaced(BEFORE, "one", "x"), "targets", "x")


def test_without_the_flag_nothing_is_written(tmp_path: Path) -> None:
    """``python -m bench`` alone measures and prints."""
    assert Pages(tmp_path, arguments(write=False)).keep("one", lambda: [FAST]) == [FAST]
    assert list(tmp_path.iterdir()) == []


def test_a_missing_section_is_said_before_anything_is_measured(tmp_path: Path) -> None:
    """Ten minutes of a soak are not thrown away."""
    (tmp_path / written.PAGE).write_text(BEFORE, encoding="utf-8")
    with pytest.raises(LookupError, match="bench: two"):
        Pages(tmp_path, arguments(write=True)).keep("two", lambda: pytest.fail("it was measured"))


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("<!-- end: one -->\n<!-- bench: one -->", "the wrong way round"),
        ("<!-- bench: one -->\n", "no end"),
        ("<!-- bench: one -->\n<!-- end: one -->\n" * 2, "twice: which one is meant"),
    ],
)
def test_a_broken_section_is_refused(page: str, why: str) -> None:
    """A page is never cut at a guess."""
    with pytest.raises(LookupError):
        replaced(page, "one", why)


def test_a_part_replaces_only_its_own_targets() -> None:
    """Rows of the others stay, in their order; a part that is gone from a run keeps its last figures and their date."""
    table = targets_table("", "a", [FAST], "2026-11-01")
    table = targets_table(table, "b", [SMALL, FAST], "2026-11-02")
    table = targets_table(table, "a", [SMALL, FAST], "2026-11-03")
    rows = [(line.split(" | ")[0], line.split(" | ")[1], line.split(" | ")[-1]) for line in table.splitlines()[2:]]
    assert rows == [
        ("| a", "small", "2026-11-03 |"),
        ("| a", "fast", "2026-11-03 |"),
        ("| b", "small", "2026-11-02 |"),
        ("| b", "fast", "2026-11-02 |"),
    ]
    assert {line.count("|") for line in table.splitlines()} == {9}


@pytest.mark.parametrize(
    ("target", "away", "word"),
    [
        (FAST, 4.0, "4.0 times away"),
        (SMALL, 1 / 3, "reached"),
        (Target("late", 3.0, 2.0, at_least=False, goal=1.5), 2.0, "**not met** | 2.0 times away"),
        (Target("none", 3.0, 5.0, at_least=False), None, "met |  |"),
        (Target("nothing", 0.0, 5.0, at_least=True, goal=6), float("inf"), "inf times away"),
    ],
)
def test_how_far_a_goal_is(target: Target, away: float | None, word: str) -> None:
    """In times, whichever way better is."""
    assert target.away == (pytest.approx(away) if away is not None else None)
    assert word in target.row()


def test_circumstances_are_told() -> None:
    """Command, day, machine, load: without them a figure means nothing."""
    line = Circumstances("python -m bench held --streams 1000", "a processor, 2 cores", "2026-11-23", 0.5, 2.25).line()
    assert all(each in line for each in ("--streams 1000", "2026-11-23", "2 cores", "0.5 before, 2.2 at the end"))
    assert written.command("gateway", arguments(write=True)) == "python -m bench gateway --rounds 9 --seconds 0.7 --workers 1"
    assert " cores, " in written.machine()
