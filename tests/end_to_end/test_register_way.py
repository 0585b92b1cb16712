"""A tool's whole way with a moved clock: asked for, assessed, voted on, approved, announced, published, used, expired; and suspended.

Everything is real but the clock: the console's forms, the store, the proxy's own dispatcher and sockets, and how it follows the store.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from allowlist import prague
from allowlist.workflow import working_days
from allowlist.workflow.risk import Criterion, packaged
from allowlist.workflow.standing import Rules
from gateway.console.ports import Workplace
from gateway.console.register_form import OPTIONS
from gateway.record.shadow import report
from gateway.register import register
from gateway.settings import Settings, Tool
from gateway.store.live_register import LiveRegister, watch
from gateway.store.register import RegisterStore
from support.console import BEARER, Client, Parts
from support.proxy import Running, running
from support.stand_in import provider
from support.stores import sqlite_url
from support.workflow import ANSWERS, APPROVAL, REQUEST

REFRESH = 0.05
"""Seconds between two looks at the store."""
PATIENCE = 60.0
TOOL = "openai"
START = datetime(2026, 9, 1, 8, tzinfo=UTC)
BASE = "https://celnice.urad.example"
PROMPT = {"model": "m", "messages": [{"role": "user", "content": "Shrň veřejnou vyhlášku."}]}
ASSESSMENT = {f"criterion.{one.value}": "v pořádku" for one in Criterion} | {f"answer.{key}": value for key, value in ANSWERS.items()}


class Office:
    """The console and the proxy of one office, with one store and one clock."""

    def __init__(self, proxy: Running, store: RegisterStore, settings: Settings) -> None:
        self.now = START
        self.proxy, self.store = proxy, store
        proxy.customs.clock = lambda: self.now
        place = Workplace(
            store, lambda: proxy.admission.known, packaged(), Rules(), lambda: self.now, lambda _month: report([]), str.encode
        )
        self.client = Client(Parts(workplace=place).app(settings))

    def act(self, action: str, **form: object) -> None:
        """One step by its form, a day after the one before."""
        self.now += timedelta(days=1)
        path = "/tools/ask" if action == "draft" else f"/register/{TOOL}/{action}"
        answer = self.client.post(path, data={"who": "Ing. Vzor", "service": TOOL} | form, headers=BEARER | {"Accept": "text/html"})
        assert answer.status_code == 303, (action, answer.text)

    def prompt(self) -> int:
        """The status of one prompt through the proxy."""
        return self.proxy.send(PROMPT)[0]

    def page(self) -> str:
        """What a browser is shown instead of the tool."""
        status, body, headers = self.proxy.send(None, method="GET", path="/", headers={"accept": "text/html", "accept-language": "cs"})
        assert status == 403
        assert headers["content-type"].startswith("text/html")
        return body.decode().replace("\u00a0", " ")

    def awaits(self, status: int) -> None:
        """Asks until the proxy answers so."""
        begun = time.monotonic()
        while self.prompt() != status:
            assert time.monotonic() - begun < PATIENCE, f"the proxy never answered {status}"
            time.sleep(0.01)


@contextmanager
def following(office: Office, live: LiveRegister) -> Iterator[None]:
    """What each proxy process runs beside its ports: the register in the store is looked at again and again."""
    loops: list[asyncio.AbstractEventLoop] = []
    tasks: list[asyncio.Task[None]] = []
    ready = threading.Event()

    async def main() -> None:
        loops.append(asyncio.get_running_loop())
        tasks.append(asyncio.create_task(watch(live, office.proxy.admission, REFRESH)))
        ready.set()
        await asyncio.gather(*tasks, return_exceptions=True)

    thread = threading.Thread(target=asyncio.run, args=(main(),))
    thread.start()
    assert ready.wait(PATIENCE)
    try:
        yield
    finally:
        loops[0].call_soon_threadsafe(tasks[0].cancel)
        thread.join(PATIENCE)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office whose file approves nothing today: its one entry ended long ago, and says only where this node reaches the tool."""
    (tmp_path / "store").mkdir()
    with provider(tmp_path / "provider") as there, running(there, tmp_path) as proxy, closing(RegisterStore(sqlite_url(tmp_path / "store"))) as store:  # fmt: skip
        ended = Tool(approved_by="x", approved_from=date(2020, 1, 1), approved_until=date(2020, 12, 31), pin=f"127.0.0.1:{there.port}")
        settings = proxy.settings.model_copy(update={"tools": {TOOL: ended}})
        live = LiveRegister(settings, store)
        proxy.admission._base = BASE
        proxy.admission.replace(live.load())
        made = Office(proxy, store, settings)
        with following(made, live):
            yield made


