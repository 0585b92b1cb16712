"""A person revealed in a real browser: the server hands out a sealed name; the key and the account never reach it."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.parts.people import keyed
from gateway.parts.revealing import sealed_names
from gateway.people.pseudonym import pseudonym, record
from gateway.settings import Settings
from gateway.store import reader_keys
from gateway.store.events import EventStore
from gateway.store.people import PeopleStore, aad
from gateway.store.rows import Filters
from gateway.store.seal import seal
from support.chromium import browser
from support.console import TOKEN, Parts, served
from support.events import payload
from support.readers import OFFICER, PASSPHRASE, STRANGER, evidence
from support.stores import sqlite_url

pytest.importorskip("playwright.sync_api")

pytestmark = pytest.mark.slow

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)


def test_the_name_opens_in_the_browser_alone(tmp_path: Path) -> None:
    """Another's key opens nothing and is no event; the reader's shows the account as text, once who and why stand in the chain."""
    url = sqlite_url(tmp_path)
    kept = evidence(tmp_path).readers
    settings = Settings.model_validate({"data": {"dir": tmp_path}, "store": {"url": url}, "people": {"readers": kept}})
    keys = keyed(settings)
    period, key = keys.periods(NOW)
    of = record(keys.lasting, "jana.vzorova")
    for name, private in (("officer", OFFICER), ("stranger", STRANGER)):
        (tmp_path / name).write_text(reader_keys.protected(private, PASSPHRASE, name), encoding="utf-8")
    sent: list[str] = []
    with closing(EventStore(url)) as events, closing(PeopleStore(url)) as people:
        people.name(of, seal(b"jana.vzorova <b>", [OFFICER.public_key()], aad(of)))
        events.append([payload(1, person=pseudonym(key, period, of))], "n1")
        parts = Parts(names=sealed_names(settings, events))
        parts.store = events  # type: ignore[assignment]  # the real one
        with served(parts.app()) as base, browser("--no-sandbox") as chrome:
            page = chrome.new_context(locale="cs-CZ").new_page()
            page.on("request", lambda request: sent.append(f"{request.url} {request.headers} {request.post_data or ''}"))
            page.goto(f"{base}/sign-in?next=/events/e00000001")
            page.fill("#token", TOKEN)
            page.press("#token", "Enter")
            page.wait_for_url("**/events/e00000001")
            page.click("#person summary")
            page.fill("#why", "opakované pokusy z jednoho účtu")
            page.fill("#who", "Mgr. Vzorová")
            page.set_input_files("#key", tmp_path / "stranger")
            page.fill("#passphrase", PASSPHRASE)
            page.click("#reveal button")
            page.locator("#reveal-said").wait_for(state="visible")
            assert "není zapečetěno pro váš klíč" in page.locator("#reveal-said").inner_text()
            assert events.count(Filters(types=("person.revealed",))) == 0

            page.set_input_files("#key", tmp_path / "officer")
            page.fill("#passphrase", PASSPHRASE)
            page.click("#reveal button")
            page.locator("#revealed").wait_for(state="visible")
            assert page.locator("#revealed-name").inner_text() == "jana.vzorova <b>"
            assert page.locator("#passphrase").input_value() == ""
        assert events.count(Filters(types=("person.revealed",))) == 1
    assert not [secret for secret in (PASSPHRASE, "jana.vzorova", "PBKDF2") if secret in "\n".join(sent)]
