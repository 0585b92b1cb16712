"""Trying a text on the detectors and the policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from detectors.finding import Finding
from gateway import precheck
from gateway.console.trial import LONGEST
from gateway.decide.action import Action
from gateway.decide.policy import Policy
from gateway.decide.rules import Rule, Situation
from gateway.precheck import Prechecked
from support.console import BEARER, Client, Parts, ours, security

XSS = "<script>alert(1)</script>"
TEXT = "Jana Vzorová 715319/2743 Karel Čapek"
SCAN = (
    Finding("PERSON", 0, 12, 0.91, "person.model", None, True),
    Finding("CZ_BIRTH_NUMBER", 13, 24, 1.0, "cz_birth_number.slash", True),
    Finding("PERSON", 25, 36, 0.9, "person.model", public="historical"),
    Finding("PERSON", 25, 30, 0.2, "person.model"),
)
POLICY = Policy(rules=(Rule("jména smějí", Action.WARN, frozenset({"PERSON"}), groups=frozenset({"kultura"})),))
ASKED: list[Situation | None] = []


async def attempt(text: str, situation: Situation | None) -> Prechecked:
    ASKED.append(situation)
    return precheck.looked_at(precheck.of_text(text), [SCAN if len(text) > 30 else ()] if text else [], POLICY, situation)


def post(**fields: str) -> httpx.Response:
    ASKED.clear()
    app = Parts(security=replace(security(), attempt=attempt)).app()
    return Client(app).post("/try", headers=BEARER, files={name: (None, value) for name, value in ({"text": TEXT} | fields).items()})


def test_every_finding_is_shown_with_what_becomes_of_it() -> None:
    """Also what does not count: a public person, and what is too uncertain."""
    text = post().text
    for part in ("0,91", "cz_birth_number.slash", "veřejný údaj nebo osoba", "příliš nejisté", "zastaví se (výchozí pravidlo)"):
        assert part in text, part
    assert text.count('class="faint"') == 2


def test_a_situation_is_thought_out() -> None:
    """Tool, operation, groups and day; without a tool the default rules hold."""
    post(tool="openai", operation="chat.completions", groups="kultura, ,x", day="2027-07-01")
    assert [Situation("openai", "chat.completions", frozenset({"kultura", "x"}), datetime(2027, 7, 1, 10, tzinfo=UTC))] == ASKED
    post(tool="nothing")
    assert ASKED == [None]


def test_the_rule_that_decides_is_named() -> None:
    """By the office's own name."""
    assert "musí se zdůvodnit (pravidlo „jména smějí“)" in post(tool="openai", groups="kultura").text


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [({"day": "soon"}, 422, "Den nemá správný tvar"), ({"text": "x" * (LONGEST + 1)}, 413, "příliš dlouhý")],
)
def test_limits_are_said(fields: dict[str, str], status: int, says: str) -> None:
    """Too long, or no day."""
    answer = post(**fields)
    assert answer.status_code == status
    assert says in answer.text


def test_nothing_is_logged_and_markup_is_text(caplog: pytest.LogCaptureFixture) -> None:
    """What was tried comes back to whoever tried it, as text."""
    answer = post(text=f"{XSS} {TEXT}", operation=f'">{XSS}', groups=f'">{XSS}', tool="openai")
    assert XSS not in answer.text
    assert "715319" not in ours(caplog)
    assert answer.headers["cache-control"] == "no-store"


def test_the_form_offers_the_whole_catalogue() -> None:
    """Also tools that nobody approved yet: a policy is tried before."""
    page: Any = Client(Parts().app()).get("/try", headers=BEARER).text
    assert '<option value="deepseek">DeepSeek</option>' in page
