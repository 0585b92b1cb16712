"""The page of the gateway's state, and its canary."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import httpx
import pytest

from gateway.canary.cases import cases
from gateway.canary.outcome import Fate, Outcome
from gateway.register import register
from gateway.settings import Settings
from support.ca import authority
from support.console import BEARER, Client, Parts, ours, security

CASES = list(cases(register(Settings()).catalogue, ["openai"]))


def client(**more: object) -> Client:
    return Client(Parts(**more).app())  # type: ignore[arg-type]


def test_each_part_is_said() -> None:
    """Parts, numbers, and the ways on."""
    text = client().get("/gateway", headers=BEARER).text
    for part in ("Úložiště událostí", "pracuje", 'href="/coverage"', 'href="/try"', "Vypustit kanárka", "celnice doctor"):
        assert part in text, part


def test_the_authoritys_end_is_read_from_its_certificate() -> None:
    """A file that is none leaves the line out."""
    assert "platí do" in client(certificate=lambda: authority().pem).get("/gateway", headers=BEARER).text
    assert "platí do" not in client().get("/gateway", headers=BEARER).text


def flown(*outcomes: Outcome, fails: bool = False) -> list[str]:
    """The page while the canary is under way, and after it."""
    gate = asyncio.Event()

    async def canary() -> Sequence[Outcome]:
        await gate.wait()
        if fails:
            raise RuntimeError("secret")
        return outcomes

    app = Parts(security=replace(security(), canary=canary)).app()

    async def ask() -> list[str]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8082", headers=BEARER) as client:
            for _ in range(2):
                assert (await client.post("/gateway/canary", data={"x": "1"})).status_code == 303
            during = (await client.get("/gateway")).text
            gate.set()
            async with asyncio.timeout(60):
                while "Kanárek letí" in (after := (await client.get("/gateway")).text):  # noqa: ASYNC110  the page tells nobody
                    await asyncio.sleep(0.01)
            return [during, after]

    return asyncio.run(ask())


def test_the_canary_tells_where_it_was_not_seen(caplog: pytest.LogCaptureFixture) -> None:
    """One at a time; the page asks again while it is under way, and keeps the last result of this process."""
    during, after = flown(*(Outcome(case, Fate.SEEN) for case in CASES[:3]))
    assert "Kanárek letí" in during
    assert 'http-equiv="refresh"' in during
    assert "Viděn všude, kde být měl: 3 zkoušek" in after
    _, bad = flown(Outcome(CASES[0], Fate.SEEN), Outcome(CASES[1], Fate.PASSED, "<x>"))
    assert "1 z 2 zkoušek" in bad
    assert "prošel bez povšimnutí" in bad
    assert "<x>" not in bad
    assert "nepodařilo vypustit" in flown(fails=True)[1]
    assert "secret" not in ours(caplog)


def broken() -> bytes:
    raise ValueError


def test_without_numbers_the_page_says_so() -> None:
    """A broken counter file hides nothing else."""
    text = client(exposition=broken, figures=broken).get("/gateway", headers=BEARER).text
    assert "Čísla teď nejsou k dispozici." in text
    assert "Úložiště událostí" in text
