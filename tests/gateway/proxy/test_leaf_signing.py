"""The rule: a token that is silent keeps one thread and nobody for ever, and each host's leaf is signed once."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from gateway.proxy.ca import load_or_create
from gateway.proxy.ca_token import TokenUnreachable
from gateway.proxy.leaf_signing import LeafSigning


@pytest.fixture
def made(tmp_path: Path) -> x509.Certificate:
    """Any certificate."""
    return load_or_create(tmp_path).leaf("ai.example", ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC))


def test_many_connections_to_one_host(made: x509.Certificate) -> None:
    """They share one signature; the next one after it is made anew."""
    asked: list[str] = []

    def sign(host: str) -> x509.Certificate:
        asked.append(host)
        return made

    async def run() -> None:
        signing = LeafSigning(sign)
        assert await asyncio.gather(*(signing.leaf("ai.example") for _ in range(50))) == [made] * 50
        assert asked == ["ai.example"]
        await signing.leaf("ai.example")
        assert asked == ["ai.example"] * 2

    asyncio.run(run())


def test_a_silent_token(made: x509.Certificate) -> None:
    """Nobody waits longer than the limit, whichever host they want; the loop's own threads stay free; afterwards it goes on."""
    answers, threads = threading.Event(), threading.active_count()

    def sign(_host: str) -> x509.Certificate:
        answers.wait(60)
        return made

    async def run() -> None:
        signing = LeafSigning(sign, 0.05)
        hosts = [f"{number}.example" for number in range(40)] * 3
        found = await asyncio.gather(*(signing.leaf(host) for host in hosts), return_exceptions=True)
        assert {type(one) for one in found} == {TokenUnreachable}
        assert threading.active_count() <= threads + 1
        assert await asyncio.to_thread(lambda: "free") == "free"
        answers.set()
        patient = LeafSigning(sign)
        assert await patient.leaf("1.example") == made

    asyncio.run(run())


def test_what_signing_raises(made: x509.Certificate) -> None:
    """Whoever waits is told, and the next one asks anew."""
    outcomes: list[Exception | None] = [TokenUnreachable("the token does not sign"), None]

    def sign(_host: str) -> x509.Certificate:
        if (error := outcomes.pop(0)) is not None:
            raise error
        return made

    async def run() -> None:
        signing = LeafSigning(sign)
        with pytest.raises(TokenUnreachable, match="does not sign"):
            await signing.leaf("ai.example")
        assert await signing.leaf("ai.example") == made

    asyncio.run(run())


def test_a_leaf_that_comes_late(made: x509.Certificate) -> None:
    """It is kept for whoever tries again; before anybody who waited for it goes on."""
    answers, kept = threading.Event(), dict[str, x509.Certificate]()

    def sign(_host: str) -> x509.Certificate:
        answers.wait(60)
        return made

    async def run() -> None:
        came = asyncio.Event()

        def keep(host: str, leaf: x509.Certificate) -> None:
            kept[host] = leaf
            came.set()

        signing = LeafSigning(sign, 0.05, keep=keep)
        with pytest.raises(TokenUnreachable):
            await signing.leaf("late.example")
        assert kept == {}
        answers.set()
        await asyncio.wait_for(came.wait(), 60)
        assert kept == {"late.example": made}
        await LeafSigning(sign, keep=keep).leaf("soon.example")
        assert "soon.example" in kept

    asyncio.run(run())
