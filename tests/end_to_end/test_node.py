"""Node's openai through the real gateway: once answered, once refused, through both entrances. Needs node and npm."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, NoReturn

import pytest

from gateway.demo.processes import clean_environment
from gateway.demo.replies import TEXT
from gateway.store.keyfile import locked
from support.clients import ROOT
from support.gateway_process import Gateway
from support.persons import BIRTH_NUMBER, CLEAN, SAYS_BIRTH_NUMBER

SOURCE = Path(__file__).parent / "clients" / "node"
INSTALLED = ROOT / ".venv-node"
"""Beside the Python clients, and ignored as they are."""

INSTALL_SECONDS = 180


def missing(reason: str) -> NoReturn:
    """A skip that says why; in CI a failure, so that nothing goes untested unnoticed."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def node() -> str:
    """Node, with the SDK beside our script; installed from the lock file when it is not there yet."""
    program, npm = shutil.which("node"), shutil.which("npm")
    if program is None or npm is None:
        missing("node or npm is not installed")
    with locked(INSTALLED):
        install(npm)
    return program


def install(npm: str) -> None:
    """What the lock file names, and our script; nothing is written when all of it is there (another process may be reading it)."""
    lock = (SOURCE / "package-lock.json").read_bytes()
    marker = INSTALLED / "installed-from.json"
    if not marker.exists() or marker.read_bytes() != lock:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(SOURCE / name, INSTALLED)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(INSTALLED)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=INSTALL_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            missing("npm ci did not end in time")
        if done.returncode:
            missing("npm ci failed: is there a package registry?")
        marker.write_bytes(lock)
    script = INSTALLED / "openai.mjs"
    if not script.exists() or script.read_bytes() != (SOURCE / "openai.mjs").read_bytes():
        shutil.copy(SOURCE / "openai.mjs", script)


def call(node: str, house: Gateway, entrance: str, **task: Any) -> dict[str, Any]:
    """One call, in a process of its own."""
    where = {"baseURL": f"{house.entrance}/openai/v1"} if entrance == "base_url" else {"proxy": house.proxy, "ca": str(house.ca)}
    done = subprocess.run(
        [node, str(INSTALLED / "openai.mjs")],
        input=json.dumps({**where, **task}).encode(),
        capture_output=True,
        timeout=200,
        check=True,
        env=clean_environment(),
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
@pytest.mark.parametrize("entrance", ["proxy", "base_url"])
def test_a_clean_prompt_is_answered(node: str, house: Gateway, entrance: str, stream: bool) -> None:
    """The answer comes back whole."""
    assert call(node, house, entrance, text=CLEAN, stream=stream) == {"ok": True, "text": TEXT, "requests": 1}


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
@pytest.mark.parametrize("entrance", ["proxy", "base_url"])
def test_a_planted_prompt_is_refused_once(node: str, house: Gateway, entrance: str, stream: bool) -> None:
    """A birth number raises PermissionDeniedError at the first request, and nothing reaches the provider."""
    result = call(node, house, entrance, text=SAYS_BIRTH_NUMBER, stream=stream)
    assert (result["error"], result["status"], result["code"], result["requests"]) == ("PermissionDeniedError", 403, "czech_pii_blocked", 1)
    assert BIRTH_NUMBER not in result["message"]
    assert house.provider.untouched()
