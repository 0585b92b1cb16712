"""Sealed evidence opened in a real browser: the server hands out what is sealed, the key and the text never reach it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gateway.console.access import Role
from gateway.console.credentials import COOKIE
from gateway.console.visitor import Visitor
from gateway.parts.evidence import sealed_records
from gateway.settings import Settings
from gateway.store import reader_keys
from gateway.store.events import EventStore
from gateway.store.evidence import EvidenceStore
from gateway.store.sealing import sealed_to
from support.chromium import browser
from support.console import TOKEN, Parts, served
from support.events import FIRST, payloads
from support.readers import OFFICER, PASSPHRASE, SECOND, STRANGER
from support.stores import sqlite_url

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("evidence")]

TEXT = '{"v":1,"texts":[{"speaker":"user","text":"Žádost <script>alert(1)</script> paní Vzorové"}],"withheld":["special_category"]}'
PEOPLE = {
    account: Visitor(frozenset({Role.DPO}), account, name, session=account, csrf="x", ids=(f"account:{account}",))
    for account, name in (("tajemnik", "Ing. Tajemník"), ("vzorova", "Mgr. Vzorová"))
}
SHOWN = "Žádost <script>alert(1)</script> paní Vzorové"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, EventStore]]:
    """A console over a store with a record for one reader and one for two; key files in a folder."""
    folder = tmp_path_factory.mktemp("evidence")
    url = sqlite_url(folder)
    events, evidence = EventStore(url), EvidenceStore(url)
    events.append(payloads(1, 1), "node-a")
    evidence.add("one", "e00000001", sealed_to([OFFICER.public_key()], [], TEXT.encode(), "e00000001"), FIRST)
    evidence.add("two", "e00000001", sealed_to([OFFICER.public_key()], [SECOND.public_key()], TEXT.encode(), "e00000001"), FIRST)
    for name, key in (("officer", OFFICER), ("second", SECOND), ("stranger", STRANGER)):
        (folder / name).write_text(reader_keys.protected(key, PASSPHRASE, f"klíč „{name}“"), encoding="utf-8")
    for name, key in (("officer.pub", OFFICER), ("second.pub", SECOND)):
        (folder / name).write_text(reader_keys.public_pem(key.public_key()), encoding="ascii")
    said = {"readers": [folder / "officer.pub"], "second_readers": [folder / "second.pub"]}
    settings = Settings.model_validate({"data": {"dir": folder}, "store": {"url": url}, "evidence": said})
    with served(Parts(sealed=sealed_records(settings, events), visitor=PEOPLE.get).app()) as base:
        yield base, folder, events
    evidence.close()
    events.close()


@pytest.fixture(scope="module")
def page(house: tuple[str, Path, EventStore]) -> Iterator[tuple[Any, list[str]]]:
    """A signed-in page, and every byte that it sends."""
    sent: list[str] = []
    with browser() as chrome:
        opened = chrome.new_context(locale="cs-CZ").new_page()
        opened.on("request", lambda request: sent.append(f"{request.url} {request.headers} {request.post_data or ''}"))
        opened.goto(f"{house[0]}/sign-in?next=/evidence")
        opened.fill("#token", TOKEN)
        opened.click("button")
        opened.wait_for_url("**/evidence")
        yield opened, sent


def fill(page: Any, folder: Path, key: str, passphrase: str = PASSPHRASE, why: str = "ověření případu") -> None:
    page.fill("#why", why)
    if page.locator("#who").count():
        page.fill("#who", "Mgr. Vzorová")
    page.set_input_files("#key", folder / key)
    page.fill("#passphrase", passphrase)


def signed_in(page: Any, base: str, account: str) -> Any:
    """A page of somebody with an account, in the same browser."""
    context = page.context.browser.new_context(locale="cs-CZ")
    context.add_cookies([{"name": COOKIE, "value": account, "url": base}])
    return context.new_page()


WRONG = [
    ("one", "stranger", PASSPHRASE, "není zapečetěn pro váš klíč", "another key"),
    ("one", "officer", "jiné dlouhé heslo", "Heslo nesouhlasí", "another passphrase"),
    ("one", "store.db", PASSPHRASE, "není klíč čtenáře", "another file"),
    ("two", "officer", PASSPHRASE, "není zapečetěn pro váš klíč", "the first reader without a release"),
    ("two", "second", PASSPHRASE, "otevírají dvě osoby", "the second holder alone"),
]


@pytest.mark.parametrize(("record", "key", "passphrase", "says", "why"), WRONG, ids=[row[4] for row in WRONG])
def test_what_is_wrong_is_said(
    house: tuple[str, Path, EventStore], page: tuple[Any, list[str]], record: str, key: str, passphrase: str, says: str, why: str
) -> None:
    """Nothing is shown, and the page says which of the things was wrong."""
    base, folder, _ = house
    (folder / "store.db").write_text("no key", encoding="ascii")
    page[0].goto(f"{base}/evidence/{record}")
    fill(page[0], folder, key, passphrase)
    page[0].get_by_role("button", name="Otevřít záznam").click()
    said = page[0].locator("#said")
    said.wait_for(state="visible")
    assert says in said.inner_text(), why
    assert page[0].locator("#shown").is_hidden()


def test_one_person(house: tuple[str, Path, EventStore], page: tuple[Any, list[str]]) -> None:
    """The officer reads it as text; who and why stand in the chain; neither key, passphrase nor text was sent."""
    base, folder, events = house
    before = events.count()
    page[0].goto(f"{base}/evidence/one")
    fill(page[0], folder, "officer")
    page[0].get_by_role("button", name="Otevřít záznam").click()
    page[0].locator("#shown").wait_for(state="visible")
    assert page[0].locator("blockquote").all_inner_texts() == [SHOWN]
    assert page[0].locator("#record-withheld").is_visible()
    assert page[0].locator("#passphrase").input_value() == ""
    opening = [row.payload["opening"] for row in events.page().rows if row.payload and "opening" in row.payload][-1]
    assert (opening["who"], opening["why"], events.count()) == ("Mgr. Vzorová (API token)", "ověření případu", before + 1)
    everything = "\n".join(page[1])
    for secret in (PASSPHRASE, "paní Vzorové", "PBKDF2", "private"):
        assert secret not in everything


def test_two_persons(house: tuple[str, Path, EventStore], page: tuple[Any, list[str]], tmp_path: Path) -> None:
    """The second holder saves a release; with it somebody else, the first reader, opens the record. The token is neither of them."""
    base, folder, _ = house
    second, officer = signed_in(page[0], base, "tajemnik"), signed_in(page[0], base, "vzorova")
    page[0].goto(f"{base}/evidence/two")
    fill(page[0], folder, "second")
    page[0].get_by_role("button", name="Uvolnit").click()
    page[0].locator("#said").wait_for(state="visible")
    assert "pod účtem osoby" in page[0].locator("#said").inner_text()
    second.goto(f"{base}/evidence/two")
    fill(second, folder, "second", why="uvolnění případu")
    with second.expect_download() as download:
        second.get_by_role("button", name="Uvolnit").click()
    download.value.save_as(tmp_path / "released.json")
    assert SHOWN not in (tmp_path / "released.json").read_text(encoding="utf-8")
    for reader in (second, officer):
        reader.goto(f"{base}/evidence/two")
        fill(reader, folder, "officer")
        reader.set_input_files("#released", tmp_path / "released.json")
        reader.get_by_role("button", name="Otevřít záznam").click()
        if reader is second:
            reader.locator("#said").wait_for(state="visible")
            assert "dvě různé osoby" in reader.locator("#said").inner_text()
            assert reader.locator("#shown").is_hidden()
    officer.locator("#shown").wait_for(state="visible")
    assert officer.locator("blockquote").all_inner_texts() == [SHOWN]
