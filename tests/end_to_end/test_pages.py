"""The chat pages in a real browser through the real gateway: an employee reads why, in the page; nothing planted reaches the tool."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest

from allowlist.loader import packaged
from gateway.demo.replies import TEXT
from support.chromium import chromium, executable
from support.gateway_process import Gateway, gateway
from support.page_provider import TOOLS, PageProvider, page_provider

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("pages")]

PLANTED = "715319/2743"
CLEAN = "Napište prosím úvod k vyhlášce o místním poplatku ze psů."
DIRTY = f"Shrňte žádost paní s r. č. {PLANTED} o příspěvek."
ENTRY = 'approved_by = "test"\napproved_from = 2026-01-01\napproved_until = 2099-12-31\npin = "127.0.0.1:{port}"\n'

SIGN_IN = {
    "chatgpt.com": "POST /backend-api/sentinel/chat-requirements",
    "claude.ai": "POST /api/auth/exchange_nonce",
}
MEASUREMENTS = {
    "chatgpt.com": "POST /ces/v1/t",
    "claude.ai": "POST /api/event_logging/batch",
    "gemini.google.com": "POST /_/BardChatUi/browserinfo",
    "copilot.microsoft.com": "POST /cl/eus2/collect",
}

UPLOADS = {
    "chatgpt.com": "sdmntprnortheu.oaiusercontent.com",
    "claude.ai": "claude.ai",
    "gemini.google.com": "push.clients6.google.com" if packaged().hosts.find("push.clients6.google.com") else "",
    "copilot.microsoft.com": "copilot.microsoft.com",
}
"""Where a tool takes files; "": on a host that is not the tool's alone, which is not let through."""


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PageProvider]:
    executable()
    with page_provider(tmp_path_factory.mktemp("pages")) as running:
        yield running


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, provider: PageProvider) -> Iterator[Gateway]:
    more = "".join(f"[tools.{tool}]\n" + ENTRY.format(port=provider.port) for tool in TOOLS.values())
    with gateway(tmp_path_factory.mktemp("gateway"), provider, more=more) as running:  # type: ignore[arg-type]
        yield running


@pytest.fixture(scope="module")
def browser(house: Gateway) -> Iterator[Any]:
    with chromium(house.ports.proxy, house.ca, next(iter(TOOLS))) as running:
        yield running


class Page:
    """One tab with one tool's page."""

    def __init__(self, tab: Any, host: str) -> None:
        self.tab = tab
        self.tab.goto(f"https://{host}/")
        self.tab.wait_for_selector("body[data-ready=yes]")

    def ask(self, text: str) -> str:
        """Types a message, sends it, and returns the assistant's."""
        number = self.tab.locator("article").count()
        self.tab.get_by_label("Zpráva").fill(text)
        self.tab.get_by_role("button", name="Odeslat").click()
        answer = self.tab.locator("article").nth(number + 1)
        answer.and_(self.tab.locator("[data-done=yes]")).wait_for()
        return str(answer.inner_text())

    def attach(self, path: Path) -> str:
        """Attaches a file; what the page says of it."""
        self.tab.get_by_label("Příloha").set_input_files(path)
        self.tab.wait_for_function("document.querySelector('#files').textContent || document.querySelector('[role=alert]').textContent")
        return self.alert() or str(self.tab.locator("#files").inner_text())

    def alert(self) -> str:
        """What went wrong, as the page tells it."""
        return str(self.tab.get_by_role("alert").inner_text()) if self.tab.get_by_role("alert").is_visible() else ""


@pytest.fixture(params=list(TOOLS))
def page(request: pytest.FixtureRequest, browser: Any, provider: PageProvider, house: Gateway) -> Iterator[tuple[str, Page]]:
    provider.requests.clear()
    provider.sockets.clear()
    context = browser.new_context(locale="cs-CZ", viewport={"width": 900, "height": 640})
    try:
        yield request.param, Page(context.new_page(), request.param)
    finally:
        if folder := os.environ.get("CELNICE_TEST_PICTURES"):
            context.pages[0].screenshot(path=f"{folder}/{request.node.name}.png")
        context.close()


