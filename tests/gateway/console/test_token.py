"""The API token's file."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gateway.console.token import FILE, SHORTEST, load_or_create
from gateway.errors import UserError


def test_it_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    """The first start makes it with mode 0600 in a folder of mode 0700; later starts read it."""
    folder = tmp_path / "data"
    token = load_or_create(folder)
    assert len(token) >= SHORTEST
    assert load_or_create(folder) == token
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in folder.iterdir()] == [FILE], "nothing else is left behind"
    assert load_or_create(tmp_path / "other") != token


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    """Whoever comes first makes it; all read the same one."""
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: load_or_create(tmp_path), range(32)))) == 1


@pytest.mark.parametrize(
    ("content", "mode", "says"),
    [
        ("x" * SHORTEST, 0o644, "chmod 600"),
        ("x" * SHORTEST, 0o660, "chmod 600"),
        ("short", 0o600, "at least"),
        ("", 0o600, "at least"),
        ("two words " * 5, 0o600, "at least"),
        ("ž" * SHORTEST, 0o600, "at least"),
    ],
)
def test_a_bad_file_refuses_with_the_fix(tmp_path: Path, content: str, mode: int, says: str) -> None:
    """An open, short or broken file stops the start in one line that does not hold the token."""
    (tmp_path / FILE).write_text(content)
    (tmp_path / FILE).chmod(mode)
    with pytest.raises(UserError, match=says) as caught:
        load_or_create(tmp_path)
    assert not content or content not in str(caught.value)


def test_an_administrators_own_token_is_taken(tmp_path: Path) -> None:
    """A token that was put there is kept as it is, but for its line end."""
    (tmp_path / FILE).write_text("k" * SHORTEST + "\n")
    (tmp_path / FILE).chmod(0o600)
    assert load_or_create(tmp_path) == "k" * SHORTEST


def test_a_folder_that_cannot_be_is_an_error_with_the_fix(tmp_path: Path) -> None:
    """A file where the folder should be is told in one line."""
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="check the folder"):
        load_or_create(tmp_path / "file" / "below")
    assert os.listdir(tmp_path) == ["file"]
