"""The page of the gateway's state, and its canary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gateway.canary.cases import cases
from gateway.canary.outcome import Fate, Outcome
from gateway.register import register
from gateway.settings import Settings
from support.ca import authority
from support.console import BEARER, Client, Parts, security

CASES = list(cases(register(Settings()).catalogue, ["openai"]))


def client(*outcomes: Outcome, **more: object) -> Client:
    async def canary() -> Sequence[Outcome]:
        return outcomes

    ports = replace(security(), canary=canary)
    return Client(Parts(security=ports, **more).app())  # type: ignore[arg-type]


def test_each_part_is_said() -> None:
    """Parts, numbers, and the ways on."""
    text = client().get("/gateway", headers=BEARER).text
    for part in ("Úložiště událostí", "pracuje", 'href="/coverage"', 'href="/try"', "Vypustit kanárka", "celnice doctor"):
        assert part in text, part


def test_the_authoritys_end_is_read_from_its_certificate() -> None:
    """A file that is none leaves the line out."""
    assert "platí do" in client(certificate=lambda: authority().pem).get("/gateway", headers=BEARER).text
    assert "platí do" not in client().get("/gateway", headers=BEARER).text


def test_the_canary_tells_where_it_was_not_seen() -> None:
    """The page keeps the last result of this process."""
    good = client(*(Outcome(case, Fate.SEEN) for case in CASES[:3]))
    assert good.post("/gateway/canary", headers=BEARER, data={"x": "1"}).status_code == 303
    assert "Viděn všude, kde být měl: 3 zkoušek" in good.get("/gateway", headers=BEARER).text
    bad = client(Outcome(CASES[0], Fate.SEEN), Outcome(CASES[1], Fate.PASSED, "<x>"))
    bad.post("/gateway/canary", headers=BEARER, data={"x": "1"})
    text = bad.get("/gateway", headers=BEARER).text
    assert "1 z 2 zkoušek" in text
    assert "prošel bez povšimnutí" in text
    assert "<x>" not in text


def broken() -> bytes:
    raise ValueError


def test_without_numbers_the_page_says_so() -> None:
    """A broken counter file hides nothing else."""
    text = client(exposition=broken, figures=broken).get("/gateway", headers=BEARER).text
    assert "Čísla teď nejsou k dispozici." in text
    assert "Úložiště událostí" in text
