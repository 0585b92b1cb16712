"""Reporting a suspected breach."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from gateway.console.access import Role
from gateway.console.visitor import Visitor
from gateway.record.breach.case import Case
from gateway.record.breach.step import State
from support.console import BEARER, START, Client, Office, Parts, employee, ours

XSS = "<script>alert(1)</script>"
JANA = Visitor(frozenset({Role.EMPLOYEE}), "jana", "Jana Vzorová", session="s", csrf="c")
FORM = {"title": "Poslala jsem seznam jinam", "detected": "2027-03-14T08:30", "left": "unknown", "who": "Karel Vzorný"}


def client(cases: list[Case] | None = None) -> Client:
    return Client(Parts(employee=employee(cases), visitor={"jana": JANA}.get).app())


def send(cases: list[Case], headers: dict[str, str] = BEARER, **fields: str) -> httpx.Response:
    return client(cases).post("/report", headers=headers, data=FORM | fields)


def test_a_report_opens_a_case() -> None:
    """Suspected, received now to the second, found out when the form says, by the way of the superior."""
    cases: list[Case] = []
    answer = send(cases)
    assert answer.status_code == 200
    assert "2027-0001" in answer.text
    (case,) = cases
    assert (case.state, case.times["reported"]) == (State.SUSPECTED, START)
    assert case.times["detected"] == datetime(2027, 3, 14, 7, 30, tzinfo=UTC)
    assert dict(case.facts) == {"title": FORM["title"], "left": True, "source": "unknown", "route": "superior"}


@pytest.mark.parametrize(
    ("fields", "facts", "why"),
    [
        ({"left": "no"}, {"left": False}, "nothing left"),
        ({"left": "yes"}, {"left": True}, "it left"),
        ({"elected": "yes"}, {"route": "head_of_office"}, "an elected member's goes by the head of the hejtman's office"),
        ({"tool": "openai"}, {"tool": "openai"}, "with a tool"),
        ({"tool": "no-such"}, {}, "a tool that is none is left out"),
        ({"department": "odbor kultury", "recipient": "jiný úřad"}, {"department": "odbor kultury", "recipient": "jiný úřad"}, "more"),
    ],
)
def test_what_the_form_says_stands_in_the_case(fields: dict[str, str], facts: dict[str, Any], why: str) -> None:
    """Each answer in its field."""
    cases: list[Case] = []
    send(cases, **fields)
    assert facts.items() <= dict(cases[0].facts).items(), why


def test_whoever_signed_in_reports_under_their_own_name() -> None:
    """A form cannot say somebody else."""
    steps: list[Any] = []
    port = employee([])

    def report(make: Any, year: int) -> Case:
        steps.append(make(Case(f"{year}-0001")))
        return port.report(make, year)

    from dataclasses import replace

    parts = Parts(employee=replace(port, report=report), visitor={"jana": JANA}.get)
    headers = {"Cookie": "celnice_session=jana", "Origin": "http://127.0.0.1:8082"}
    assert Client(parts.app()).post("/report", headers=headers, data=FORM).status_code == 200
    assert steps[0].who == "Jana Vzorová"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": " "}, "Napište prosím jednou větou"),
        ({"title": "x" * 201}, "Napište prosím jednou větou"),
        ({"who": ""}, "Napište prosím své jméno"),
        ({"detected": "yesterday"}, "Čas zjištění"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(fields: dict[str, str], says: str, caplog: pytest.LogCaptureFixture) -> None:
    """The form comes back as it was filled in; no case is opened, nothing is logged."""
    cases: list[Case] = []
    answer = send(cases, **{"recipient": "jiný úřad", **fields})
    assert answer.status_code == 422
    assert says in answer.text
    assert 'value="jiný úřad"' in answer.text
    assert cases == []
    assert "jiný úřad" not in ours(caplog)


def test_nothing_is_found_out_in_the_future() -> None:
    """A clock that is ahead is taken for now."""
    cases: list[Case] = []
    send(cases, detected="2030-01-01T00:00")
    assert cases[0].times["detected"] == START


def test_the_time_is_there_already() -> None:
    """As a wall clock in Prague shows it."""
    assert 'value="2027-03-14T09:05"' in client().get("/report", headers=BEARER).text


def test_markup_is_text() -> None:
    """What somebody wrote comes back as text."""
    assert XSS not in send([], title="", what=XSS, department=f'">{XSS}', who=f'">{XSS}').text


@pytest.mark.parametrize(
    ("colleagues", "fields", "superior", "said", "reason"),
    [
        (Office("petr", mail=True), {}, "petr", "jde zpráva, že v\u00a0konzoli čeká hlášení", "named, with an address"),
        (Office("petr"), {}, "petr", "Váš nadřízený hlášení uvidí v\u00a0konzoli", "named, without"),
        (Office(), {"department": "odbor kultury"}, None, "vedoucímu odboru, který jste uvedli", "the head of the department"),
        (Office(), {}, None, "nikomu z\u00a0vedoucích zprávu neposlala", "nobody, and the page says so"),
        (None, {}, None, "nikomu z\u00a0vedoucích zprávu neposlala", "no directory"),
        (Office("petr", mail=True), {"elected": "yes"}, None, "přes vedoucího kanceláře hejtmana", "an elected member has no superior"),
    ],
)
def test_the_chain_of_heads_is_told(
    colleagues: Office | None, fields: dict[str, str], superior: str | None, said: str, reason: str
) -> None:
    """The case says who the superior is, and the page who is told of it: never somebody who is not."""
    cases: list[Case] = []
    parts = Parts(employee=employee(cases, colleagues=colleagues), visitor={"jana": JANA}.get)
    headers = {"Cookie": "celnice_session=jana", "Origin": "http://127.0.0.1:8082"}
    text = Client(parts.app()).post("/report", headers=headers, data=FORM | {"csrf": "c"} | fields).text
    assert cases[0].facts.get("superior") == superior, reason
    assert said.replace("\u00a0", " ") in text.replace("\u00a0", " "), reason
