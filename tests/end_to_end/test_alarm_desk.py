"""A reported mistake decided in a real browser: tried on the past, shown as an entry of the public list, confirmed, gone from the list."""

from __future__ import annotations

from typing import Any

import pytest

from support.chromium import browser
from support.console import TOKEN, MemoryStore, event, served
from support.reported import ALARM, Reported

pytest.importorskip("playwright.sync_api")

pytestmark = pytest.mark.slow


def sign_in(chrome: Any, base: str, following: str, **view: Any) -> Any:
    """A page whose reader has the token."""
    page = chrome.new_context(locale="cs-CZ", **view).new_page()
    page.goto(f"{base}/sign-in?next={following}")
    page.fill("#token", TOKEN)
    page.press("#token", "Enter")
    page.wait_for_url(f"{base}{following}")
    return page


def test_from_the_report_to_its_end() -> None:
    """The page is reached from the menu, says what would have passed, makes the entry, and the officer's word closes the report."""
    parts = Reported(store=MemoryStore(*(event(number, kinds={"PERSON": 1}) for number in range(1, 4))))
    with served(parts.app()) as base, browser("--no-sandbox") as chrome:
        page = sign_in(chrome, base, "/")
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.click("nav a[href='/false-alarms']")
        page.click(f"a[href='/false-alarms/{ALARM.event}']")
        assert page.locator("section[aria-labelledby=tried] dd").first.inner_text() == "3"
        page.fill("#value", '70891508"\n<script>')
        page.fill("#why", "IČO úřadu")
        page.locator("form:has(#value) [name=who]").fill("Mgr. Vzorová")
        page.click("button[value=entry]")
        shown = page.locator("#entry pre").inner_text()
        assert "[[public]]" in shown
        assert '70891508\\"' in shown, "quoted as TOML does, and text on the page"
        assert "70891508" not in page.url
        page.click("button[value=listed]")
        page.wait_for_url(f"{base}/false-alarms")
        assert page.locator(".empty").is_visible()
        assert [one.closed_by for one in parts.alarms] == ["Mgr. Vzorová (API token)"]
        assert complaints == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 360)])
def test_nothing_runs_out_of_the_page(scheme: str, width: int) -> None:
    """At the width of a phone too, in either look."""
    parts = Reported(store=MemoryStore(event(1)))
    with served(parts.app()) as base, browser("--no-sandbox") as chrome:
        view: dict[str, Any] = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
        page = sign_in(chrome, base, "/false-alarms", **view)
        for path in ("/false-alarms", f"/false-alarms/{ALARM.event}"):
            page.goto(base + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
