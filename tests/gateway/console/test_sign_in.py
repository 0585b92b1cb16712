"""Signing in and out."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.accounts.account import TRIES
from gateway.accounts.role import Role
from gateway.console.rate import PER_PEER
from gateway.console.sign_in import MAX_FORM, safe_next
from gateway.settings import Console, Settings
from support.console import TOKEN, Client, MemoryStore, Parts, event
from support.reception import PASSWORD, Desk, account_of

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PAGE = {"Accept": "text/html"}


def form(token: str, following: str = "/") -> dict[str, str]:
    return {"token": token, "next": following, "user": "celnice"}


def test_the_token_gives_a_session_that_opens_pages_and_the_api() -> None:
    """A right token is answered with a cookie that script cannot read and other sites cannot send, and a way on."""
    client = Client(Parts(store=MemoryStore(event(1))).app())
    answer = client.post("/sign-in", data=form(f"  {TOKEN}\n"))
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie, "on plain http of loopback it would be dropped"
    assert TOKEN not in cookie
    session = {"Cookie": cookie.split(";")[0]}
    assert client.get("/", headers=session | PAGE).status_code == 200
    assert client.get("/api/v1/events", headers=session).status_code == 200

    out = client.post("/sign-out", headers=session)
    assert (out.status_code, out.headers["location"]) == (303, "/sign-in")
    assert client.get("/", headers=session | PAGE).status_code == 303, "the old cookie opens nothing any more"


def test_over_tls_the_cookie_is_bound_to_it() -> None:
    """Behind a front proxy, or with TLS of its own, the cookie is Secure and bound to the host."""
    client = Client(Parts().app(Settings(console=Console(front_proxies=("127.0.0.1",)))))
    cookie = client.post("/sign-in", data=form(TOKEN)).headers["set-cookie"]
    assert cookie.startswith("__Host-celnice_session=")
    assert "Secure" in cookie


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], TOKEN + "x", "žluť", "\x00", "<script>"])
def test_a_wrong_token_is_said_kindly_and_not_repeated(token: str) -> None:
    """401 with the form again; what was typed is not in the page."""
    answer = Client(Parts().app()).post("/sign-in", data=form(token))
    assert answer.status_code == 401
    assert "Tento token neplatí." in answer.text
    assert "set-cookie" not in answer.headers
    assert len(token) < 5 or token not in answer.text


def test_guessing_is_slowed() -> None:
    """After ten wrong tokens even the right one waits, with a sentence that says how long, and then counts again."""
    now = [0.0]
    client = Client(Parts().app(clock=lambda: now[0]))
    for _ in range(PER_PEER):
        assert client.post("/sign-in", data=form("wrong")).status_code == 401
    answer = client.post("/sign-in", data=form(TOKEN))
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "Zkuste to znovu za" in answer.text
    now[0] = 301.0
    assert client.post("/sign-in", data=form(TOKEN)).status_code == 303


@pytest.mark.parametrize(
    ("following", "goes", "reason"),
    [
        ("/", "/", "the first page"),
        ("/events/evt-1", "/events/evt-1", "a page"),
        ("//attacker.example", "/", "another site"),
        ("https://attacker.example", "/", "another site"),
        ("/\\attacker.example", "/", "browsers read a backslash as a slash"),
        ("/a\r\nSet-Cookie: x", "/", "a header"),
        ("/a\n", "/", "a line break at the end"),
        ("/?next=/", "/", "a query"),
        ("", "/", "nothing"),
        ("/é", "/", "not plain"),
    ],
)
def test_the_way_on_stays_here(following: str, goes: str, reason: str) -> None:
    """``next`` leads to a path of this console or to the first page, in the form and after it."""
    assert safe_next(following) == goes, reason
    client = Client(Parts().app())
    assert client.post("/sign-in", data=form(TOKEN, following)).headers["location"] == goes
    assert f'name="next" value="{goes}"' in client.get("/sign-in", params={"next": following}).text


def test_a_form_has_a_limit() -> None:
    """A body that is no form of ours is not read to its end."""
    assert Client(Parts().app()).post("/sign-in", headers=FORM, content=b"x" * (MAX_FORM + 1)).status_code == 413


def test_another_site_cannot_sign_anybody_in() -> None:
    """A form sent from another site is refused before its token is looked at."""
    answer = Client(Parts().app()).post("/sign-in", data=form(TOKEN), headers={"Origin": "https://attacker.example"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_an_account_that_rests_is_not_told_from_nobodys(tmp_path: Path) -> None:
    """After its wrong passwords the same answer as for a name that nobody has: which accounts there are is nobody's business."""
    desk = Desk(tmp_path)
    account_of(desk, "vera", Role.ADMINISTRATOR)
    desk.keeper.change("vera", wrong=TRIES, wrong_at=desk.now)
    client = Client(Parts(reception=desk.reception).app())
    answers = [client.post("/sign-in", data={"account": name, "password": PASSWORD}) for name in ("vera", "nikdo")]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].text == answers[1].text
    assert "pár minut počkat" in answers[0].text
    assert [what["why"] for _, what in desk.told] == ["rests", "wrong"], "the record tells them apart"
