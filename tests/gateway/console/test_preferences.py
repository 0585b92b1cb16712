"""The switches of language and look."""

from __future__ import annotations

import pytest

from support.console import Client, Parts
from support.reception import FORM


@pytest.mark.parametrize(
    ("fields", "goes", "cookies", "reason"),
    [
        ({"language": "en", "back": "/tools"}, "/tools", ["celnice_language=en"], "a language, and back"),
        ({"theme": "dark"}, "/", ["celnice_theme=dark"], "a look"),
        ({"theme": "system"}, "/", ["celnice_theme=system"], "what the system says"),
        ({"theme": "<b>", "language": "de"}, "/", [], "what there is not"),
        ({"back": "//evil.example"}, "/", [], "only back to us"),
    ],
)
def test_what_is_chosen_is_kept(fields: dict[str, str], goes: str, cookies: list[str], reason: str) -> None:
    """In cookies of their own, for a year, that no script reads."""
    answer = Client(Parts().app()).post("/preferences", data=fields, headers=FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, goes), reason
    set_cookies = answer.headers.get_list("set-cookie")
    assert [one.split(";")[0] for one in set_cookies] == cookies, reason
    assert all("HttpOnly" in one and "Max-Age=31536000" in one for one in set_cookies)


def test_pages_follow_the_choice() -> None:
    """It stands before what the browser prefers."""
    client = Client(Parts().app())
    page = client.get("/tools", headers={"Cookie": "celnice_language=en; celnice_theme=dark", "Accept-Language": "cs"}).text
    assert '<html lang="en" data-theme="dark">' in page
    assert "Approved AI tools" in page
    assert '<html lang="cs">' in client.get("/tools", headers={"Cookie": "celnice_language=xx; celnice_theme=system"}).text
