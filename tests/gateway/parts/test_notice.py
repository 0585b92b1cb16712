"""The notice's port."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from gateway.live_settings import LiveFile
from gateway.papers.model import Grid, Heading, Listing, Paper, Paragraph, Signatures
from gateway.parts.common import utc_now
from gateway.parts.notice import notice, shown
from gateway.parts.people import keyed
from gateway.people import ticket
from gateway.people.directory import NOTICE
from gateway.register import Admission, register
from gateway.settings import Settings
from gateway.store.people import PeopleStore
from support.stores import sqlite_url


def test_the_notice_says_what_is_in_force(tmp_path: Path) -> None:
    """Its text names the tools, the days and the version; a link of that version is somebody's, and confirming is kept."""
    url = sqlite_url(tmp_path)
    given = Settings.model_validate(
        {
            "data": {"dir": tmp_path},
            "store": {"url": url},
            "people": {"order": ["local"], "notice_required": True, "notice_version": "3"},
            "retention": {"attempts_days": 77},
            "tools": {"openai": {"approved_by": "WG", "approved_from": "2026-01-01", "approved_until": "2099-12-31"}},
        }
    )
    port = notice(given, Admission(register(given)), LiveFile(tmp_path, given))
    text = " ".join(part for _, parts in port.text() for part in parts)
    assert "OpenAI" in text
    assert "77" in text
    assert "Verze 3" in text.replace("\u00a0", " ")
    key, now = keyed(given).lasting, utc_now()
    assert port.whose(ticket.issue(key, "r", "3", now)) == ("r", "3")
    assert port.whose(ticket.issue(key, "r", "2", now)) is None
    assert port.whose("nothing") is None
    port.acknowledge("r", "3")
    store = PeopleStore(url)
    assert set(store.when("r", NOTICE)) == {"3"}
    assert store.when("r", NOTICE)["3"] <= datetime.now(UTC)
    store.close()


def test_blocks() -> None:
    """What is text is shown; lines to sign are for paper."""
    paper = Paper("T", (Heading("a", 1), Heading("b", 2), Paragraph("c"), Listing(("d", "e")), Grid((("f", "g"),)), Signatures(("h",))))
    expected = (("title", ("a",)), ("heading", ("b",)), ("paragraph", ("c",)), ("list", ("d", "e")), ("list", ("f: g",)))
    assert shown(paper) == expected
