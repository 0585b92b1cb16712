"""How often somebody may be wrong."""

from __future__ import annotations

import asyncio

from gateway.console.rate import IN_ALL, MAX_PEERS, PER_PEER, WINDOW_SECONDS, Attempts


class Clock:
    now = 0.0


async def tried(attempts: Attempts, peer: str, *, failed: bool = True) -> int:
    async with attempts.attempt(peer) as attempt:
        attempt.failed = failed
        return attempt.wait


def test_a_peer_waits_after_its_failures_and_then_may_again() -> None:
    """Ten wrong tokens, then the oldest must leave the window; what was right counts nowhere."""
    clock = Clock()
    attempts = Attempts(lambda: clock.now)

    async def run() -> None:
        for _ in range(PER_PEER):
            assert await tried(attempts, "10.0.0.1") == 0
            assert await tried(attempts, "10.0.0.2", failed=False) == 0
        assert await tried(attempts, "10.0.0.1") > 0
        assert await tried(attempts, "10.0.0.2") == 0, "another address is not punished"
        clock.now = WINDOW_SECONDS
        assert await tried(attempts, "10.0.0.1") == 0

    asyncio.run(run())


def test_many_addresses_help_no_one() -> None:
    """All failures together have a limit, and the memory for addresses too."""
    attempts = Attempts(lambda: 0.0)

    async def run() -> None:
        for number in range(max(IN_ALL, MAX_PEERS + 1)):
            await tried(attempts, str(number))
        assert await tried(attempts, "fresh") > 0

    asyncio.run(run())
    attempts._all.clear()
    for number in range(MAX_PEERS + 1):
        attempts._failed(str(number))
    assert len(attempts._of) <= MAX_PEERS


def test_what_comes_at_once_is_looked_at_no_more_often() -> None:
    """Of a thousand guesses that come together as many are looked at as in a row; those that were right let the next ones in."""
    attempts = Attempts(lambda: 0.0)
    looked = under_way = most = 0

    async def guess(peer: str, *, failed: bool) -> None:
        nonlocal looked, under_way, most
        async with attempts.attempt(peer) as attempt:
            if attempt.wait:
                return
            looked, under_way = looked + 1, under_way + 1
            most = max(most, under_way)
            await asyncio.sleep(0)  # lets the others come
            under_way -= 1
            attempt.failed = failed

    async def run() -> None:
        await asyncio.gather(*(guess("wrong", failed=True) for _ in range(1000)))
        assert looked == PER_PEER
        await asyncio.gather(*(guess("right", failed=False) for _ in range(100)))
        assert looked == PER_PEER + 100, "a whole floor that signs in at eight"
        assert most <= PER_PEER

    asyncio.run(run())


def test_a_fault_of_ours_is_nobodys_failure() -> None:
    """And it takes no place for ever."""
    attempts = Attempts(lambda: 0.0)

    async def run() -> None:
        for _ in range(PER_PEER + 1):
            try:
                async with attempts.attempt("peer"):
                    raise OSError
            except OSError:
                pass
        assert await tried(attempts, "peer") == 0

    asyncio.run(run())
