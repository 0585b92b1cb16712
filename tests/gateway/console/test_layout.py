"""Pages as they go out."""

from __future__ import annotations

from gateway.console.access import Role
from gateway.console.layout import page
from gateway.console.visitor import Visitor, let_in


def shown(visitor: Visitor | None) -> str:
    scope = {"type": "http", "method": "GET", "path": "/sign-in", "headers": [(b"accept-language", b"en")], "query_string": b""}
    let_in(scope, visitor)
    answer = page(scope, "sign_in_code.html", 401, {"Retry-After": "5"}, next="/", fault="")
    assert answer.status_code == 401
    assert answer.headers["retry-after"] == "5"
    assert answer.headers["vary"] == "Accept-Language, Cookie", "the page is its reader's"
    return bytes(answer.body).decode()


def test_the_menu_is_the_readers() -> None:
    """Nobody known sees what is open; each role its own pages."""
    assert 'href="/register"' not in shown(None)
    assert 'href="/register"' in shown(Visitor(frozenset({Role.DPO}), session="s"))


def test_forms_carry_the_sessions_field() -> None:
    """Every form of a session can be told from one that another site wrote; without a session there is nothing to carry."""
    assert 'name="csrf"' not in shown(None)
    html = shown(Visitor(frozenset({Role.DPO}), session="s", csrf="abc"))
    assert html.count('method="post"') == html.count('name="csrf" value="abc"') == 3, "the form, the switches, the button to sign out"
