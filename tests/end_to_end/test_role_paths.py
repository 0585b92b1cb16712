"""Each role's main path through the console of a running gateway over PostgreSQL, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from argon2 import PasswordHasher

from gateway.accounts.account import Account
from gateway.accounts.role import Role
from gateway.demo.run import KEYS
from gateway.store.accounts import AccountStore
from support.chromium import executable
from support.gateway_process import Gateway, gateway
from support.persons import BIRTH_NUMBER, SAYS_BIRTH_NUMBER
from support.postgresql import Cluster
from support.reception import PASSWORD
from support.stand_in import Provider
from support.workflow import ANSWERS

playwright = pytest.importorskip("playwright.sync_api")

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("role paths")]

URL = "https://api.openai.com/v1/chat/completions"
WAIT = 60_000
"""Milliseconds until a page is there, on a machine that does much else."""
PEOPLE = {
    "jana": ("Jana Vzorová", Role.EMPLOYEE),
    "ivan": ("Ivan Bezpečný", Role.IT_SECURITY),
    "bara": ("Mgr. Bára Vzorová", Role.DPO),
    "sona": ("Soňa Skupinová", Role.WORKING_GROUP),
    "cyril": ("Ing. Cyril Příkladný", Role.DIRECTOR),
    "vera": ("Věra Správná", Role.ADMINISTRATOR),
    "adam": ("Adam Kontrolní", Role.AUDITOR),
}

type SignIn = Callable[[str], Any]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, shared_provider: Provider) -> Iterator[Gateway]:
    """A gateway over PostgreSQL with somebody of every role."""
    cluster = Cluster.start_new()
    try:
        store = cluster.url(cluster.database())
        more = f"[detection]\nprocesses = 1\n[documents]\nprocesses = 1\n[store]\nurl = {json.dumps(store)}\n"
        with gateway(tmp_path_factory.mktemp("house"), shared_provider, more=more, console='second_factor = "nobody"\n') as running:
            hashed = PasswordHasher(1, 8, 1).hash(PASSWORD)
            with closing(AccountStore(store)) as keeper:
                for account, (name, role) in PEOPLE.items():
                    keeper.put(Account(account, name, frozenset({role}), hashed))
            yield running
    finally:
        cluster.remove()


@pytest.fixture
def chrome() -> Iterator[Any]:
    arguments = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    with playwright.sync_playwright() as engine:
        made = engine.chromium.launch(executable_path=executable(), args=arguments)
        yield made
        made.close()


@pytest.fixture
def sign_in(house: Gateway, chrome: Any) -> SignIn:
    """Signs somebody in by the form; the page on which their role begins."""

    def signed(account: str) -> Any:
        context = chrome.new_context(locale="cs-CZ", base_url=f"http://127.0.0.1:{house.ports.console}")
        context.set_default_timeout(WAIT)
        page = context.new_page()
        page.goto("/sign-in")
        page.fill("#account", account)
        page.fill("#password", PASSWORD)
        page.click("main form button")
        page.wait_for_url(lambda url: "/sign-in" not in url)
        return page

    return signed


def stopped(house: Gateway) -> str:
    """Sends a prompt that is stopped; its event's id."""
    body = json.dumps({"model": "m", "messages": [{"role": "user", "content": SAYS_BIRTH_NUMBER}]}).encode()
    answer = house.curl.send(URL, body, KEYS["openai"])
    assert answer.status == 403
    return str(house.event_of(answer)["id"])


def reported(page: Any, title: str) -> str:
    """An employee reports what left; the number of its case."""
    page.goto("/report")
    page.fill("#title", title)
    page.check("[name=left][value=yes]")
    page.select_option("#tool", "openai")
    page.click("main form.panel button")
    return str(page.inner_text(".done code"))


def test_employee(sign_in: SignIn) -> None:
    """Begins at what may be used; checks a text, reports a wrong output and a breach, asks for a tool; sees nobody's events."""
    page = sign_in("jana")
    assert page.url.endswith("/start")
    page.get_by_role("link", name="Zkontrolovat").first.click()
    page.fill("#text", SAYS_BIRTH_NUMBER)
    page.click("main form button[type=submit], main form button:not([type])")
    page.wait_for_selector("#result")
    assert page.locator("mark").first.inner_text().startswith(BIRTH_NUMBER)
    page.goto("/tools/openai")
    page.fill("#why", "Uvedl neexistující paragraf.")
    page.click("main form button")
    page.wait_for_selector(".done")
    group = sign_in("sona")
    assert "schváleno v nastavení brány" in group.locator("tr:has(a[href='/register/openai'])").inner_text(), (
        "the report stands in the register"
    )
    assert reported(page, "Seznam žadatelů odešel").split("-")[0].isdecimal()
    assert page.goto("/events").status == 403
    assert page.goto("/cases").status == 403


