"""The stylesheet and the script."""

from __future__ import annotations

import pytest

from support.console import BEARER, Client, Parts

ASSETS = [
    ("console.css", "text/css"),
    ("readers.css", "text/css"),
    ("officer.css", "text/css"),
    ("officer.js", "text/javascript"),
    ("console.js", "text/javascript"),
    ("check.js", "text/javascript"),
    ("evidence.js", "text/javascript"),
    ("unseal.js", "text/javascript"),
]


@pytest.mark.parametrize(("name", "content_type"), ASSETS)
def test_a_file_has_its_type_and_is_asked_about(name: str, content_type: str) -> None:
    """With ``nosniff`` a wrong type would not be used; with its tag it is sent once."""
    client = Client(Parts().app())
    answer = client.get(f"/static/{name}", headers=BEARER)
    assert answer.headers["content-type"] == f"{content_type}; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    again = client.get(f"/static/{name}", headers={**BEARER, "If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/static/", "/static/console.html", "/static/..%2fapp.py", "/static/texts.py"])
def test_nothing_else_of_the_folder_is_served(path: str) -> None:
    """Our files, by name."""
    assert Client(Parts().app()).get(path, headers=BEARER).status_code == 404
