"""Text recognition."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.doctor.api import State
from gateway.doctor.checks.ocr import CHECK
from support.doctor import around, worst


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Tesseract that knows Czech and English."""
    file = tmp_path / "bin" / "tesseract"
    file.parent.mkdir()
    file.write_text("#!/bin/sh\necho 'List of available languages (2):'\necho ces\necho eng\n")
    file.chmod(0o755)
    monkeypatch.setenv("PATH", f"{file.parent}:/bin:/usr/bin")
    return file


@pytest.mark.parametrize(
    ("languages", "state", "word"),
    [
        (["ces"], State.OK, "ces"),
        (["ces", "slk"], State.FAULT, "apt install tesseract-ocr-slk,"),
        (["ces", "chi_sim"], State.FAULT, "tesseract-ocr-chi-sim"),
        ([], State.WARNING, "switched off"),
    ],
)
def test_languages(tmp_path: Path, program: Path, languages: list[str], state: State, word: str) -> None:
    """What is missing is named as a Debian package."""
    found, said = worst(CHECK, around(tmp_path, documents={"ocr_languages": languages}))
    assert found is state
    assert word in said


def test_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every picture is stopped then."""
    monkeypatch.setenv("PATH", str(tmp_path))
    state, said = worst(CHECK, around(tmp_path))
    assert state is State.FAULT
    assert "apt install tesseract-ocr tesseract-ocr-ces tesseract-ocr-slk" in said
