"""``celnice demo`` as a user runs it."""

import subprocess
import sys

import pytest

from gateway.demo.processes import clean_environment
from gateway.demo.prompts import PROMPTS
from support.clients import CLIENTS, needed


def demo(*more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "gateway.cli", "demo", *more]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=clean_environment(), timeout=250, check=False)


@pytest.mark.slow
def test_with_the_sdks() -> None:
    """With the vendors' SDKs every prompt goes as it should, and the table has a line for each."""
    done = demo("--clients", str(needed(CLIENTS)))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "V POŘÁDKU" in done.stdout
    assert all(prompt.czech in done.stdout for prompt in PROMPTS)
    assert "openai SDK" in done.stdout
    assert not [value for prompt in PROMPTS for value in prompt.planted if value in done.stdout]


@pytest.mark.slow
def test_with_curl_only(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the SDKs curl sends everything, and the demo says so."""
    monkeypatch.chdir(str(tmp_path))
    done = demo()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "všechny dotazy posílá curl" in done.stdout
