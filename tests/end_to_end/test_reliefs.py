"""Reported mistakes mended in the console of a running gateway: what two persons agreed on passes within seconds, without a restart."""

from __future__ import annotations

import json
import re
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from gateway.configuration import load
from gateway.demo.outcome import HttpAnswer
from gateway.demo.run import HOSTS, KEYS, PATHS
from gateway.record.false_alarm import FalseAlarm, Why
from gateway.store.false_alarms import FalseAlarmStore
from gateway.store.url import store_url
from support.gateway_process import Gateway, gateway, sdk_bodies
from support.stand_in import Provider

pytestmark = pytest.mark.slow

ACCOUNT = "19-2000145399/0800"
LISTED, LOWERED = f"Správní poplatek plaťte na účet {ACCOUNT}.", "Pošlete to na jana.vzorova@kraj.example."
WAIT = 60.0
"""Seconds for what takes three: a loaded machine."""


def _sent(house: Gateway, text: str) -> HttpAnswer:
    body = json.dumps(sdk_bodies("openai", text)).encode()
    return house.curl.send(HOSTS["openai"] + PATHS["openai"], body, KEYS["openai"])


def _status(house: Gateway, text: str) -> int:
    return _sent(house, text).status


def _passes(house: Gateway, text: str) -> bool:
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        if _status(house, text) == 200:
            return True
        time.sleep(0.2)
    return False


def _reported(house: Gateway, text: str) -> dict[str, Any]:
    """The event of a stopped text that its author calls a mistake."""
    answer = _sent(house, text)
    assert answer.status == 403
    event = house.event_of(answer)
    with closing(FalseAlarmStore(store_url(load(house.folder / "celnice.toml", {})))) as alarms:
        alarms.add(FalseAlarm(event["id"], datetime.now(UTC), event["tool"], Why.PUBLIC, event["kinds"], event["rules"]))
    return event


def test_what_was_confirmed_holds_without_a_restart(tmp_path: Path, shared_provider: Provider) -> None:
    """A listed value and a lowered rule; the same person may not do both steps; what officials did is on their page."""
    day = (datetime.now(UTC) + timedelta(days=90)).date().isoformat()
    with (
        gateway(tmp_path / "house", shared_provider) as house,
        httpx.Client(base_url=f"http://127.0.0.1:{house.ports.console}", trust_env=False) as ask,
    ):
        ask.headers["authorization"] = f"Bearer {house.token}"
        for text, choose in ((LISTED, None), (LOWERED, {"what": "rule", "action": "ignore", "kinds": "EMAIL_ADDRESS"})):
            page = f"/false-alarms/{_reported(house, text)['id']}"
            shown = ask.get(page, timeout=WAIT).text
            chosen = choose or {"what": "value:" + re.findall(r'value="value:([0-9a-f]+)"', shown)[0]}
            wanted = {"why": "účet úřadu", "until": day, "who": "Petr"} | chosen
            assert "fault" not in ask.post(f"{page}/propose", data=wanted, timeout=WAIT).headers["location"]
            waits = re.findall(r'name="proposal" value="([0-9a-f]+)"', ask.get(page, timeout=WAIT).text)[0]
            decided = {"proposal": waits, "value": ACCOUNT, "step": "confirm"}
            assert "fault=same" in ask.post(f"{page}/decide", data=decided | {"who": "Petr"}, timeout=WAIT).headers["location"]
            assert _status(house, text) == 403, "one person alone changes nothing"
            assert ask.post(f"{page}/decide", data=decided | {"who": "Jana"}, timeout=WAIT).headers["location"] == "/false-alarms"
            assert _passes(house, text)
        assert _status(house, "Platba na účet 2000145399/0800.") == 403, "another account that ends like it"
        acts = ask.get("/audit?kind=relief", timeout=WAIT).text
        assert acts.count("Potvrzena úleva") == acts.count("Navržena úleva") == 2
        assert ACCOUNT not in house.log()
