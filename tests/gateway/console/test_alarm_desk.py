"""The desk of reported mistakes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from gateway.accounts.role import Role
from gateway.console.alarm_desk import may_list
from gateway.console.visitor import Visitor
from gateway.record.false_alarm import Outcome
from support.console import BEARER, START, Client, MemoryStore, Parts, event
from support.reported import ALARM, Reported

XSS = "<script>alert(1)</script>"
WHO = {"who": "Mgr. Vzorová"}
ENTRY = WHO | {"step": "entry", "what": "value", "value": "70891508", "why": "IČO úřadu", "until": "2027-12-31"}
RULE = WHO | {"step": "rule", "kinds": "PERSON", "action": "warn", "until": "2027-06-30"}


def ask(parts: Parts, form: dict[str, str] | None = None, path: str = "/false-alarms/evt-1") -> httpx.Response:
    client = Client(parts.app())
    return client.get(path, headers=BEARER) if form is None else client.post(path, headers=BEARER, data=form)


def person(role: Role) -> Visitor:
    return Visitor(frozenset({role}), "vzorova", "Mgr. Vzorová", session="s1", csrf="c")


def acted(parts: Reported, role: Role, form: dict[str, str]) -> httpx.Response:
    parts.visitor = lambda _value: person(role)
    headers = {"Cookie": "celnice_session=x", "Origin": "http://127.0.0.1:8082"}
    return Client(parts.app()).post("/false-alarms/evt-1", data=form, headers=headers)


def test_the_list_says_what_waits() -> None:
    """Tool, kinds, rule and how often it was reported of late, the reason; a closed one only when asked for."""
    old = replace(ALARM, event="evt-2", at=START - timedelta(days=31), closed=START, closed_by="Ing. Vzor", outcome=Outcome.RIGHT)
    parts = Reported(alarms=[ALARM, old])
    text = ask(parts, path="/false-alarms").text
    for part in ("OpenAI API", "<code>person.model</code> 1×", "Je to veřejně známý údaj", 'href="/false-alarms/evt-1"'):
        assert part in text, part
    assert "Ing. Vzor" not in text
    assert "Ing. Vzor" in ask(parts, path="/false-alarms?closed=true").text


def test_a_change_is_tried_on_the_past() -> None:
    """Of the tool's stopped requests: those with nothing else, those with more; others are not counted."""
    alone, more = {"PERSON": 1}, {"PERSON": 1, "IBAN": 1}
    store = MemoryStore(
        event(1, kinds=alone),
        event(2, kinds=more),
        event(3, kinds=alone),
        event(4, kinds=alone, tool="gemini"),
        event(5, kinds=alone, verdict="warn"),
    )
    text = ask(Reported(store=store)).text
    assert "Nebylo by zastaveno</dt><dd><strong>2</strong>" in text
    assert "bylo v tom i něco jiného</dt><dd>1</dd>" in text
    assert "Prohlédnuto zastavených dotazů</dt><dd>3</dd>" in text


def test_a_trial_ends() -> None:
    """Beyond the bound the page says that it saw a part only."""
    text = ask(Reported(store=MemoryStore(*(event(number) for number in range(1001))))).text
    assert "prohlédnuto je jen 1\u00a0000 nejnovějších" in text


def test_lines_are_shown_and_nothing_ends() -> None:
    """An entry and a rule are made; the report waits until somebody says that they are in place."""
    parts = Reported()
    entry = ask(parts, ENTRY)
    assert "value = &#34;70891508&#34;" in entry.text
    assert entry.headers["cache-control"] == "no-store"
    assert "kinds = [&#34;PERSON&#34;]" in ask(parts, RULE).text
    assert parts.ended == []


@pytest.mark.parametrize(
    ("form", "kinds", "why"),
    [
        (ENTRY | {"value": ""}, "PERSON", "nothing is listed"),
        (ENTRY | {"what": "person", "value": "Jana"}, "PERSON", "a person has two names"),
        (ENTRY | {"until": "soon"}, "PERSON", "no day"),
        (ENTRY | {"who": ""}, "PERSON", "nobody behind it"),
        (RULE | {"kinds": "IBAN"}, "PERSON", "not a kind of the report"),
        (RULE | {"action": "block"}, "PERSON", "not milder"),
        (RULE | {"kinds": "CZ_BIRTH_NUMBER"}, "CZ_BIRTH_NUMBER", "a floor"),
    ],
)
def test_what_cannot_be(form: dict[str, str], kinds: str, why: str) -> None:
    """It is refused with a reason, and no lines are shown."""
    answer = ask(Reported(alarms=[replace(ALARM, kinds={kinds: 1})]), form)
    assert (answer.status_code, "[[" in answer.text, 'class="error"' in answer.text) == (422, False, True), why


@pytest.mark.parametrize(
    ("step", "outcome"),
    [
        ("right", Outcome.RIGHT),
        ("mistake", Outcome.MISTAKE),
        ("duplicate", Outcome.DUPLICATE),
        ("lowered", Outcome.POLICY),
        ("listed", Outcome.POLICY),
    ],
)
def test_a_report_ends(step: str, outcome: Outcome) -> None:
    """With its outcome and who decided."""
    parts = Reported()
    assert ask(parts, WHO | {"step": step}).status_code == 303
    assert parts.ended == [("evt-1", outcome, "Mgr. Vzorová (API token)")]


def test_the_officer_confirms_what_is_public() -> None:
    """IT security prepares an entry and may not close with it; the name is the account's, whatever a form says."""
    parts = Reported()
    assert acted(parts, Role.IT_SECURITY, {"step": "listed"}).status_code == 403
    assert parts.ended == []
    assert acted(parts, Role.DPO, {"step": "listed", "who": "kdokoli"}).status_code == 303
    assert parts.ended == [("evt-1", Outcome.POLICY, "Mgr. Vzorová (vzorova)")]
    assert not may_list(None)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.IT_SECURITY, Role.DPO}))
def test_others_decide_nothing(role: Role) -> None:
    """Whoever sees the list otherwise changes nothing."""
    parts = Reported()
    assert acted(parts, role, {"step": "right"}).status_code == 403
    assert parts.ended == []


def test_what_is_not_there() -> None:
    """No such report, no such step, no reports at all."""
    assert ask(Reported(), path="/false-alarms/evt-9").status_code == 404
    assert ask(Reported(), WHO | {"step": "right"}, "/false-alarms/evt-9").status_code == 404
    assert ask(Reported(), WHO | {"step": "maybe"}).status_code == 422
    assert ask(Parts(), path="/false-alarms").status_code == 404


def test_what_was_written_is_shown_as_text() -> None:
    """Markup in any stored or sent field is harmless."""
    bad = replace(ALARM, event=XSS, tool=XSS, kinds={XSS: 1}, rules={XSS: 1}, closed_by=XSS, evidence=XSS)
    parts = Reported(alarms=[bad, replace(ALARM, kinds={XSS: 1}, rules={XSS: 1}, tool=XSS, evidence=XSS)])
    for form, path in (
        (None, "/false-alarms?closed=true"),
        (None, "/false-alarms/evt-1"),
        (ENTRY | {"value": XSS, "why": XSS}, "/false-alarms/evt-1"),
    ):
        assert XSS not in ask(parts, form, path).text
