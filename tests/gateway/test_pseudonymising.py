"""A request with tokens in place of its values."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from allowlist.answers import Approved, Role
from detectors.finding import Finding
from gateway.act.pseudonyms import CannotPseudonymise
from gateway.decide.action import Action
from gateway.decide.policy import Policy
from gateway.decide.rules import Period, Permission, Rule, Situation
from gateway.extract.registry import formats, sockets
from gateway.model import RequestHead
from gateway.pipeline import Request, judge, read
from gateway.pseudonymising import changed, planned
from gateway.server_state import KEPT_HISTORY, UPLOADS, WHOLE_HISTORY, kept_under

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
    plan = planned(judge(reading, scans, POLICY, HERE), POLICY, HERE)
    return changed(reading, plan, {}, formats())


def chat(*texts):
    return {"model": "m", "messages": [{"role": "user", "content": text} for text in texts]}


def test_every_turn():
    """One value one token in all turns; everything else stays as it was, and the new body is read again."""
    made = run(chat(f"r. č. {RC}", "nic", f"znovu {RC}"))
    assert json.loads(made.body) == chat("r. č. [RODNE_CISLO_1]", "nic", "znovu [RODNE_CISLO_1]")
    assert not any(RC in text for text in made.reading.texts)
    assert RC not in repr(made)


@pytest.mark.parametrize(
    ("body", "name", "query", "reason"),
    [
        ({"input": RC}, "openai_embeddings", "", "format"),
        ({RC: 1, **chat("x")}, "openai_chat", "", "key"),
        (chat("x"), "openai_chat", f"q={RC}", "url"),
    ],
)
def test_where_it_cannot_be_done(body, name, query, reason):
    """A page whose history stays with the provider, a value in a key, one in the address."""
    with pytest.raises(CannotPseudonymise) as caught:
        run(body, name, query)
    assert caught.value.reason == reason


def test_the_formats_exist():
    """Every format that is named can be read and answered."""
    assert set(formats()) >= WHOLE_HISTORY | UPLOADS
    assert set(formats()) | set(sockets()) >= KEPT_HISTORY
    assert not WHOLE_HISTORY & KEPT_HISTORY


def test_pieces_of_an_upload():
    """What leaves as it came cannot be changed: it blocks."""
    head = RequestHead("https", "api.example", 443, "PUT", "/x", "", (("content-type", "text/plain"),))
    request = Request(head, RC.encode(), Approved("openai", "file", Role.UPLOAD, "test", "raw_file"), 100_000)
    assert kept_under(read(request, formats())) == "files"
    with pytest.raises(CannotPseudonymise, match="pieces"):
        kept_under(read(replace(request, fixed=True), formats()))