def sent(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts as a browser sends them."""

    def one(name: str, value: object) -> object:
        if isinstance(value, list) and name not in OPTIONS:
            return "\n".join(value)
        return "yes" if value is True else value

    return {name: one(name, value) for name, value in facts.items()}


def publish(office: Office) -> tuple[date, date]:
    """The whole way up to publication; returns the first and the last day of use."""
    office.act("draft", **sent(REQUEST), part="head_of_department")
    office.act("consult", part="head_of_it", security_notes="přihlášení přes úřad")
    office.act("submit", **sent(REQUEST))
    office.act("assess", **ASSESSMENT)
    office.act("vote", approve="yes", part="working_group", paper="zápis 1/2027")
    first = working_days.earliest_start((office.now + timedelta(days=2)).date())
    last = first + timedelta(days=200)
    dates = {"approved_from": first.isoformat(), "approved_until": last.isoformat(), "next_review": (last + timedelta(days=30)).isoformat()}
    office.act("approve", **(sent(APPROVAL) | dates | {"why": "splňuje všech šest kritérií"}))
    office.act("announce", part="data_protection_officer")
    office.act("publish", part="administrator", **dates)
    return first, last


def test_from_the_request_to_the_last_day(office: Office) -> None:
    """Closed until its first day, used through the real proxy until its last, and closed at the midnight in Prague that ends it."""
    assert office.prompt() == 403
    assert "platilo do 31. 12. 2020" in office.page().casefold()

    first, last = publish(office)
    deadline = time.monotonic() + PATIENCE
    while "Je schválen až od" not in office.page():
        assert time.monotonic() < deadline, "the proxy did not see the publication"
        time.sleep(0.02)
    assert office.prompt() == 403, "published, but its first day is to come: 20 working days after the announcement"

    opens, closes = prague.midnight(first), prague.end(last)
    office.now = opens - timedelta(seconds=1)
    assert office.prompt() == 403
    office.now = opens
    assert office.prompt() == 200
    assert office.proxy.provider.requests(), "the prompt arrived at the provider"
    office.now = closes - timedelta(seconds=1)
    assert office.prompt() == 200

    office.proxy.provider.reset()
    office.now = closes
    assert office.prompt() == 403, "the door closes at that minute, without anybody doing anything"
    assert office.proxy.provider.untouched()
    page = office.page()
    assert f"Platilo do {last.day}. {last.month}. {last.year} a nebylo prodlouženo." in page
    assert f'href="{BASE}/tools/request?service={TOOL}"' in page
    events = [event for event in office.proxy.recorder.events if event.type == "tool.refused"]
    assert {event.tool for event in events} == {TOOL}
    assert {(event.host, event.operation) for event in events} == {("api.openai.com", "")}, "host and time, nothing of the request"


def test_a_suspension_closes_and_says_why(office: Office) -> None:
    """Suspended by a form, the tool is closed once the proxy has looked at the store again, and says why; resumed, it opens."""
    first, _ = publish(office)
    office.now = prague.midnight(first) + timedelta(days=1)
    office.awaits(200)
    office.act("suspend", why="Jan Vzor nahrál spis", part="data_protection_officer", notice="Prověřujeme únik dat.")
    office.awaits(403)
    page = office.page()
    assert "je pozastaveno" in page
    assert "Prověřujeme únik dat." in page
    assert "Jan Vzor" not in page, "the reason stays inside"
    status, body, _ = office.proxy.send(PROMPT)
    assert status == 403
    assert "Prověřujeme únik dat." in json.loads(body)["error"]["message"], "programs are told too"
    office.act("resume", why="vyřešeno")
    office.awaits(200)


def test_a_retired_tool_stays_closed_while_it_is_asked_for_again(office: Office) -> None:
    """An entry of the file does not come back to life when somebody files a new request for what the working group has retired."""
    first, _ = publish(office)
    office.now = prague.midnight(first) + timedelta(days=1)
    office.awaits(200)
    office.act("retire", why="nahrazen")
    office.awaits(403)
    alive = Tool(approved_by="x", approved_from=date(2020, 1, 1), approved_until=date(2099, 12, 31))
    settings = office.proxy.settings.model_copy(update={"tools": {TOOL: alive}})
    assert TOOL in register(settings).grants, "alone, the file would approve it"
    office.act("draft", **sent(REQUEST), part="head_of_department", why="nová smlouva")
    assert TOOL not in LiveRegister(settings, office.store).load().grants
    office.act("consult", part="head_of_it")
    assert TOOL not in LiveRegister(settings, office.store).load().grants
    assert office.prompt() == 403
