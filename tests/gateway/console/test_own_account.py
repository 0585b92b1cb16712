"""The page of one's own account, in a browser's steps."""

from __future__ import annotations

import re
from base64 import b32decode
from pathlib import Path

import pytest

from gateway.accounts.role import Role
from gateway.accounts.second_factor import code_at
from support.console import BEARER, Client, MemoryStore, Parts
from support.reception import PASSWORD, Browser, Desk, account_of

NEW = "úplně nové dlouhé heslo"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    account_of(made, "vera", Role.AUDITOR)
    return made


def signed_in(desk: Desk) -> Browser:
    browser = Browser(Parts(store=MemoryStore(), reception=desk.reception).app())
    assert browser.post("/sign-in", account="vera", password=PASSWORD).status_code == 303
    return browser


def test_the_page_says_who_one_is(desk: Desk) -> None:
    """Name, roles, and this session; also the auditor's, who changes nothing else."""
    page = signed_in(desk).get("/account").text
    assert "Vera" in page
    assert "auditor" in page
    assert page.count('class="past"') == 1


def test_a_new_password_ends_other_sessions(desk: Desk) -> None:
    """This one stays; the old password opens nothing any more."""
    mine, other = signed_in(desk), signed_in(desk)
    answer = mine.post("/account/password", old=PASSWORD, password=NEW, again=NEW)
    assert (answer.status_code, answer.headers["location"]) == (303, "/account?done=password")
    assert "Heslo je změněno" in mine.get("/account?done=password").text
    assert other.get("/account").status_code == 303
    assert Browser(mine.client.app).post("/sign-in", account="vera", password=PASSWORD).status_code == 401
    assert Browser(mine.client.app).post("/sign-in", account="vera", password=NEW).status_code == 303
    assert ("console.account", {"account": "vera", "by": "vera", "what": "password"}) in desk.told


@pytest.mark.parametrize(
    ("old", "new", "again", "says"),
    [
        ("špatné heslo", NEW, NEW, "Dosavadní heslo nesouhlasí"),
        (PASSWORD, "krátké", "krátké", "alespoň 12 znaků"),
        (PASSWORD, NEW, NEW + "x", "neshodují"),
    ],
)
def test_what_is_wrong_with_a_new_password_is_said(desk: Desk, old: str, new: str, again: str, says: str) -> None:
    """Beside the form; nothing that was typed comes back."""
    answer = signed_in(desk).post("/account/password", old=old, password=new, again=again)
    assert answer.status_code == 422
    assert says in answer.text
    assert NEW not in answer.text


def test_sessions_are_ended_one_by_one_or_all(desk: Desk) -> None:
    """One's own only."""
    account_of(desk, "petr", Role.DPO)
    mine, first, second = signed_in(desk), signed_in(desk), signed_in(desk)
    listed = re.findall(r'name="id" value="([0-9a-f]+)"', mine.get("/account").text)
    assert len(listed) == 2
    assert mine.post("/account/sessions", id=listed[0]).status_code == 303
    assert sum(one.get("/account").status_code == 200 for one in (first, second)) == 1
    mine.post("/account/sessions", id="")
    assert [one.get("/account").status_code for one in (mine, first, second)] == [200, 303, 303]


def test_a_second_factor_of_ones_own_will(desk: Desk) -> None:
    """Turned on from the page; then recovery codes anew for a code of it."""
    vera = signed_in(desk)
    assert vera.post("/account/factor").headers["location"] == "/sign-in/enrol?next=/account"
    typed = re.search(r'class="secret">([A-Z2-7 ]+)<', vera.get("/sign-in/enrol").text)
    assert typed is not None
    secret = b32decode(typed[1].replace(" ", ""))
    assert vera.post("/sign-in/enrol", code=code_at(secret, desk.now), next="/account").status_code == 200
    assert "Zbývá kódů pro obnovu: 10" in vera.get("/account").text
    assert vera.post("/account/codes", code="000000").status_code == 422
    desk.wait(minutes=1)
    answer = vera.post("/account/codes", code=code_at(secret, desk.now))
    assert len(re.findall(r"<li><code>", answer.text)) == 10


def test_an_open_session_takes_no_second_factor_away(desk: Desk) -> None:
    """Whoever finds a browser signed in, or has its cookie, sets up none of their own in place of it: not even with an older page."""
    vera, elsewhere = signed_in(desk), signed_in(desk)
    for browser in (vera, elsewhere):
        browser.post("/account/factor")
    typed = re.search(r'class="secret">([A-Z2-7 ]+)<', vera.get("/sign-in/enrol").text)
    assert typed is not None
    secret = b32decode(typed[1].replace(" ", ""))
    assert vera.post("/sign-in/enrol", code=code_at(secret, desk.now), next="/account").status_code == 200
    kept = desk.reception.keeper.get("vera")
    assert kept is not None
    assert vera.post("/account/factor").headers["location"] == "/account"
    assert vera.get("/sign-in/enrol").status_code == 303
    assert elsewhere.get("/account").status_code == 303
    assert desk.reception.keeper.get("vera") == kept


@pytest.mark.parametrize("path", ["/account", "/account/password", "/account/sessions", "/account/codes", "/account/factor"])
def test_the_token_has_no_account(desk: Desk, path: str) -> None:
    """Nobody stands behind it."""
    client = Client(Parts(store=MemoryStore(), reception=desk.reception).app())
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = client.get(path, headers=BEARER) if path == "/account" else client.post(path, headers=BEARER | form)
    assert answer.status_code == 404


def test_a_form_without_origin_shows_the_sessions_field(desk: Desk) -> None:
    """A browser that does not say where a form comes from shows what only our page knows."""
    vera = signed_in(desk)
    headers = {"Cookie": vera.cookie}
    assert vera.client.post("/account/sessions", data={"id": "x"}, headers=headers).status_code == 403
    csrf = re.search(r'name="csrf" value="([0-9a-f]{64})"', vera.get("/account").text)
    assert csrf is not None
    assert vera.client.post("/account/sessions", data={"id": "x", "csrf": csrf[1]}, headers=headers).status_code == 303
