"""The office's own texts."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from gateway.act.language import LANGUAGES
from gateway.act.texts import parse, shipped
from gateway.answer_texts import LARGEST, defaults, read_texts
from gateway.errors import UserError


def test_files_by_language(tmp_path: Path) -> None:
    """What is there; a language without a file speaks our texts, and without a folder all do."""
    assert read_texts(None) == {}
    assert read_texts(tmp_path) == {}
    (tmp_path / "cs.toml").write_text('[common]\nfooter = "Úřad Vzorov"\n', encoding="utf-8")
    (tmp_path / "poznámky.txt").write_text("x")
    assert read_texts(tmp_path) == {"cs": '[common]\nfooter = "Úřad Vzorov"\n'}


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        ("cs.toml", "[common]\nfooter = 'a'\nfoter = 'b'\n", "cs.toml:3: common.foter is not known"),
        ("cs.toml", "\n[reasons.personal_data]\nwhat = '{name}'\n", "cs.toml:3: reasons.personal_data.what: {name} is not a placeholder"),
        ("en.toml", "[nothing]\n", "en.toml:1: nothing is not known"),
        ("en.toml", "[common\n", "en.toml: Expected"),
        ("de.toml", "", "de.toml: there are texts in cs.toml and en.toml only"),
        ("cs.toml", "#" * (LARGEST + 1), "cs.toml: longer than"),
    ],
)
def test_a_mistake_names_file_line_and_key(tmp_path: Path, name: str, text: str, error: str) -> None:
    """One line, with where it stands."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as raised:
        read_texts(tmp_path)
    assert error in str(raised.value)
    assert "\n" not in str(raised.value)


def test_what_cannot_be_read(tmp_path: Path) -> None:
    """A folder that is not there, a file that is no text."""
    with pytest.raises(UserError, match=r"answers\.texts"):
        read_texts(tmp_path / "none")
    (tmp_path / "cs.toml").write_bytes(b"\xff")
    with pytest.raises(UserError, match="UTF-8"):
        read_texts(tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_defaults_change_nothing_until_they_are_edited(language: str) -> None:
    """As written they are no texts of the office's; with every mark taken away they are ours, whole."""
    written = "\n".join(defaults(language))
    assert parse(shipped(language), language, written) == parse(shipped(language), language)
    edited = "\n".join(line.removeprefix("# ") if " = " in line else line for line in written.splitlines())
    assert tomllib.loads(edited) == tomllib.loads(shipped(language))
