"""A relief in two steps, on the report's page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gateway.console.access import Role
from gateway.console.relief_ports import Candidate, Draft, Reliefs
from gateway.console.visitor import Visitor
from gateway.record.event import Fingerprint
from gateway.record.proposal import Proposal, ProposalError, Signer, State, What
from gateway.record.relief import Relief
from support.console import BEARER, START, Client, MemoryStore, event
from support.reported import ALARM, Reported

UNTIL = date(2027, 6, 1)
MARK = Fingerprint("CZ_ICO", "2027-Q1", "abcdefabcdef0000")
WAITS = Proposal("p1", ALARM.event, What.VALUE, START, "Petr (petr)", "IČO úřadu", UNTIL, ("CZ_ICO",), "openai", mark=MARK)
PAGE = f"/false-alarms/{ALARM.event}"
FORM = {"what": "value:abcdefabcdef", "why": "IČO úřadu", "until": "2027-06-01"}
SESSION = {"Cookie": "celnice_session=s", "Origin": "http://127.0.0.1:8082"}


class Table:
    """Proposals in a list; a value that is not 70891508 does not match."""

    def __init__(self, *proposals: Proposal) -> None:
        self.proposals, self.drafts = list(proposals), list[tuple[Draft, Signer]]()

    def propose(self, _event: str, draft: Draft, who: Signer) -> Proposal:
        self.drafts.append((draft, who))
        return WAITS

    def confirm(self, identity: str, value: str, who: Signer) -> Proposal:
        if value != "70891508":
            raise ProposalError("value")
        return self._decided(identity, State.CONFIRMED, who)

    def refuse(self, identity: str, who: Signer) -> Proposal:
        return self._decided(identity, State.REFUSED, who)

    def _decided(self, identity: str, state: State, who: Signer) -> Proposal:
        if identity not in {one.id for one in self.proposals}:
            raise ProposalError("gone")
        self.proposals = [replace(one, state=state, decided=START, decided_by=who.name, decided_ids=who.ids) for one in self.proposals]
        return self.proposals[0]

    def client(self, role: Role | None = None) -> Client:
        candidates = (Candidate("abcdefabcdef", "CZ_ICO", Relief(4, 3)),)
        port = Reliefs(
            lambda _event: candidates, lambda _event: self.proposals, lambda: self.proposals, self.propose, self.confirm, self.refuse
        )
        visitor = Visitor(frozenset({role}), "vera", "Věra Vzorová", session="s", csrf="c", ids=("account:vera",)) if role else None
        return Client(Reported(store=MemoryStore(event(1)), reliefs=port, visitor=(lambda _: visitor) if visitor else None).app())


def page(table: Table, role: Role) -> str:
    return table.client(role).get(PAGE, headers={"Cookie": "celnice_session=s"}).text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("role", "proposes", "decides"),
    [(Role.IT_SECURITY, True, False), (Role.DPO, False, True), (Role.AUDITOR, False, False), (Role.ADMINISTRATOR, False, False)],
)
def test_each_step_has_its_role(role: Role, proposes: bool, decides: bool) -> None:
    """IT security proposes while nothing waits, the officer decides on what waits; others read."""
    assert (f'action="{PAGE}/propose"' in page(Table(), role)) is proposes
    waiting = page(Table(WAITS), role)
    assert f'action="{PAGE}/propose"' not in waiting
    assert (f'action="{PAGE}/decide"' in waiting) is decides
    assert "IČO úřadu" in waiting


def test_a_value_is_told_by_its_fingerprint_and_tried() -> None:
    """Whoever proposes sees no value."""
    text = page(Table(), Role.IT_SECURITY)
    assert "abcdefabcdef" in text
    assert "nebyly zastaveny: 4." in text


@pytest.mark.parametrize(
    ("changes", "draft", "fault", "why"),
    [
        ({}, Draft(What.VALUE, "IČO úřadu", UNTIL, "abcdefabcdef"), "", "a value"),
        ({"what": "person"}, Draft(What.PERSON, "IČO úřadu", UNTIL), "", "a person"),
        (
            {"what": "rule", "action": "warn", "kinds": "PERSON"},
            Draft(What.RULE, "IČO úřadu", UNTIL, "", "warn", ("PERSON",)),
            "",
            "a rule",
        ),
        ({"what": "rule", "action": "delete"}, None, "lines", "no such act"),
        ({"what": "everything"}, None, "lines", "no such relief"),
        ({"until": "brzy"}, None, "lines", "no day"),
    ],
)
def test_proposing(changes: dict[str, str], draft: Draft | None, fault: str, why: str) -> None:
    """Back on the report's page; what is wrong is said there by its code alone."""
    table = Table()
    answer = table.client(Role.IT_SECURITY).post(f"{PAGE}/propose", data=FORM | changes, headers=SESSION)
    assert answer.headers["location"] == (f"{PAGE}?fault={fault}#proposals" if fault else f"{PAGE}#proposals"), why
    signer = Signer("Věra Vzorová (vera)", ("account:vera",))
    assert table.drafts == ([(draft, signer)] if draft else []), why


