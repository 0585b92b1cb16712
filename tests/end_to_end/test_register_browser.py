"""A real browser, set up by the register's own PAC file: the door of an unapproved service, and the way to ask for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from allowlist import pac
from gateway.free_ports import free_ports
from support.console import TOKEN, Parts, served
from support.desk import NOW, MemoryDesk, workplace
from support.proxy import Running, running
from support.stand_in import provider
from support.workflow import history

playwright = pytest.importorskip("playwright.sync_api")

pytestmark = pytest.mark.slow

VIEWS = [("light", 1200), ("dark", 1200), ("light", 360)]


def chromium() -> str:
    """The machine's own browser."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return found or pytest.skip("no Chromium on this machine")


@contextmanager
def browser(*arguments: str) -> Iterator[Any]:
    """A Chromium; nothing of it reaches the internet: every name is mapped to this machine by the arguments, or is not found."""
    with playwright.sync_playwright() as engine:
        made = engine.chromium.launch(executable_path=chromium(), args=["--no-sandbox", *arguments])
        try:
            yield made
        finally:
            made.close()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, str, MemoryDesk]]:
    """A proxy, and a console over a register in which one tool is published, one suspended, one asked for."""
    folder = tmp_path_factory.mktemp("house")
    desk = MemoryDesk([*history("mistral")[1], *history("claude")[1], *history("perplexity")[1][:3]])
    place = workplace(desk)
    with provider(folder / "provider") as there, running(there, folder) as proxy:
        ports = (f"127.0.0.1:{proxy.settings.proxy.port}",)
        script = pac.pac(place.register(), ports, NOW)
        parts = Parts(workplace=place, script=script)
        with served(parts.app()) as base:
            proxy.admission._base = base
            proxy.admission.replace(place.register())
            proxy.customs.clock = lambda: NOW
            proxy.customs._name = proxy.admission.name
            yield proxy, base, desk


def test_from_the_door_to_the_request(house: tuple[Running, str, MemoryDesk]) -> None:
    """The PAC file sends an AI service to the proxy; its page says why, names what to use instead, and leads to the form."""
    _, base, desk = house
    port = base.rpartition(":")[2]
    rules = f"--host-resolver-rules=MAP www.urad.example 127.0.0.1:{port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    with browser(f"--proxy-pac-url={base}/proxy.pac", rules) as chrome:
        page = chrome.new_context(ignore_https_errors=True, locale="cs-CZ").new_page()
        answer = page.goto("https://gemini.google.com/app")
        assert (answer.status, page.title()) == (403, "Nástroj Gemini není schválen")
        assert page.locator("li").all_inner_texts() == ["Claude"]
        page.get_by_text("Požádat o tento nástroj").click()
        page.wait_for_url("**/tools/request**")
        assert page.locator("#service").input_value() == "gemini"
        page.get_by_text("Přihlásit se").click()
        page.fill("#token", TOKEN)
        page.click("button")
        page.wait_for_url("**/tools/gemini/request")
        for name, value in {"owner": "Ing. Vzor", "department": "odbor kultury", "purpose": "shrnutí", "legal_basis": "e)"}.items():
            page.fill(f"[name={name}]", value)
        page.check("[name=uses][value=chat]")
        page.check("[name=data_classes][value=public]")
        page.select_option("[name=account]", "enterprise")
        page.fill("#who", "Ing. Vzor")
        page.get_by_text("Uložit návrh žádosti").click()
        page.wait_for_url("**/register/gemini")
        assert desk.case("gemini").facts.uses == ("chat",)
        desk.steps.pop("gemini")
        direct = page.goto("http://www.urad.example/")
        assert direct.status == 421, "any other host goes direct: here to the console, which does not know that name"


def test_with_the_proxy_gone_there_is_no_way_around(house: tuple[Running, str, MemoryDesk], tmp_path: Path) -> None:
    """Without a proxy the browser does not ask an AI service by itself."""
    _, base, _ = house
    script = tmp_path / "proxy.pac"
    script.write_text(pac.pac(workplace().register(), [f"127.0.0.1:{port}" for port in free_ports(2)], NOW), encoding="ascii")
    with served(Parts(script=script.read_text(encoding="ascii")).app()) as other:
        port = base.rpartition(":")[2]
        rules = f"--host-resolver-rules=MAP * 127.0.0.1:{port}, EXCLUDE 127.0.0.1"
        with browser(f"--proxy-pac-url={other}/proxy.pac", rules) as chrome:
            page = chrome.new_context(ignore_https_errors=True).new_page()
            assert page.goto("http://www.urad.example/").status == 421, "the browser is there and its PAC file is read"
            with pytest.raises(playwright.Error, match="ERR_PROXY_CONNECTION_FAILED"):
                page.goto("http://gemini.google.com/")


@pytest.mark.parametrize(("scheme", "width"), VIEWS)
def test_pages_fit_and_run_nothing(house: tuple[Running, str, MemoryDesk], scheme: str, width: int) -> None:
    """In both colour schemes and on a phone no page is wider than the window, and none breaks its own security policy."""
    _, base, _ = house
    said: list[str] = []
    with browser("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1") as chrome:
        context = chrome.new_context(locale="cs-CZ", color_scheme=scheme, viewport={"width": width, "height": 800})
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"{base}/sign-in?next=/register")
        page.fill("#token", TOKEN)
        page.click("button")
        page.wait_for_url(f"{base}/register")
        for path in (
            "/tools",
            "/tools/mistral",
            "/tools/gemini",
            "/tools/request",
            "/register",
            "/register/mistral",
            "/register/perplexity",
            "/shadow",
        ):
            assert page.goto(base + path).status == 200, path
            for one in page.locator("details.panel > summary").all():
                one.click()
            assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), path
            assert page.locator("h1").count() == 1, path
    assert said == []
