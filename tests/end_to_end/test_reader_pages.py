"""The employee's and IT security's pages of a running gateway, in a real browser: from the stopped prompt to the charts."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest

from gateway.demo.run import KEYS
from support.chromium import executable
from support.gateway_process import Gateway
from support.persons import BIRTH_NUMBER, SAYS_BIRTH_NUMBER

playwright = pytest.importorskip("playwright.sync_api")

pytestmark = pytest.mark.slow

URL = "https://api.openai.com/v1/chat/completions"
PAGES = ("/", "/start", "/check", "/report", "/charts", "/gateway", "/coverage?tool=openai", "/try")
VIEWS = [("light", 1200), ("dark", 1200), ("light", 360)]


@pytest.fixture(scope="module")
def chrome() -> Iterator[Any]:
    """Debian's Chromium; nothing of it reaches the internet."""
    arguments = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    with playwright.sync_playwright() as engine:
        made = engine.chromium.launch(executable_path=executable(), args=arguments)
        yield made
        made.close()


def signed_in(chrome: Any, house: Gateway, following: str = "/", **view: Any) -> tuple[Any, str, list[str]]:
    """A page whose reader has the token, the console's address, and what the browser complained of."""
    base, said = f"http://127.0.0.1:{house.ports.console}", []
    page = chrome.new_context(locale="cs-CZ", **view).new_page()
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{base}/sign-in?next={following}")
    page.fill("#token", house.token)
    page.press("#token", "Enter")
    page.wait_for_url(f"{base}{following}")
    return page, base, said


def stopped(house: Gateway) -> str:
    """Sends a prompt that is stopped; its event's id, once it is indexed."""
    body = json.dumps({"model": "m", "messages": [{"role": "user", "content": SAYS_BIRTH_NUMBER}]}).encode()
    answer = house.curl.send(URL, body, KEYS["openai"])
    assert answer.status == 403
    return str(house.event_of(answer)["id"])


def sheet() -> bytes:
    book = openpyxl.Workbook()
    book.create_sheet("Druhý")["B7"] = f"r. č. {BIRTH_NUMBER}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_text_and_a_file_are_checked_before_sending(house: Gateway, chrome: Any) -> None:
    """Marked in place, copied to the clipboard with tokens; a sheet says its cell. Nothing of it is an event or in the log."""
    before = len(house.events_until_now())
    page, _, said = signed_in(chrome, house, "/check", permissions=["clipboard-read", "clipboard-write"])
    page.fill("#text", SAYS_BIRTH_NUMBER)
    page.select_option("#tool", "openai")
    page.focus("#tool")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#result")
    page.wait_for_load_state()  # the script is deferred
    assert page.locator("#verdict").inner_text() == "Zastavilo by se"
    assert page.locator("mark").first.inner_text().startswith(BIRTH_NUMBER)
    page.wait_for_function("document.activeElement.id === 'result'")  # who reads by ear is told the result
    page.click("#copy-button")
    page.wait_for_selector("#copy-state:not(:empty)")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert BIRTH_NUMBER not in copied
    assert "[RODNE_CISLO_1]" in copied
    page.set_input_files("#file", {"name": "seznam.xlsx", "mimeType": "application/octet-stream", "buffer": sheet()})
    page.click("#check-form > button")
    page.wait_for_selector("table")
    assert page.locator("tbody td").first.inner_text() == "list\u00a02, buňka\u00a0B7"
    assert len(house.events_until_now()) == before + 1, "signing in is an official's event; checking is none"
    assert BIRTH_NUMBER not in house.log()
    assert said == []


def test_from_the_list_to_the_event_and_its_like(house: Gateway, chrome: Any) -> None:
    """The same value twice: found by its kind, opened, and the other one is named there; charts count both."""
    first, second = stopped(house), stopped(house)
    page, base, said = signed_in(chrome, house)
    page.click(".narrow-list summary")
    page.select_option("#by-tool", "openai")
    page.click(".filter button")
    page.wait_for_url("**/?tool=openai**")
    page.wait_for_selector(f'[data-id="{second}"]')
    page.click(f'a[href="/events/{second}"]')
    page.wait_for_url(f"**/events/{second}")
    assert "rodné číslo" in page.locator(".found").inner_text()
    for _ in range(100):  # the index is a duty of the writer, a moment behind
        if page.locator(f'a[href="/events/{first}"]').count():
            break
        page.wait_for_timeout(300)
        page.reload()
    assert page.locator(f'a[href="/events/{first}"]').count() == 1
    assert BIRTH_NUMBER not in page.content()
    page.goto(f"{base}/?kind=CZ_BIRTH_NUMBER")
    assert page.locator(f'[data-id="{first}"]').count() == 1
    page.goto(f"{base}/charts")
    assert page.locator("svg.chart path").count() >= 3
    page.locator("figure details summary").first.click()
    assert page.locator("figure table").first.is_visible()
    assert said == []


def test_a_suspected_breach_is_reported(house: Gateway, chrome: Any) -> None:
    """Without an AI tool, by an elected member; the case is there with its way."""
    page, _, said = signed_in(chrome, house, "/report")
    page.fill("#title", "Ztracený spis")
    page.check("[name=elected][value=yes]")
    page.fill("#who", "Karel Vzorný")
    page.click("form.panel button")
    page.wait_for_selector(".done")
    assert page.locator(".done code").inner_text().startswith("20")
    assert said == []


def test_the_canary_is_seen(house: Gateway, chrome: Any) -> None:
    """Sent from the page through the node's own detection and document processes."""
    page, _, said = signed_in(chrome, house, "/gateway")
    page.click("#canary button")
    page.wait_for_selector("#canary .done, #canary .error", timeout=180_000)  # the page asks again by itself
    assert "Viděn všude" in page.locator("#canary [role=status]").inner_text()
    assert said == []


@pytest.mark.parametrize(("scheme", "width"), VIEWS)
def test_pages_fit_and_run_nothing(house: Gateway, chrome: Any, scheme: str, width: int) -> None:
    """In both colour schemes and on a phone none is wider than the window, has another number of headings than one, or breaks our policy."""
    page, base, said = signed_in(chrome, house, color_scheme=scheme, viewport={"width": width, "height": 800})
    for path in PAGES:
        assert page.goto(base + path).status == 200, path
        for one in page.locator("main details > summary").all():
            one.click()
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), path
        assert page.locator("h1").count() == 1, path
    assert said == []