def test_data_protection_officer(sign_in: SignIn) -> None:
    """A report rings in the inbox with what comes next; taken over and called an incident, its clock runs and the papers are there."""
    number = reported(sign_in("jana"), "Tabulka platů odešla")
    page = sign_in("bara")
    assert page.url.endswith("/cases")
    card = page.locator(".card", has_text=number)
    assert "Tabulka platů odešla" in card.inner_text()
    card.locator("h3 a").click()
    page.wait_for_url(f"**/cases/{number}")
    page.locator("form[action*='/receive'] button").click()
    page.wait_for_selector("form[action*='/classify']")
    form = page.locator("form[action*='/classify']")
    form.locator("[name=as]").first.wait_for(state="attached")
    page.locator("form[action*='/classify'] [name=as][value=incident]").check()
    form.locator("[name=why]").fill("údaje mohly odejít")
    form.locator("button").click()
    page.wait_for_selector(".clock [data-until]")
    assert "hodin" in page.inner_text(".clock strong")
    with page.expect_download() as download:
        page.locator(f"a[href*='/api/v1/breaches/{number}/papers/'][href*='docx']").first.click()
    assert download.value.failure() is None


def test_working_group(sign_in: SignIn) -> None:
    """A head of department's request is assessed: the risk level is computed before anything is decided, then voted on."""
    page = sign_in("jana")
    page.goto("/tools/gemini/request")
    for name, value in {"owner": "Ing. Vzor", "department": "odbor kultury", "purpose": "shrnutí", "legal_basis": "e)"}.items():
        page.fill(f"[name={name}]", value)
    page.check("[name=uses][value=chat]")
    page.check("[name=data_classes][value=public]")
    page.select_option("[name=account]", "enterprise")
    page.click("main form button")
    page.wait_for_selector(".done")
    ivan = sign_in("ivan")
    ivan.goto("/register/gemini")
    ivan.fill("#consult [name=security_notes]", "přihlášení přes úřad")
    ivan.click("#consult button")
    ivan.wait_for_selector(".history li[value='2']")
    group = sign_in("sona")
    assert group.url.endswith("/register")
    group.get_by_role("link", name="Gemini", exact=True).click()
    group.wait_for_url("**/register/gemini")
    assert "přihlášení přes úřad" in group.inner_text("main")
    group.click("#submit button")
    group.wait_for_selector("#assess", state="attached")
    group.wait_for_load_state()  # the form is whole
    for box in group.locator("#assess textarea").all():
        box.fill("v pořádku")
    for question, answer in ANSWERS.items():
        group.check(f"#assess [name='answer.{question}'][value='{answer}']")
    group.click("#assess [value=preview]")
    assert "%" in group.inner_text("#assess .done"), "the level is computed, and nothing is decided"
    group.click("#assess [value=act]")
    group.wait_for_selector("#vote", state="attached")
    group.check("#vote [name=approve][value=yes]")
    group.click("#vote [value=act]")
    group.wait_for_selector("text=Soňa Skupinová pro")


def test_director(sign_in: SignIn, house: Gateway) -> None:
    """One page: how much was stopped this month, what is open, and nothing of any person."""
    number = reported(sign_in("jana"), "Pro ředitele")
    stopped(house)
    page = sign_in("cyril")
    assert page.url.endswith("/director")
    row = page.locator("tr", has_text=number)
    assert "Pro ředitele" in row.inner_text()
    row.locator("a").click()
    page.wait_for_url(f"**/cases/{number}")
    assert page.goto("/events").status == 403


def test_it_security(sign_in: SignIn, house: Gateway) -> None:
    """What is stopped appears by itself; its page says what was found, where and by which rule."""
    page = sign_in("ivan")
    page.wait_for_selector("#connection.live, #connection[data-state=live], #live")
    event = stopped(house)
    page.wait_for_selector(f"tr[data-id='{event}']")
    page.click(f"tr[data-id='{event}'] a")
    page.wait_for_url(f"**/events/{event}")
    text = page.inner_text("main")
    assert "Rodné číslo" in text or "rodné číslo" in text
    assert BIRTH_NUMBER not in page.content()
    for path in ("/charts", "/gateway", "/coverage?tool=openai", "/false-alarms", "/try"):
        assert page.goto(path).status == 200, path


def test_auditor(sign_in: SignIn, house: Gateway) -> None:
    """Sees what was stopped and every case, and can change nothing: no form but their own, no sealed evidence."""
    number, event = reported(sign_in("jana"), "Pro audit"), stopped(house)
    page = sign_in("adam")
    for path in (f"/events/{event}", f"/cases/{number}", "/cases/register", "/requests", "/register", "/charts", "/shadow"):
        assert page.goto(path).status == 200, path
        assert page.locator("main form[method=post]").count() == 0, path
    for path in ("/evidence", "/admin", "/check", "/try", "/director"):
        assert page.goto(path).status == 403, path


def test_administrator(sign_in: SignIn) -> None:
    """First steps, what doctor finds, a new account with its one-time link, the kit; neither events' pages of cases nor requests."""
    page = sign_in("vera")
    page.goto("/admin")
    assert page.locator("#doctor li").count() > 5
    page.goto("/admin/users")
    page.fill("#account", "nova.kolegyne")
    page.check("section.card [name=role][value=employee]")
    page.click("section.card button")
    link = page.locator("code", has_text="/sign-in/link").first.inner_text()
    assert link.startswith("http://127.0.0.1:")
    page.goto("/admin/kit")
    with page.expect_download() as download:
        page.locator("a[href='/admin/kit.zip']").first.click()
    assert download.value.failure() is None
    for path in ("/admin/settings", "/admin/feeds", "/admin/backup"):
        assert page.goto(path).status == 200, path
    assert page.goto("/cases").status == 403
