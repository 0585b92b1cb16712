"""The page of the console's accounts."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.accounts.role import Role
from support.console import MemoryStore, Parts
from support.reception import PASSWORD, Browser, Desk, account_of

ATTACK = '"><script>alert(1)</script>'


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    account_of(made, "vera", Role.ADMINISTRATOR)
    return made


def signed_in(desk: Desk) -> Browser:
    browser = Browser(Parts(store=MemoryStore(), reception=desk.reception).app())
    assert browser.post("/sign-in", account="vera", password=PASSWORD).status_code == 303
    return browser


def test_the_link_is_shown_once(desk: Desk) -> None:
    """In the answer to the form: it stands in no address, and the page of accounts does not have it."""
    browser = signed_in(desk)
    answer = browser.post("/admin/users/add", account="jana", name="Jana", role="dpo")
    assert answer.status_code == 200
    assert "key-of-invited" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    page = browser.get("/admin/users").text
    assert "key-of" not in page
    assert "Jana" in page
    assert desk.told[-1][1] == {"account": "jana", "by": "vera", "what": "added", "roles": ["dpo"]}


def test_an_account_proved_elsewhere_needs_no_link(desk: Desk) -> None:
    """The directory has its password."""
    answer = signed_in(desk).post("/admin/users/add", account="jana", role="dpo", elsewhere="yes")
    assert (answer.status_code, answer.headers["location"]) == (303, "/admin/users?done=yes")


def test_the_last_administrator_hears_why(desk: Desk) -> None:
    """And what was typed into a refused form is still there."""
    browser = signed_in(desk)
    assert "nejde vzít zpět" in browser.post("/admin/users/change", account="vera", act="remove").text
    refused = browser.post("/admin/users/change", account="vera", act="remove", sure="yes")
    assert refused.status_code == 422
    assert "poslední správce" in refused.text
    assert 'value="vera"' in browser.post("/admin/users/add", account="vera", role="dpo").text
    assert browser.post("/admin/users/change", account="vera", act="explode").status_code == 422


def test_what_people_typed_is_text(desk: Desk) -> None:
    """Names and accounts with markup in them are shown as they are."""
    browser = signed_in(desk)
    browser.post("/admin/users/add", account="<img src=x>", name=ATTACK, role="dpo", elsewhere="yes")
    page = browser.get("/admin/users").text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
