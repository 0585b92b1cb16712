"""The scraper's route."""

from __future__ import annotations

from support.console import BEARER, Client, Parts


def test_the_numbers_come_in_prometheus_text_format() -> None:
    """The content type is the one that scrapers know (exposition format 0.0.4)."""
    answer = Client(Parts().app()).get("/metrics", headers=BEARER)
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.content == b"celnice_build_info 1.0\n"
