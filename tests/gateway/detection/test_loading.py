"""The analyzer follows the office's list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gateway.detection.loading import Listed, load
from gateway.detection.public_list import PublicList
from gateway.errors import UserError
from gateway.settings import Detection, Settings
from support.found import analyzer

LIST = '[[public]]\nvalue = "{value}"\nwhy = "podatelna"\nwho = "pověřenec"\nuntil = 2030-12-31\n'
TEXT = "Pište na podatelna@kraj.example do pátku."


def private(listed: Listed) -> int:
    """Findings of the text that are not public."""
    return sum(finding.public is None for finding in listed.analyze(TEXT))


def test_the_list_holds_from_the_next_scan_on(tmp_path: Path) -> None:
    """A change and the end of an entry's last day take effect without a restart, in both directions."""
    file = tmp_path / "list.toml"
    file.write_text(LIST.format(value="jina@kraj.example"))
    day = [date(2030, 12, 30)]
    listed = Listed(analyzer(), PublicList(file, lambda: day[0]), lambda: day[0])
    assert private(listed) == 1
    file.write_text(LIST.format(value="podatelna@kraj.example"))
    assert private(listed) == 0
    day[0] = date(2030, 12, 31)
    assert private(listed) == 0, "its last day"
    day[0] = date(2031, 1, 1)
    assert private(listed) == 1


def test_nothing_is_made_anew_when_nothing_changed(tmp_path: Path) -> None:
    """One look at the file, and the same analyzer."""
    file = tmp_path / "list.toml"
    file.write_text(LIST.format(value="a@b.example"))
    listed = Listed(analyzer(), PublicList(file))
    assert listed.now() is listed.now()


def test_a_bad_list_stops_the_start(tmp_path: Path) -> None:
    """There is no list before it that could stay in force."""
    file = tmp_path / "list.toml"
    file.write_text("x = 1")
    with pytest.raises(UserError, match=r"list\.toml"):
        load(Settings(detection=Detection(public_list=file)))


def test_without_a_list() -> None:
    """The setting is optional."""
    assert private(load(Settings())) == 1
