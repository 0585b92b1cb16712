"""The employee's first page."""

from __future__ import annotations

from typing import Any

from gateway.console.access import Role
from gateway.console.visitor import Visitor
from gateway.record.breach.case import Case
from gateway.record.breach.step import State
from support.console import BEARER, START, TOOLS, Client, MemoryRow, Parts, employee, event

XSS = "<script>alert(1)</script>"
JANA = Visitor(frozenset({Role.EMPLOYEE}), "jana", "Jana Vzorová", session="s", csrf="c")
SIGNED_IN = {"Cookie": "celnice_session=jana"}


def page(headers: dict[str, str] = SIGNED_IN, **more: Any) -> str:
    parts = Parts(visitor={"jana": JANA}.get, **more)
    answer = Client(parts.app()).get("/start", headers=headers)
    assert answer.status_code == 200
    return answer.text


def test_tools_rules_and_ways_on_are_there() -> None:
    """What may be used with its conditions, five rules, and where to go."""
    text = page()
    for part in ('href="/tools/openai"', "Výstup vždy ověřte.", 'href="/check"', 'href="/tools/request"', 'href="/report"'):
        assert part in text, part
    assert text.count("<li>", text.index("Pět pravidel"), text.index('id="mine"')) == 5
    assert "schválen žádný nástroj" in page(tools=lambda: {**TOOLS, "tools": []})


def test_only_my_own_events_are_mine() -> None:
    """By the account that signed in, and nobody else's."""
    own = {"jana": [MemoryRow(1, event(1))], "karel": [MemoryRow(2, event(2))]}
    text = page(employee=employee(own=own))
    assert "evt-1" in text
    assert "evt-2" not in text
    assert "Brána vám zatím nic nezastavila" in page()


def test_the_token_is_nobody() -> None:
    """Who signed in by the token has no notices of their own."""
    assert "až se přihlásíte svým účtem" in page(BEARER)


def test_an_employee_begins_here() -> None:
    """The first page leads on."""
    answer = Client(Parts(visitor={"jana": JANA}.get).app()).get("/", headers=SIGNED_IN)
    assert (answer.status_code, answer.headers["location"]) == (303, "/start")


def test_what_is_stored_is_shown_as_text() -> None:
    """Markup in an event or in a tool's words is harmless."""
    own = {"jana": [MemoryRow(1, event(1, tool=f'">{XSS}', kinds={XSS: 1}, reason=XSS, verdict=XSS, id=XSS))]}
    assert XSS not in page(employee=employee(own=own))
    tools = {**TOOLS, "tools": [{**TOOLS["tools"][0], "name": XSS, "conditions": [XSS]}]}
    assert XSS not in page(tools=lambda: tools)


def test_a_superior_sees_what_their_people_reported() -> None:
    """The case, when, what, and how it stands; nobody else sees it, and nothing of it is a link to what is not theirs."""
    facts = {"title": XSS, "superior": "jana"}
    cases = [Case("2027-0001", State.SUSPECTED, {"reported": START}, facts=facts), Case("2027-0002", times={"reported": START})]
    text = page(employee=employee(cases))
    assert 'id="reports"' in text
    assert "2027-0001" in text
    assert "2027-0002" not in text
    assert XSS not in text
    assert 'href="/cases/' not in text
    assert 'id="reports"' not in page(BEARER, employee=employee(cases)), "behind the token stands nobody's superior"
