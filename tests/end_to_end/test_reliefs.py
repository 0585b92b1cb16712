"""Reported mistakes mended in the console of a running gateway: what two persons agreed on passes within seconds, without a restart."""

from __future__ import annotations

import json
import re
import time
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher

from gateway.accounts.account import Account
from gateway.accounts.role import Role
from gateway.configuration import load
from gateway.demo.outcome import HttpAnswer
from gateway.demo.run import HOSTS, KEYS, PATHS
from gateway.record.false_alarm import FalseAlarm, Why
from gateway.store.accounts import AccountStore
from gateway.store.false_alarms import FalseAlarmStore
from gateway.store.url import store_url
from support.gateway_process import Gateway, gateway, sdk_bodies
from support.reception import PASSWORD
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


PEOPLE = {"petr": ("Petr Vzorový", Role.IT_SECURITY), "jana": ("Jana Vzorová", Role.DPO)}
"""Account: name and role. Petr also signs with Jana's name, which makes him nobody else."""


def _signed_in(house: Gateway, stack: ExitStack) -> list[httpx.Client]:
    """A client of each person, with the session that the sign-in page gave."""
    hashed = PasswordHasher(1, 8, 1).hash(PASSWORD)
    with closing(AccountStore(store_url(load(house.folder / "celnice.toml", {})))) as keeper:
        for account, (name, role) in PEOPLE.items():
            keeper.put(Account(account, name, frozenset({role}), hashed))
    base = f"http://127.0.0.1:{house.ports.console}"
    found = []
    for account in PEOPLE:
        found.append(stack.enter_context(httpx.Client(base_url=base, trust_env=False, timeout=WAIT, headers={"Origin": base})))
        answer = found[-1].post("/sign-in", data={"account": account, "password": PASSWORD})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
    return found


def test_what_was_confirmed_holds_without_a_restart(tmp_path: Path, shared_provider: Provider) -> None:
    """A listed value and a lowered rule; the same person may not do both steps; what officials did is on their page."""
    day = (datetime.now(UTC) + timedelta(days=90)).date().isoformat()
    with gateway(tmp_path / "house", shared_provider, console='second_factor = "nobody"\n') as house, ExitStack() as stack:
        petr, jana = _signed_in(house, stack)
        for text, choose in ((LISTED, None), (LOWERED, {"what": "rule", "action": "ignore", "kinds": "EMAIL_ADDRESS"})):
            page = f"/false-alarms/{_reported(house, text)['id']}"
            shown = petr.get(page).text
            chosen = choose or {"what": "value:" + re.findall(r'value="value:([0-9a-f]+)"', shown)[0]}
            wanted = {"why": "účet úřadu", "until": day, "who": "Jana Vzorová"} | chosen
            bearer = {"authorization": f"Bearer {house.token}"}
            by_token = stack.enter_context(httpx.Client(base_url=petr.base_url, headers=bearer, trust_env=False, timeout=WAIT))
            assert "fault=person" in by_token.post(f"{page}/propose", data=wanted).headers["location"]
            assert "fault" not in petr.post(f"{page}/propose", data=wanted).headers["location"]
            waits = re.findall(r'name="proposal" value="([0-9a-f]+)"', jana.get(page).text)[0]
            decided = {"proposal": waits, "value": ACCOUNT, "step": "confirm"}
            assert petr.post(f"{page}/decide", data=decided).status_code == 403, "the officer decides"
            assert "fault=person" in by_token.post(f"{page}/decide", data=decided | {"who": "Jana"}).headers["location"]
            assert _status(house, text) == 403, "one person alone changes nothing"
            assert jana.post(f"{page}/decide", data=decided).headers["location"] == "/false-alarms"
            assert _passes(house, text)
        assert _status(house, "Platba na účet 2000145399/0800.") == 403, "another account that ends like it"
        acts = jana.get("/audit?kind=relief").text
        assert acts.count("Potvrzena úleva") == acts.count("Navržena úleva") == 2
        assert "Petr Vzorový (petr)" in acts.replace("\u00a0", " ")
        assert ACCOUNT not in house.log()
