"""Alive and ready."""

from __future__ import annotations

import asyncio
import dataclasses

import pytest

from gateway.console.app import create_app
from gateway.console.health import KEEP_SECONDS, Readiness
from gateway.settings import Settings
from support.console import BEARER, Client, Parts

PLANTED = "cannot open /secret/path"


async def passes() -> bool:
    return True


async def fails() -> bool:
    return False


async def raises() -> bool:
    raise RuntimeError(PLANTED)


async def hangs() -> bool:
    await asyncio.Event().wait()
    return True


def test_alive_is_one_word() -> None:
    """Alive asks nothing of anybody, also by HEAD."""
    client = Client(Parts().app())
    assert client.get("/healthz").text == "ok\n"
    assert client.request("HEAD", "/healthz").status_code == 200


def test_ready_when_every_part_is() -> None:
    """Each check is named, and all must pass."""
    answer = Client(Parts().app()).get("/readyz")
    assert answer.status_code == 200
    checks = {name: {"ok": True} for name in ("store", "detection", "spool", "ca")}
    assert answer.json() == {"ready": True, "checks": checks, "change_refused": False}


@pytest.mark.parametrize(("check", "reason"), [(fails, "it says no"), (raises, "it raises")])
def test_one_part_that_is_not_makes_all_not(check: object, reason: str) -> None:
    """503, the part by name, and not a word of why: the route is open."""
    answer = Client(Parts(checks={"store": check, "ca": passes}).app()).get("/readyz")  # type: ignore[dict-item]
    assert answer.status_code == 503, reason
    assert answer.json() == {"ready": False, "checks": {"store": {"ok": False}, "ca": {"ok": True}}, "change_refused": False}
    assert PLANTED not in answer.text


def test_ready_for_people() -> None:
    """A balancer asks without the store: all nodes share it, and would all be gone with it. Nothing else can be left out."""
    client = Client(Parts(checks={"store": fails, "ca": passes}).app())  # type: ignore[dict-item]
    answer = client.get("/readyz?without=store")
    assert answer.status_code == 200
    assert answer.json()["checks"] == {"ca": {"ok": True}}
    assert client.get("/readyz").status_code == 503
    assert client.get("/readyz?without=ca").status_code == 422


def test_a_check_that_hangs_has_failed() -> None:
    """No check holds the answer up."""
    readiness = Readiness({"detection": hangs, "ca": passes}, lambda: 0.0, check_seconds=2)
    assert asyncio.run(readiness.answers()) == {"detection": False, "ca": True}


def test_an_answer_is_kept_for_a_moment() -> None:
    """An open route must not cost a query for each request."""
    asked, now = [], [0.0]

    async def counted() -> bool:
        asked.append(1)
        return True

    readiness = Readiness({"store": counted}, lambda: now[0])

    async def run() -> None:
        await asyncio.gather(*(readiness.answers() for _ in range(20)))
        assert len(asked) == 1
        now[0] = KEEP_SECONDS
        await readiness.answers()
        assert len(asked) == 2

    asyncio.run(run())


def test_a_console_that_ends_is_not_ready() -> None:
    """A load balancer stops sending while open answers finish."""
    app = Parts().app()
    app.state.tail.close()
    assert Client(app).get("/readyz").status_code == 503


def test_a_node_that_finishes_is_not_ready() -> None:
    """After SIGTERM answers under way go on, and new people go elsewhere."""
    ports = dataclasses.replace(Parts().ports(), leaving=lambda: True)
    answer = Client(create_app(ports, Settings())).get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (503, False)


def test_a_refused_change_is_said_and_harms_nobody() -> None:
    """While settings with a mistake wait to be mended the node is ready with those before; the open page says no more than that."""
    parts = Parts()
    ports = dataclasses.replace(parts.ports(), refused_change=lambda: "celnice.toml:3: threshold")
    client = Client(create_app(ports, Settings()))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["change_refused"]) == (200, True)
    assert "threshold" not in answer.text
    assert "celnice.toml:3: threshold" in client.get("/", headers={**BEARER, "Accept": "text/html"}).text
