"""Every page of the console in a real browser, for a person of its role: accessible, within the window, light, and without an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gateway.accounts.role import Role
from gateway.console.access import ACCESS, Door
from support.chromium import executable
from support.console import MemoryStore, Parts, served
from support.reception import PASSWORD, Desk, account_of
from support.showing import shown

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

pytestmark = pytest.mark.slow

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LARGEST = 60_000
"""Bytes of a page with its style and script."""
VIEWS = [("dark", 1200), ("light", 360)]

FILLED = {
    "service": "claude",
    "tool": "claude",
    "month": "2026-11",
    "number": "2026-0001",
    "year": "2026",
    "identity": "evt-1",
    "reference": "evt-1",
    "event": "evt-1",
}
"""What stands in the places of routes. A new name needs a value here that leads to a page."""

MACHINES = re.compile(
    r"/(?:api/.*|metrics|healthz|readyz|proxy\.pac|ca\.pem|static/.*|tools\.(?:json|atom)|tools/[a-z]+\.[a-z]+|.*\.pdf|.*\.zip|.*\.csv|live)"
)
ANALYZER = {"/supportedentities", "/recognizers", "/health"}
STEPS = {"/sign-in/code", "/sign-in/enrol", "/sign-in/provider/back"}
"""Pages of half a session; test_a_second_factor looks at them."""

PAGES = sorted({path for (method, path), _ in ACCESS.items() if method == "GET" and not MACHINES.fullmatch(path)} - ANALYZER - STEPS)


def person(path: str) -> str:
    """Somebody who may see the page: the employee where every employee may."""
    line = ACCESS["GET", path]
    if line.door is Door.OPEN:
        return ""
    return "employee" if Role.EMPLOYEE in line.roles and path != "/" else "everything"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with shown(tmp_path_factory.mktemp("console")) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as engine:
        made = engine.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        try:
            yield made
        finally:
            made.close()


@pytest.fixture(scope="module")
def states(base: str, browser: Any) -> dict[str, Any]:
    """Cookies of the people, signed in once."""
    kept: dict[str, Any] = {"": {"cookies": [], "origins": []}}
    for name in ("everything", "employee"):
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{base}/sign-in")
        page.fill("#account", name)
        page.fill("#password", PASSWORD)
        page.click("main form button")
        page.wait_for_url(lambda url: "/sign-in" not in url)
        kept[name] = context.storage_state()
        context.close()
    return kept


def looked_at(browser: Any, state: Any, address: str, scheme: str, width: int) -> tuple[list[str], int, int]:
    """Violations in words, how far the page is wider than its window, and the bytes that were transferred."""
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, locale="cs-CZ", storage_state=state, reduced_motion="reduce"
    )
    page = context.new_page()
    size = 0

    def count(response: Any) -> None:
        nonlocal size
        if "stream" not in response.url and response.ok:
            size += len(response.body())

    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("response", count)
    page.goto(address, wait_until="load")
    found = axe.Axe().run(page, options=RULES).response["violations"]
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    return [*faults, *(f"{one['id']}: {[node['target'] for node in one['nodes']][:3]}" for one in found)], wider, size


@pytest.mark.timeout(600)  # some sixty pages, each with a new window
@pytest.mark.parametrize(("scheme", "width"), VIEWS)
def test_every_page_is_accessible(base: str, browser: Any, states: dict[str, Any], scheme: str, width: int) -> None:
    """axe-core finds nothing (WCAG 2.2 AA and good practice), nothing is cut off, nothing breaks the page's own policy, 60 kB suffice."""
    wrong: dict[str, object] = {}
    for path in PAGES:
        address = base + re.sub(r"\{(\w+)\}", lambda name: FILLED[name[1]], path)
        violations, wider, size = looked_at(browser, states[person(path)], address, scheme, width)
        if violations or wider > 0 or size > LARGEST:
            wrong[path] = (violations, wider, size)
    assert not wrong


def test_a_page_is_used_by_keyboard_alone(base: str, browser: Any) -> None:
    """The first key leads to the content; a person signs in and chooses a language without a mouse; where one stands is seen."""
    context = browser.new_context(locale="cs-CZ")
    page = context.new_page()
    page.goto(f"{base}/tools")
    page.keyboard.press("Tab")
    page.wait_for_function("document.activeElement.className === 'skip'")
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#content'")
    page.goto(f"{base}/sign-in")
    page.wait_for_function("document.activeElement.id === 'account'")
    page.keyboard.type("employee")
    page.keyboard.press("Tab")
    page.wait_for_function("document.activeElement.id === 'password'")
    page.keyboard.type(PASSWORD)
    page.wait_for_function("getComputedStyle(document.activeElement).outlineStyle === 'solid'")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}/start")
    page.focus("button[value=en]")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[lang=en]")
    assert page.locator("html").get_attribute("lang") == "en"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_setting_up_a_second_factor_is_accessible(browser: Any, scheme: str, tmp_path: Path) -> None:
    """The picture has a name, and the key for typing stands below it."""
    desk = Desk(tmp_path, "everybody")
    account_of(desk, "vera", Role.ADMINISTRATOR)
    with served(Parts(store=MemoryStore(), reception=desk.reception).app()) as base:
        context = browser.new_context(color_scheme=scheme, locale="cs-CZ", viewport={"width": 360, "height": 800})
        page = context.new_page()
        page.goto(f"{base}/sign-in")
        page.fill("#account", "vera")
        page.fill("#password", PASSWORD)
        page.click("main form button")
        page.wait_for_selector(".qr")
        assert [one["id"] for one in axe.Axe().run(page, options=RULES).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        context.close()
