"""``celnice config``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gateway.cli import main
from gateway.settings_page import page

APPROVED = "[tools.openai]\napproved_by = 'WG'\napproved_from = 2026-01-01\napproved_until = 2027-01-01\n"


def run(tmp_path: Path, text: str, *arguments: str) -> int:
    (tmp_path / "celnice.toml").write_text(text)
    return main(["--config", str(tmp_path / "celnice.toml"), "config", *arguments])


def test_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Settings and register are sound."""
    assert run(tmp_path, APPROVED, "check") == 0
    assert "1 approved tool" in capsys.readouterr().out


def test_check_names_a_wrong_entry(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A service that the catalogue does not know."""
    assert run(tmp_path, APPROVED.replace("openai", "opnai"), "check") == 2
    assert "opnai" in capsys.readouterr().err


def test_check_reads_the_public_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """How many entries hold today; a wrong one is named by its file and line."""
    entry = '[[public]]\nvalue = "a@b.example"\nwhy = "x"\nwho = "y"\nuntil = {until}\n'
    (tmp_path / "public.toml").write_text(entry.format(until="2099-01-01") + entry.format(until="2020-01-01"))
    text = APPROVED + "[detection]\npublic_list = 'public.toml'\n"
    assert run(tmp_path, text, "check") == 0
    assert "public list: 1 of 2 entries hold today" in capsys.readouterr().out
    (tmp_path / "public.toml").write_text(entry.format(until="2099-01-01") + "\n[[public]]\nvalue = 'x'\n")
    assert run(tmp_path, text, "check") == 2
    assert "public.toml: public entry 2 (line 7): why must be" in capsys.readouterr().err


def test_show_hides_the_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The URL may hold a password."""
    assert run(tmp_path, "[store]\nurl = 'postgresql+psycopg://u:tajne@h/d'\n", "show") == 0
    shown = capsys.readouterr().out
    assert "tajne" not in shown
    assert json.loads(shown)["store"]["url"] == "(set)"


def test_docs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The page of docs/settings.md."""
    assert run(tmp_path, "", "docs") == 0
    assert capsys.readouterr().out == page()


CONFIRMED = '[[policy.rules]]\nname = "z konzole"\naction = "warn"\nkinds = ["PERSON"]\n'


def test_what_the_console_decided_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its rules come first, say where they stem from, and stand in the words."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "confirmed-rules.toml").write_text(CONFIRMED)
    own = '[data]\ndir = "data"\n[[policy.rules]]\nname = "own"\naction = "block"\n'
    assert run(tmp_path, own, "show") == 0
    rules = json.loads(capsys.readouterr().out)["policy"]["rules"]
    assert [(one["name"], one["origin"]) for one in rules] == [("z konzole", "console"), ("own", "settings")]
    assert run(tmp_path, own, "check", "--lang", "en") == 0
    assert "1. z konzole: PERSON must be confirmed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"LANG": "cs_CZ.UTF-8"}, "Vše ostatní se zastaví."),
        ({"LANG": "cs_CZ.UTF-8", "LC_ALL": "C.UTF-8"}, "Everything else is blocked."),
        ({"LANG": "sk_SK.UTF-8"}, "Vše ostatní se zastaví."),
        ({}, "Everything else is blocked."),
    ],
)
def test_the_words_are_in_the_terminals_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], said: str
) -> None:
    """POSIX's order of variables; --lang stands before them."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert run(tmp_path, "", "check") == 0
    assert said in capsys.readouterr().out
    assert run(tmp_path, "", "check", "--lang", "cs") == 0
    assert "Vše ostatní se zastaví." in capsys.readouterr().out
