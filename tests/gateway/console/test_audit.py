"""The page of what officials did."""

from __future__ import annotations

import pytest

from gateway.console.access import Role
from gateway.console.audit_ports import Audit
from gateway.console.visitor import Visitor
from gateway.record.act import Act, Acts, Chains, Wanted
from support.console import ACTS, BEARER, START, Client, Parts

XSS = "<script>alert(1)</script>"


class Book:
    """Acts by cursor; what was asked for is kept."""

    def __init__(self, *acts: Act, wrong: frozenset[tuple[str, int]] = frozenset()) -> None:
        self.acts, self.wrong, self.asked = acts, wrong, list[tuple[Wanted, str | None]]()

    def read(self, wanted: Wanted, before: str | None, limit: int) -> Acts:
        if before == "bad":
            raise ValueError("not a cursor")
        self.asked.append((wanted, before))
        start = int(before or 0)
        more = len(self.acts) > start + min(limit, 2)
        return Acts(self.acts[start : start + min(limit, 2)], str(start + 2) if more else "")

    def client(self) -> Client:
        return Client(Parts(audit=Audit(self.read, lambda: Chains(START, 12, self.wrong))).app())


def test_acts_are_shown_with_the_state_of_their_chain() -> None:
    """Who, what, why; older ones a page further, with the same narrowing."""
    book = Book(*ACTS)
    text = book.client().get("/audit?kind=sealed&since=2027-03-01", headers=BEARER).text
    for part in ("Odhalena osoba", "Mgr. Vzorová (vzorova)", "opakované pokusy", 'href="/events/evt-1"', "záznamů 12"):
        assert part in text, part
    assert 'href="/audit?kind=sealed&amp;since=2027-03-01&amp;before=2"' in text
    assert book.asked[0][0].group == "sealed"
    older = book.client().get("/audit?before=2", headers=BEARER).text
    assert "Zpět na nejnovější" in older


def test_a_broken_chain_is_said_where() -> None:
    """At the top and at its line."""
    text = Book(*ACTS, wrong=frozenset({("evidence", 2)})).client().get("/audit", headers=BEARER).text
    assert "NESOUHLASÍ" in text
    assert text.count("Nesouhlasí:") == 1


@pytest.mark.parametrize("query", ["kind=nothing", "person=Jana+Vzorov%C3%A1", "since=x", "before=bad"])
def test_what_is_no_question_is_refused(query: str) -> None:
    """And nothing is repeated."""
    answer = Book().client().get(f"/audit?{query}", headers=BEARER)
    assert answer.status_code in {400, 422}
    assert "Vzorov" not in answer.text


def test_the_table_has_every_page() -> None:
    """All that is asked for, for no cache."""
    answer = Book(*ACTS).client().get("/audit.csv", headers=BEARER)
    assert len(answer.content.decode("utf-8-sig").strip().split("\r\n")) == len(ACTS) + 1
    assert (answer.headers["cache-control"], "attachment" in answer.headers["content-disposition"]) == ("no-store", True)


def test_what_is_stored_is_shown_as_text() -> None:
    """Markup in any field is harmless."""
    act = Act("a", START, XSS, (XSS, 1), XSS, XSS, XSS, XSS, (("what", XSS),))
    assert XSS not in Book(act).client().get("/audit", headers=BEARER).text


@pytest.mark.parametrize(
    ("role", "offered"),
    [(Role.AUDITOR, True), (Role.ADMINISTRATOR, True), (Role.DPO, True), (Role.IT_SECURITY, False), (Role.EMPLOYEE, False)],
)
def test_the_menu_offers_it_to_who_watches_officials(role: Role, offered: bool) -> None:
    """The auditor, the administrator, the officer."""
    visitor = Visitor(frozenset({role}), "vera", "Věra Vzorová", session="s", csrf="c")
    client = Client(Parts(visitor=lambda _: visitor).app())
    assert (
        'href="/audit"' in client.get("/account", headers={"Cookie": "celnice_session=s"}).text
        or 'href="/audit"' in client.get("/tools", headers={"Cookie": "celnice_session=s"}).text
    ) is offered
