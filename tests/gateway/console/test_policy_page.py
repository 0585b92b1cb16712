"""The policy's pages: what holds, a change shown before it is kept, drafts and reliefs decided, history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import httpx
import pytest

from gateway.console.access import Role
from gateway.console.policy_ports import Change, Compared, Entry, Held, Tried, Waiting, Who
from gateway.console.visitor import Visitor
from gateway.decide.replay import Replayed
from gateway.record.policy_step import Step, StepError, StepKind
from gateway.record.proposal import What
from support.console import BEARER, Client, Parts
from support.policy import DRAFT, PAST, SET, WITHDRAWN, policy, relief

FORM = {
    "rule": "",
    "version": "3",
    "name": "Čísla firem",
    "action": "warn",
    "kinds": ["CZ_ICO", "PERSON"],
    "tools": "openai",
    "groups": "IT\r\n odbor kultury \r\n",
    "until": "2027-12-31",
    "why": "rejstřík",
}
WANTED = Change(
    "", "Čísla firem", "warn", ("CZ_ICO", "PERSON"), ("openai",), ("IT", "odbor kultury"), date(2027, 12, 31), "rejstřík", version=3
)
SEES = {"Cookie": "celnice_session=s"}
ACTS = {**SEES, "Origin": "http://127.0.0.1:8082"}


class Desk:
    """Notes what was asked; ``fault`` refuses every step."""

    def __init__(self, fault: str = "", **changes: Any) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.fault = fault
        self.port = policy(attempt=self.attempt, take=self.take, decide=self.decide, withdraw=self.withdraw, **changes)

    def attempt(self, change: Change, _language: str) -> Tried:
        self._check(change)
        return Tried(change.action != "block", "takhle", ("1. takhle",), PAST, 30)

    def take(self, change: Change, who: Who) -> Step:
        self._check(change, who)
        return DRAFT if change.action == "warn" else SET

    def decide(self, number: int, confirm: bool, why: str, version: int, who: Who) -> Step:
        self._check(number, confirm, why, version, who)
        return replace(DRAFT, kind=StepKind.CONFIRMED if confirm else StepKind.REFUSED)

    def withdraw(self, identity: str, why: str, who: Who) -> Step:
        self._check(identity, why, who)
        return WITHDRAWN

    def _check(self, *asked: Any) -> None:
        if self.fault:
            raise StepError(self.fault)
        self.asked.append(asked)

    def client(self, *roles: Role, account: str = "vera") -> Client:
        visitor = Visitor(frozenset(roles), account, "Věra Vzorová", session="s", csrf="c", ids=(f"account:{account}",))
        return Client(Parts(policy_desk=self.port, visitor=lambda _: visitor).app())


def said(answer: httpx.Response) -> str:
    return answer.text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("role", "edits", "decides", "withdraws"),
    [
        (Role.ADMINISTRATOR, True, False, False),
        (Role.DPO, True, True, True),
        (Role.IT_SECURITY, False, False, True),
        (Role.AUDITOR, False, False, False),
    ],
)
def test_each_role_has_its_part(role: Role, edits: bool, decides: bool, withdraws: bool) -> None:
    """The administrator drafts, the officer decides and withdraws, IT security withdraws, the auditor reads."""
    text = said(Desk().client(role).get("/policy", headers=SEES))
    assert ('href="/policy/rule?rule=r1"' in text) is edits
    assert ('action="/policy/decide"' in text) is decides
    assert ('action="/policy/withdraw"' in text) is withdraws
    assert "dokud se nepodepíše smlouva" in text
    assert "místo „zastaveno“ by bylo „žádalo se potvrzení“: 38" in text


def test_whoever_drafted_does_not_decide() -> None:
    """The buttons are not offered; the store refuses it anyway."""
    text = said(Desk().client(Role.DPO, account="vzor").get("/policy", headers=SEES))
    assert 'action="/policy/decide"' not in text
    assert "Rozhodne pověřenec" in text


def test_a_change_is_shown_before_it_is_kept() -> None:
    """In words, with what it would have changed, and with who has to agree; keeping it sends the very same fields."""
    desk = Desk()
    client = desk.client(Role.ADMINISTRATOR)
    text = said(client.post("/policy/rule", data=FORM | {"step": "try"}, headers=ACTS))
    assert desk.asked == [(WANTED,)]
    assert "Změna počká jako návrh" in text
    assert 'value="take"' in text
    assert '<input type="hidden" name="groups" value="IT\nodbor kultury">' in text
    answer = client.post("/policy/rule", data=FORM | {"step": "take"}, headers=ACTS)
    assert (answer.status_code, answer.headers["location"]) == (303, "/policy?done=drafted")
    assert desk.asked[1:] == [(WANTED, Who("Věra Vzorová (vera)", ("account:vera",)))]
    assert "Návrh čeká na pověřence." in said(client.get("/policy?done=drafted", headers=SEES))


def test_a_stricter_change_says_that_it_holds_at_once() -> None:
    """So does the answer."""
    client = Desk().client(Role.DPO)
    assert "Změna bude platit hned" in said(client.post("/policy/rule", data=FORM | {"action": "block", "step": "try"}, headers=ACTS))
    kept = client.post("/policy/rule", data=FORM | {"action": "block", "step": "take"}, headers=ACTS)
    assert kept.headers["location"] == "/policy?done=set"


def test_a_rule_is_changed_and_ended_on_its_page() -> None:
    """Its fields are filled in; its end needs a reason alone."""
    desk = Desk()
    client = desk.client(Role.ADMINISTRATOR)
    text = client.get("/policy/rule?rule=r1", headers=SEES).text
    assert 'value="PERSON" checked' in text
    assert 'value="deepl" checked' in text
    assert "odbor kultury</textarea>" in text
    assert client.get("/policy/rule?rule=r9", headers=SEES).status_code == 404
    client.post("/policy/rule", data={"rule": "r1", "version": "3", "ends": "yes", "why": "konec", "step": "try"}, headers=ACTS)
    assert desk.asked == [(Change("r1", why="konec", ends=True, version=3),)]


@pytest.mark.parametrize(
    ("code", "status", "words"),
    [
        ("floor", 422, "údaj o zdravotním stavu."),
        ("lines", 422, "Vyplňte prosím"),
        ("until", 422, "nejvýše na rok"),
        ("moved", 409, "mezitím někdo změnil"),
        ("account", 422, "ne token"),
    ],
)
def test_a_fault_is_said_where_it_was_made(code: str, status: int, words: str) -> None:
    """The form keeps what was written."""
    answer = Desk(code).client(Role.ADMINISTRATOR).post("/policy/rule", data=FORM | {"kinds": "HEALTH", "step": "take"}, headers=ACTS)
    assert answer.status_code == status
    assert words in said(answer)
    assert 'value="rejstřík"' in answer.text


def test_fields_that_no_page_sends() -> None:
    """Refused, and nothing is asked."""
    desk = Desk()
    for changes in ({"until": "brzy"}, {"version": "x"}):
        assert desk.client(Role.DPO).post("/policy/rule", data=FORM | changes, headers=ACTS).status_code == 422
    assert desk.client(Role.DPO).post("/policy/decide", data={"draft": "x", "version": "1"}, headers=ACTS).status_code == 422
    assert desk.asked == []


def test_drafts_and_reliefs_are_decided() -> None:
    """By number and id, with why; what is wrong is told by its code alone."""
    desk = Desk()
    client, who = desk.client(Role.DPO), Who("Věra Vzorová (vera)", ("account:vera",), officer=True)
    form = {"draft": "3", "version": "3", "why": "v pořádku", "step": "confirm"}
    assert client.post("/policy/decide", data=form, headers=ACTS).headers["location"] == "/policy?done=confirmed"
    assert client.post("/policy/decide", data=form | {"step": "refuse"}, headers=ACTS).headers["location"] == "/policy?done=refused"
    done = client.post("/policy/withdraw", data={"relief": "p1", "why": "omyl"}, headers=ACTS)
    assert done.headers["location"] == "/policy?done=withdrawn"
    assert desk.asked == [(3, True, "v pořádku", 3, who), (3, False, "v pořádku", 3, who), ("p1", "omyl", who)]
    assert Desk("same").client(Role.DPO).post("/policy/decide", data=form, headers=ACTS).headers["location"] == "/policy?fault=same"
    assert "jiný účet" in said(client.get("/policy?fault=same", headers=SEES))
    assert "<b>x" not in client.get("/policy?fault=<b>x&done=<b>x", headers=SEES).text


def test_nobody_stands_behind_the_token() -> None:
    """It passes the door, and the desk is told that there is no account."""
    desk = Desk()
    Client(Parts(policy_desk=desk.port).app()).post("/policy/withdraw", data={"relief": "p1", "why": "omyl"}, headers=BEARER)
    assert desk.asked == [("p1", "omyl", Who("", ()))]


def test_the_history_is_compared() -> None:
    """Any two versions; what is no number counts as the first."""
    client = Desk().client(Role.AUDITOR)
    text = said(client.get("/policy/history", headers=SEES))
    assert "hodnota veřejná není" in text
    assert 'id="compared"' not in text
    assert "Verze 1 a verze 3" in said(client.get("/policy/history?from=1&to=99", headers=SEES))
    assert "Verze 0 a verze 2" in said(client.get("/policy/history?from=x&to=2", headers=SEES))


def test_what_is_stored_is_shown_as_text() -> None:
    """Markup in any field is harmless."""
    xss = "<script>alert(1)</script>"
    step = replace(SET, name=xss, by=xss, why=xss, rule=xss)
    bad = replace(relief("p1", What.RULE), by=xss, why=xss, decided_by=xss, event=xss, kinds=(xss,))
    shown = policy().state("cs")
    state = replace(
        shown,
        rules=(Held(xss, "console", xss, step=step), Held(xss, "relief", xss, relief=bad)),
        public=(bad,),
        waiting=(Waiting(step, xss, xss, Replayed(), 30),),
    )
    compared = Compared((xss,), (xss,), (xss,))
    change = Change(xss, xss, xss, (xss,), (xss,), (xss,), None, xss)
    port = policy(state=lambda _: state, history=lambda _: (Entry(step, xss),), compare=lambda *_: compared, change=lambda _: change)
    client = Client(Parts(policy_desk=port).app())
    for path in ("/policy", "/policy/history?from=0&to=1", "/policy/rule?rule=x"):
        answer = client.get(path, headers=BEARER)
        assert answer.status_code == 200
        assert xss not in answer.text, path
