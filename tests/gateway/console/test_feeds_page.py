"""The page of feeds."""

from __future__ import annotations

from gateway.console.manager_ports import Feed
from support.console import BEARER, Client, Parts
from support.managing import manager


def client(**changes: object) -> Client:
    return Client(Parts(manager=manager(**changes)).app())


def test_each_feed_says_how_it_goes() -> None:
    """Its lag, its error, its dead letters."""
    page = client().get("/admin/feeds", headers=BEARER).text
    for part in ("siem", "předává se", "connection refused", "celnice feeds letters servicedesk", "ještě nikdy"):
        assert part in page, part
    assert "celnice.toml" in client(feeds=lambda: ()).get("/admin/feeds", headers=BEARER).text


def test_a_test_is_sent() -> None:
    """The receiver's word comes back; a feed that is none is not found."""
    assert "zkoušku převzal" in client().post("/admin/feeds/test", headers=BEARER, data={"feed": "siem"}).text
    assert "zkoušku nepřevzal" in client().post("/admin/feeds/test", headers=BEARER, data={"feed": "servicedesk"}).text
    assert client().post("/admin/feeds/test", headers=BEARER, data={"feed": "x"}).status_code == 404
    assert client().post("/admin/feeds/test", headers=BEARER, json={}).status_code == 415


def test_a_receivers_word_is_text() -> None:
    """What another machine says is shown, not run."""
    bad = Feed("siem", "syslog", error="<script>alert(1)</script>")
    page = client(feeds=lambda: (bad,)).get("/admin/feeds", headers=BEARER).text
    assert "<script>alert" not in page
