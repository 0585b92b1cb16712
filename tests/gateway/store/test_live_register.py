"""The register as it stands now."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from allowlist.closure import Cause
from allowlist.match import ToolHost
from allowlist.register import Status
from allowlist.workflow.step import Action, Part
from gateway.record.stop import Stop
from gateway.register import Admission
from gateway.settings import Data, Settings, Tool
from gateway.store import confirming
from gateway.store.live_register import COPY, LiveRegister, watch
from gateway.store.register import RegisterStore
from gateway.store.stops import StopStore
from support.stores import sqlite_url
from support.workflow import WAY, step

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
OF_THE_FILE = Tool(approved_by="WG", approved_from=date(2026, 1, 1), approved_until=date(2027, 12, 31))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[Settings, RegisterStore]]:
    with closing(RegisterStore(sqlite_url(tmp_path))) as store:
        yield Settings(data=Data(dir=tmp_path), tools={"openai": OF_THE_FILE}), store


def publish(store: RegisterStore, tool: str) -> None:
    for action, part, why, facts in WAY:
        store.act(tool, lambda case, given=(action, part, why, facts): step(case, *given))


def test_published_is_open(house):
    """A tool opens when it is published and closes when it is suspended, without a restart."""
    settings, store = house
    live = LiveRegister(settings, store)
    assert live.load().status("mistral", NOW) is Status.NOT_IN_REGISTER
    assert live.refresh() is None  # nothing new
    publish(store, "mistral")
    fresh = live.refresh()
    assert fresh is not None
    assert fresh.status("mistral", NOW) is Status.APPROVED
    store.act("mistral", lambda case: step(case, Action.SUSPEND, Part.DPO, "únik"))
    fresh = live.refresh()
    assert fresh is not None
    assert fresh.status("mistral", NOW) is Status.NOT_IN_REGISTER


@pytest.mark.parametrize("tool", ["openai", "mistral"])
def test_the_kill_switch(house, tmp_path, tool):
    """A tool that was stopped is closed at once, approved in the file or by the working group; lifted, it is open as before."""
    settings, store = house
    publish(store, "mistral")
    with closing(StopStore(sqlite_url_of(tmp_path))) as stops:
        live = LiveRegister(settings, store, stops)
        assert live.load().status(tool, NOW) is Status.APPROVED
        stops.put(Stop(f"tool:{tool}", 1, NOW, True, "IT", "únik", notice="Prověřujeme."))
        fresh = live.refresh()
        assert fresh is not None
        assert fresh.status(tool, NOW) is Status.NOT_IN_REGISTER
        assert fresh.status({"openai": "mistral", "mistral": "openai"}[tool], NOW) is Status.APPROVED
        told = fresh.closure(tool, NOW)
        assert (told.cause, told.day, told.notice) == (Cause.SUSPENDED, NOW.date(), "Prověřujeme.")
        copied = LiveRegister(settings, RegisterStore(f"sqlite:///{tmp_path}/missing/store.sqlite3"), stops).load()
        assert copied.status(tool, NOW) is Status.NOT_IN_REGISTER, "a restart without the store opens nothing"
        stops.put(Stop(f"tool:{tool}", 1, NOW, False, "IT", "prověřeno"))
        fresh = live.refresh()
        assert fresh is not None
        assert fresh.status(tool, NOW) is Status.APPROVED


def sqlite_url_of(folder: Path) -> str:
    return f"sqlite:///{folder}/store.sqlite3"


def test_the_store_has_the_last_word(house):
    """A tool of the file stays until the working group decides on it; then the decision holds, also when it closes."""
    settings, store = house
    live = LiveRegister(settings, store)
    store.act("openai", lambda case: step(case, *WAY[0]))
    assert live.load().status("openai", NOW) is Status.APPROVED
    for given in WAY[1:]:
        store.act("openai", lambda case, given=given: step(case, *given))
    store.act("openai", lambda case: step(case, Action.RETIRE, Part.GROUP, "nahrazen"))
    fresh = live.refresh()
    assert fresh is not None
    assert fresh.status("openai", NOW) is Status.NOT_IN_REGISTER


def test_without_the_store(house, tmp_path):
    """While the store is away the last known register holds, also after a restart; a damaged copy closes every tool."""
    settings, store = house
    publish(store, "mistral")
    LiveRegister(settings, store).load()
    gone = RegisterStore(f"sqlite:///{tmp_path}/missing/store.sqlite3")
    live = LiveRegister(settings, gone)
    assert live.load().status("mistral", NOW) is Status.APPROVED
    assert live.refresh() is None
    assert (tmp_path / COPY).stat().st_mode & 0o077 == 0
    store.act("mistral", lambda case: step(case, Action.SUSPEND, Part.DPO, "únik", {"notice": "Prověřujeme."}))
    LiveRegister(settings, store).load()
    told = LiveRegister(settings, gone).load().closure("mistral", NOW)
    assert (told.cause, told.notice) == (Cause.SUSPENDED, "Prověřujeme."), "the door still says why"
    old = json.loads((tmp_path / COPY).read_text(encoding="utf-8"))
    old.pop("closures")
    (tmp_path / COPY).write_text(json.dumps(old), encoding="utf-8")
    assert LiveRegister(settings, gone).load().closure("mistral", NOW).cause is Cause.NOT_ASKED, "a copy of an older version"
    (tmp_path / COPY).write_text("{", encoding="utf-8")
    closed = LiveRegister(settings, gone).load()
    assert {closed.status(tool, NOW) for tool in ("mistral", "openai")} == {Status.NOT_IN_REGISTER}


def test_a_new_node_without_the_store(house, tmp_path):
    """What the office closed may be open in the settings: no tool is open until the store has answered once; then it is asked soon."""
    settings, store = house
    gone = LiveRegister(settings, RegisterStore(f"sqlite:///{tmp_path}/missing/store.sqlite3"))
    assert gone.load().status("openai", NOW) is Status.APPROVED, "nobody can have decided anything: the store is still to be made"
    confirming.begin("postgresql+psycopg://celnice@127.0.0.1:9/celnice", tmp_path)
    assert gone.load().status("openai", NOW) is Status.NOT_IN_REGISTER
    assert not gone.is_read
    live = LiveRegister(settings, store)
    assert live.load().status("openai", NOW) is Status.APPROVED
    assert live.is_read
    assert gone.load().status("openai", NOW) is Status.APPROVED, "from the copy that is there now"


async def _watched(live: LiveRegister, admission: Admission, act: Callable[[], object]) -> None:
    task = asyncio.create_task(watch(live, admission, 0.01))
    act()
    for _ in range(6000):
        await asyncio.sleep(0.01)
        if isinstance(admission.match_host("api.mistral.ai", 443, NOW), ToolHost):
            break
    task.cancel()


def test_the_proxy_sees_it(house):
    """What is published reaches a running proxy."""
    settings, store = house
    live = LiveRegister(settings, store)
    admission = Admission(live.load())
    asyncio.run(_watched(live, admission, lambda: publish(store, "mistral")))
    assert isinstance(admission.match_host("api.mistral.ai", 443, NOW), ToolHost)
