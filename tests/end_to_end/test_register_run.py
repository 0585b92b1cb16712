"""The register of a running node: what the working group does on the command line reaches every proxy process."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from allowlist.workflow import working_days
from allowlist.workflow.case import Case, take
from allowlist.workflow.step import Action, Step
from gateway.demo.processes import clean_environment
from gateway.settings import Data, Settings
from gateway.store.register import RegisterStore
from gateway.store.url import store_url
from support.gateway_process import Gateway, gateway, sdk_bodies
from support.persons import CLEAN
from support.stand_in import provider
from support.workflow import WAY, step

REFRESH = 1
PATIENCE = 60.0
"""Seconds: two proxy processes, on a machine that may be busy."""

pytestmark = pytest.mark.slow


def published(tool: str, now: datetime) -> list[Step]:
    """A history that ends with a publication whose days hold now."""
    case, steps = Case(tool), []
    start = now - timedelta(days=90)
    first = working_days.earliest_start((start + timedelta(days=10)).date())
    dates = {
        "approved_from": first.isoformat(),
        "approved_until": (now + timedelta(days=200)).date().isoformat(),
        "next_review": (now + timedelta(days=100)).date().isoformat(),
        "contract_until": (now + timedelta(days=300)).date().isoformat(),
    }
    for number, (action, part, why, facts) in enumerate(WAY):
        given: Mapping[str, object] = {**facts, **dates} if action is Action.APPROVE else facts
        steps.append(step(case, action, part, why, given, at=start + timedelta(days=number)))
        case = take(case, steps[-1])
    return steps


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Gateway]:
    """Two proxy processes over a store in which the working group has published the tool."""
    with provider(tmp_path / "provider") as there:
        more = f"[approval]\nrefresh_seconds = {REFRESH}\n"
        with gateway(tmp_path / "gateway", there, workers=2, more=more) as running:
            with closing(RegisterStore(store_url(Settings(data=Data(dir=running.data))))) as store:
                store.take_over(published("openai", datetime.now(UTC)))
            yield running


def celnice(house: Gateway, *arguments: str) -> str:
    command = [sys.executable, "-P", "-m", "gateway.cli", "--config", str(house.folder / "celnice.toml"), "allowlist", *arguments]
    done = subprocess.run(command, cwd=house.folder, env=clean_environment(), capture_output=True, text=True, timeout=200, check=True)
    return done.stdout


def statuses(house: Gateway) -> set[int]:
    """What fresh connections are answered: enough of them to meet both processes."""
    body = json.dumps(sdk_bodies("openai", CLEAN)).encode()
    headers = {"content-type": "application/json", "authorization": "Bearer k"}
    return {house.curl.send("https://api.openai.com/v1/chat/completions", body, headers=headers).status for _ in range(12)}


def awaits(house: Gateway, status: int) -> None:
    until = time.monotonic() + PATIENCE
    while statuses(house) != {status}:
        assert time.monotonic() < until, f"the processes never all answered {status}"


def test_a_suspension_reaches_every_process(house: Gateway) -> None:
    """Suspended on the command line, closed in both proxies without a restart; resumed, open again; the console says the same."""
    awaits(house, 200)
    celnice(house, "suspend", "openai", "--why", "zkouška", "--who", "Ing. Vzor")
    awaits(house, 403)
    until = time.monotonic() + PATIENCE
    while "pozastaveno" not in house.api("GET", "/tools/openai")[1].decode():  # the console follows the register by itself
        assert time.monotonic() < until, "the console never said so"
    celnice(house, "act", "openai", "resume", "--why", "konec zkoušky", "--who", "Ing. Vzor")
    awaits(house, 200)
    assert "suspend" in celnice(house, "history", "openai")
