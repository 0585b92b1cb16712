"""The statement of accessibility."""

from __future__ import annotations

from gateway.settings import Office, Settings
from support.console import Client, Parts


def test_the_statement_has_the_parts_that_the_law_asks_for() -> None:
    """Who, what, how far, what not, how it was made, whom to write to, who enforces; open to everybody."""
    office = Office(name="Krajský úřad Vzorového kraje", address="Vzorová 1, Vzorov", data_box="abc1234")
    page = Client(Parts().app(Settings(office=office))).get("/accessibility").text
    for said in (
        "99/2019",
        "Krajský úřad Vzorového kraje se zavazuje",
        "EN 301 549",
        "Nepřístupný obsah",
        "Vzorová 1",
        "abc1234",
        "Digitální a informační agenturu",
    ):
        assert said in page


def test_every_page_leads_to_it() -> None:
    """From its foot."""
    assert 'href="/accessibility"' in Client(Parts().app()).get("/tools").text
