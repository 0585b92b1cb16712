"""A request with tokens in place of its values."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from allowlist.answers import Approved, Role
from detectors.finding import Finding
from gateway.act.pseudonyms import CannotPseudonymise
from gateway.decide.action import Action
from gateway.decide.policy import Policy
from gateway.decide.rules import Period, Permission, Rule, Situation
from gateway.extract.registry import formats
from gateway.model import RequestHead
from gateway.pipeline import Request, judge, read
from gateway.pseudonymising import WHOLE_HISTORY, pseudonymised

NOW = datetime(2026, 11, 22, tzinfo=UTC)
PERIOD = Period(NOW, NOW + timedelta(days=1))
POLICY = Policy(rules=(Rule("r", Action.PSEUDONYMISE),), permissions={"openai": Permission("openai", "WG", PERIOD)})
HERE = Situation("openai", "chat", frozenset(), NOW)
RC = "715319/2743"


def run(body, name="openai_chat", query=""):
    head = RequestHead("https", "api.example", 443, "POST", "/v1/x", query, (("content-type", "application/json"),))
    request = Request(head, json.dumps(body).encode(), Approved("openai", "chat", Role.PROMPT, "test", name), 100_000)
    reading = read(request, formats())
    scans = [tuple(Finding("CZ_BIRTH_NUMBER", at, at + len(RC), 0.9, "t") for at in [text.find(RC)] if at >= 0) for text in reading.texts]
    return pseudonymised(reading, judge(reading, scans, POLICY, HERE), POLICY, HERE, formats())


def chat(*texts):
    return {"model": "m", "messages": [{"role": "user", "content": text} for text in texts]}


def test_every_turn():
    """One value one token in all turns; everything else stays as it was, and the new body is read again."""
    changed = run(chat(f"r. č. {RC}", "nic", f"znovu {RC}"))
    assert json.loads(changed.body) == chat("r. č. [RODNE_CISLO_1]", "nic", "znovu [RODNE_CISLO_1]")
    assert not any(RC in text for text in changed.reading.texts)
    assert RC not in repr(changed)


@pytest.mark.parametrize(
    ("body", "name", "query", "reason"),
    [
        (chat(RC), "chatgpt_web", "", "format"),
        ({RC: 1, **chat("x")}, "openai_chat", "", "key"),
        (chat("x"), "openai_chat", f"q={RC}", "url"),
    ],
)
def test_where_it_cannot_be_done(body, name, query, reason):
    """A page whose history stays with the provider, a value in a key, one in the address."""
    if name != "openai_chat":
        assert name not in WHOLE_HISTORY
        return
    with pytest.raises(CannotPseudonymise) as caught:
        run(body, name, query)
    assert caught.value.reason == reason


def test_the_formats_exist():
    """Every format that is named can be read and answered."""
    assert set(formats()) >= WHOLE_HISTORY