def letter(folder: Path, text: str) -> Path:
    path = folder / "dopis.docx"
    made = docx.Document()
    made.add_paragraph("Vážení, zasíláme podklady k jednání.")
    made.add_table(1, 1).cell(0, 0).text = text
    made.save(str(path))
    return path


def test_a_clean_question_is_answered(page: tuple[str, Page], provider: PageProvider) -> None:
    """A clean question gets the tool's own answer, and the page works: sign-in and assets pass, measurements stay here."""
    host, tab = page
    assert tab.ask(CLEAN) == TEXT
    assert tab.alert() == ""
    came = provider.paths(host)
    assert SIGN_IN.get(host) in {None, *came}
    assert MEASUREMENTS[host] not in came
    assert not [path for path in provider.paths("ab.chatgpt.com") if path.startswith("POST")]
    assert provider.found(CLEAN) == [CLEAN]


def test_what_nobody_knows_is_refused(page: tuple[str, Page], provider: PageProvider) -> None:
    """A page that begins to send things elsewhere gets a refusal that it can read; other hosts are not reached at all."""
    host, tab = page
    status, body = tab.tab.evaluate("""async () => {
        const answer = await fetch("/new/feature", {method: "POST", body: "x", headers: {"accept": "application/json"}});
        return [answer.status, await answer.text()];
    }""")
    assert status == 403
    assert body
    assert (
        tab.tab.evaluate("fetch('https://elsewhere.example/', {mode: 'no-cors'}).then(() => 'reached', () => 'not reached')")
        == "not reached"
    )
    assert "POST /new/feature" not in provider.paths(host)


def test_a_stopped_question_is_explained(page: tuple[str, Page], provider: PageProvider, house: Gateway) -> None:
    """The assistant's own place in the page says what was found, and the page goes on working; the value never left."""
    _, tab = page
    answer = tab.ask(DIRTY)
    assert "rodné číslo" in answer
    assert PLANTED not in answer
    assert tab.alert() == ""
    assert house.quoted(answer)
    assert provider.found(PLANTED, PLANTED.replace("/", "")) == []
    assert tab.ask(CLEAN) == TEXT


def test_a_file(page: tuple[str, Page], provider: PageProvider, tmp_path: Path) -> None:
    """A document with a value in a table stays here, and the page says why."""
    host, tab = page
    said = tab.attach(letter(tmp_path, f"Žadatelka, r. č. {PLANTED}"))
    assert "nepodařilo nahrát" in said
    assert "rodné číslo" in said or not UPLOADS[host]
    assert PLANTED not in said
    assert provider.found(PLANTED) == []
    assert not [got for got in provider.requests if got.body.startswith(b"PK") or b"\r\n\r\nPK" in got.body]


def test_a_clean_file(page: tuple[str, Page], provider: PageProvider, tmp_path: Path) -> None:
    """A clean document arrives byte for byte, on whichever host the tool takes it, and the question about it is answered."""
    host, tab = page
    path = letter(tmp_path, "Příloha č. 2")
    said = tab.attach(path)
    if not UPLOADS[host]:
        assert "nepodařilo nahrát" in said
        return
    assert said == f"přiloženo: {path.name}"
    assert [got.host for got in provider.requests if path.read_bytes() in got.body] == [UPLOADS[host]]
    assert tab.ask(CLEAN) == TEXT


def test_the_running_gateway_tells_what_it_sees(house: Gateway) -> None:
    """The table of the node itself: these tools are approved, and their questions are read."""
    status, body = house.api("GET", "/api/v1/coverage")
    assert status == 200
    tools = {tool["id"]: tool for tool in json.loads(body)["tools"]}
    assert {name for name, tool in tools.items() if tool["approved"]} == {"openai", "anthropic", *TOOLS.values()}
    seen = {one["operation"]: one["sight"] for one in tools["chatgpt"]["operations"]}
    assert (seen["conversation"], seen["socket"], seen["sign_in"]) == ("scanned", "refused", "unread")