@pytest.mark.parametrize("step", ["propose", "decide"])
def test_the_token_takes_neither_step(step: str) -> None:
    """Whoever holds it could write two names; it is told so in words, its page offers no form, and nothing is kept."""
    table = Table(*([WAITS] if step == "decide" else []))
    answer = table.client().post(
        f"{PAGE}/{step}", data=FORM | {"who": "Petr", "proposal": "p1", "value": "70891508", "step": "confirm"}, headers=BEARER
    )
    assert answer.headers["location"] == f"{PAGE}?fault=person#proposals"
    assert (table.drafts, [one.state for one in table.proposals if one.decided]) == ([], [])
    shown = table.client().get(f"{PAGE}?fault=person", headers=BEARER).text.replace("\u00a0", " ")
    assert "Token není osoba." in shown
    assert "Jste přihlášeni tokenem" in shown
    assert f'action="{PAGE}/' not in shown


def test_deciding() -> None:
    """The value that is meant confirms; another does not, and stands in no address."""
    table = Table(WAITS)
    asked = {"proposal": "p1", "value": "12345678", "step": "confirm"}
    answer = table.client(Role.DPO).post(f"{PAGE}/decide", data=asked, headers=SESSION)
    assert answer.headers["location"] == f"{PAGE}?fault=value#proposals"
    shown = table.client(Role.DPO).get(f"{PAGE}?fault=value", headers=SESSION).text
    assert "nesouhlasí s otiskem" in shown
    assert "12345678" not in shown
    assert (
        table.client(Role.DPO).post(f"{PAGE}/decide", data=asked | {"value": "70891508"}, headers=SESSION).headers["location"]
        == "/false-alarms"
    )
    assert (table.proposals[0].state, table.proposals[0].decided_by) == (State.CONFIRMED, "Věra Vzorová (vera)")
    other = Table(WAITS)
    other.client(Role.DPO).post(f"{PAGE}/decide", data=asked | {"step": "refuse"}, headers=SESSION)
    assert other.proposals[0].state is State.REFUSED


def test_an_unknown_code_says_nothing() -> None:
    """Nobody puts words on the page by its address."""
    assert "<b>x" not in Table().client().get(f"{PAGE}?fault=<b>x", headers=BEARER).text


def test_what_is_stored_is_shown_as_text() -> None:
    """Markup in any field is harmless."""
    xss = "<script>alert(1)</script>"
    bad = replace(WAITS, by=xss, why=xss, action=xss and "", kinds=(xss,), decided_by=xss)
    assert xss not in Table(bad).client().get(PAGE, headers=BEARER).text


def test_what_waits_is_seen_in_the_list() -> None:
    """The officer need not open each report."""
    assert "návrh čeká" in Table(WAITS).client().get("/false-alarms", headers=BEARER).text
    assert "návrh čeká" not in Table().client().get("/false-alarms", headers=BEARER).text
