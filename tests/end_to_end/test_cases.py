"""A case of a running node, by its API alone: from a stopped prompt over the kill switch to the reminder in a feed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from support.gateway_process import Gateway, gateway, sdk_bodies
from support.persons import CLEAN, SAYS_BIRTH_NUMBER
from support.stand_in import provider

PATIENCE = 60.0
"""Seconds, on a machine that may be busy."""

pytestmark = pytest.mark.slow


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Gateway]:
    """One node with a feed into a file."""
    with provider(tmp_path / "provider") as there:
        more = f'[feeds.soubor]\nkind = "file"\npath = "{tmp_path}/feed.jsonl"\ncontent = ["cases"]\n'
        with gateway(tmp_path / "gateway", there, more=more) as running:
            yield running


def awaited[T](look: Callable[[], T | None]) -> T:
    until = time.monotonic() + PATIENCE
    while (found := look()) is None:
        assert time.monotonic() < until, "it never came"
        time.sleep(0.2)
    return found


def asked(house: Gateway, method: str, path: str, body: Any = None) -> Any:
    status, answer = house.api(method, f"/api/v1/breaches{path}", body)
    assert status in {200, 201}, answer
    return json.loads(answer)


def sent(house: Gateway, text: str) -> int:
    body = json.dumps(sdk_bodies("openai", text)).encode()
    headers = {"content-type": "application/json", "authorization": "Bearer k"}
    return int(house.curl.send("https://api.openai.com/v1/chat/completions", body, headers=headers).status)


def test_from_a_stopped_prompt_to_a_reminder(house: Gateway, tmp_path: Path) -> None:
    """The stopped prompt is a case; its tool is suspended at the proxy and lifted again; an incident of yesterday is reminded of."""
    assert sent(house, SAYS_BIRTH_NUMBER) == 403
    found = awaited(lambda: next(iter(asked(house, "GET", "")["items"]), None))
    case = asked(house, "GET", f"/{found['id']}")
    assert (case["state"], case["left"], case["tool"]) == ("suspected", False, "openai")

    def acted(path: str, **given: Any) -> None:
        nonlocal case
        case = asked(house, "POST", f"/{case['id']}/{path}", {"who": "Pověřenec", "version": case["version"], **given})

    acted("stop", what="tool", why="prověřujeme")
    assert case["stopped"] == ["tool"]
    awaited(lambda: sent(house, CLEAN) == 403 or None)
    acted("stop", what="tool", why="prověřeno", on=False)
    awaited(lambda: sent(house, CLEAN) == 200 or None)
    acted("steps", action="receive")
    aware = (datetime.now(UTC) - timedelta(hours=25)).isoformat()
    acted("steps", action="classify", why="údaje byly jinde", **{"as": "incident", "aware": aware})

    def reminded() -> Any:
        written = (tmp_path / "feed.jsonl").read_bytes() if (tmp_path / "feed.jsonl").exists() else b""
        lines = written.split(b"\n")[:-1]  # the feed may be in the middle of the last one
        return next((one for one in map(json.loads, lines) if one["type"] == "celnice.breach.deadline_near"), None)

    event = awaited(reminded)
    assert (event["data"]["case"], event["data"]["hours_left"]) == (case["id"], 47)
