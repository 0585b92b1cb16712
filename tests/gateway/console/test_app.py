"""The console put together."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from gateway.console.ports import Ports
from gateway.console.token import load_or_create
from gateway.record.canonical import canonical
from gateway.settings import Data, Settings
from gateway.store.errors import StoreUnavailable
from gateway.store.events import EventStore
from gateway.store.migrate import migrate
from gateway.store.rows import Filters
from gateway.store.url import store_url
from support.console import BEARER, TOKEN, Client, MemoryStore, Parts, StoreAway, Wanted, event


def test_the_console_loads_no_detector_and_no_proxy() -> None:
    """Its process stays small: Presidio, spaCy and mitmproxy are other processes' business."""
    heavy = ("presidio_analyzer", "spacy", "mitmproxy", "sqlalchemy")
    script = f"import sys, gateway.console.app, gateway.console.server; sys.exit(any(name in sys.modules for name in {heavy}))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_neither_ports_nor_settings_show_the_token() -> None:
    """The repr of what the console is given may land in a log."""
    ports: Ports = Parts().ports()
    assert TOKEN not in repr(ports)


def test_it_sends_nothing_anywhere() -> None:
    """The framework's telemetry, which would export exceptions where the environment says, is off."""
    app = Parts().app()
    assert not any(app._telemetry[name] for name in ("auto_configure", "tracing", "metrics", "logs"))


def test_the_real_store_fits_the_ports(tmp_path: Path) -> None:
    """Events appended to a real store come out of the API and the page; a foreign cursor is 400."""
    settings = Settings(data=Data(dir=tmp_path))
    url = store_url(settings)
    migrate(url)
    store = EventStore(url)
    store.append([canonical(event(number).payload()) for number in range(1, 4)], "node-1")
    given = Parts().ports()
    ports = Ports(
        token=load_or_create(tmp_path),
        events=store,
        filters=Filters,
        analysis=given.analysis,
        publication=given.publication,
        certificate=given.certificate,
        exposition=given.exposition,
        stages=given.stages,
        figures=given.figures,
        checks={},
        unavailable=(StoreUnavailable,),
    )
    from gateway.console.app import create_app

    client = Client(create_app(ports, settings))
    bearer = {"Authorization": f"Bearer {ports.token}"}
    first = client.get("/api/v1/events?limit=2&tool=openai&since=2027-01-01T00:00:00Z", headers=bearer)
    assert [item["id"] for item in first.json()["items"]] == ["evt-1", "evt-2"]
    assert "digest" not in first.text
    rest = client.get(f"/api/v1/events?after={first.json()['next']}", headers=bearer).json()
    assert [item["id"] for item in rest["items"]] == ["evt-3"]
    assert client.get("/api/v1/events/evt-2", headers=bearer).json()["kinds"] == {"CZ_BIRTH_NUMBER": 2, "EMAIL_ADDRESS": 1}
    assert client.get("/api/v1/events?after=nonsense", headers=bearer).status_code == 400
    assert "2 rodná čísla" in client.get("/", headers=bearer).text
    assert "evt-3" in client.get(f"/live?after={first.json()['next']}", headers=bearer).text
    store.close()


def test_the_fakes_behave_as_the_real_store() -> None:
    """The memory store of these tests keeps the promises they lean on."""
    store = MemoryStore(event(1), event(2))
    page = store.page(None, 1, Wanted())
    assert (page.more, page.next, store.page(page.next).next) == (True, "c1", "c2")
    store.away = True
    try:
        store.end()
    except StoreAway:
        return
    raise AssertionError


def test_head_is_answered_where_load_balancers_ask() -> None:
    """Open routes answer HEAD with no body."""
    client = Client(Parts().app())
    for path in ("/healthz", "/readyz", "/tools", "/tools.json", "/proxy.pac", "/sign-in"):
        answer = client.request("HEAD", path)
        assert answer.status_code == 200, path
    assert client.request("HEAD", "/metrics", headers=BEARER).status_code == 405
