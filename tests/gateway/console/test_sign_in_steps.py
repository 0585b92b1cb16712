"""The code, and setting up the second factor, as pages. The whole way of a first administrator is in test_sign_in_link."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gateway.accounts.role import Role
from gateway.accounts.second_factor import code_at, uri
from gateway.console.sign_in_steps import picture
from support.console import MemoryStore, Parts
from support.reception import PASSWORD, Browser, Desk, account_of

SECRET = b"12345678901234567890"


def user(tmp_path: Path, secret: bytes = SECRET) -> tuple[Desk, Browser]:
    desk = Desk(tmp_path, "privileged")
    account_of(desk, "vera", Role.IT_SECURITY)
    if secret:
        desk.keeper.change("vera", secret=desk.reception.sealed(secret))
    return desk, Browser(Parts(store=MemoryStore(), reception=desk.reception).app())


def test_password_and_code_lead_to_the_page_that_was_asked_for(tmp_path: Path) -> None:
    """303 to the code, 303 to the page; signing out ends the session on the server."""
    desk, vera = user(tmp_path)
    assert vera.get("/register").headers["location"] == "/sign-in?next=/register"
    answer = vera.post("/sign-in", account="vera", password=PASSWORD, next="/register")
    assert answer.headers["location"] == "/sign-in/code?next=/register"
    assert 'value="/register"' in vera.get("/sign-in/code?next=/register").text
    wrong = vera.post("/sign-in/code", code="123", next="/register")
    assert wrong.status_code == 401
    assert "Tento kód neplatí" in wrong.text
    assert vera.post("/sign-in/code", code=code_at(SECRET, desk.now), next="/register").headers["location"] == "/register"
    assert vera.get("/register").status_code == 200
    cookie = vera.cookie
    assert vera.post("/sign-out").status_code == 303
    vera.cookie = cookie
    assert vera.get("/register").status_code == 303, "the old cookie opens nothing any more"


@pytest.mark.parametrize("path", ["/sign-in/code", "/sign-in/enrol"])
def test_without_half_a_session_there_is_no_second_step(path: str, tmp_path: Path) -> None:
    """Back to the beginning, and nowhere else."""
    _, vera = user(tmp_path)
    assert vera.get(f"{path}?next=//evil.example").headers["location"] == "/sign-in?next=/"
    assert vera.post(path, code="123456").headers["location"] == "/sign-in?next=/"
    assert vera.post(path, code="x" * 9000).status_code == 413


def test_the_picture_is_a_drawing_alone() -> None:
    """No script, no style attribute: the page's policy forbids both."""
    drawn = picture(uri(SECRET, 'jana"><script>'))
    assert re.match(r'<svg [^>]*viewBox="0 0 \d+ \d+"', drawn), "it is drawn whole, whatever its size on the page"
    assert "script" not in drawn
    assert "style=" not in drawn
