"""Whose message goes next, told from the order in which processes see messages, never from a clock."""

from __future__ import annotations

import asyncio

import pytest

from gateway.detection.batches import BATCH_CHARACTERS, TEXT_CHARACTERS
from gateway.detection.cache import ScanCache
from gateway.detection.client import DetectionClient
from gateway.detection.lanes import LONG_CHARACTERS
from gateway.detection.turns import SCANNED_A_SECOND
from support.detection import held, settled

MANY = 64
"""Processors: enough that long messages go to every process."""
SOME = LONG_CHARACTERS
FULL = BATCH_CHARACTERS - TEXT_CHARACTERS
LONG = 3 * BATCH_CHARACTERS
HUGE = 40 * BATCH_CHARACTERS


def order(requests: list[list[int]], processes: int = 1, processors: int = MANY) -> list[str]:
    """What each process saw when the requests (lengths of their texts) came one after another, before anything was answered."""

    async def main() -> list[str]:
        async with held(processes) as (paths, made):
            client = DetectionClient(paths, deadline=30, queue=64, cache=ScanCache("1"), processors=processors)
            asked = []
            for letter, lengths in zip("abcdefghij", requests, strict=False):
                texts = [f"{letter}{number:05d}".ljust(length, ".") for number, length in enumerate(lengths)]
                asked.append(asyncio.create_task(client(texts)))
                await settled()
            assert client.pending == len(requests)
            for one in made:
                one.gate.set()
            answers = await asyncio.gather(*asked)
            assert answers == [[()] * len(lengths) for lengths in requests], "each request gets its own scans"
            assert client.pending == 0
            await client.close()
            return ["".join(one.seen) for one in made]

    return asyncio.run(main())


ONE_PROCESS = [
    ([[9], [9], [9]], "abc", "short ones go in the order they came"),
    ([[FULL] * 4, [9]], "abaaa", "a short one waits for one batch of a huge one"),
    ([[FULL] * 3, [FULL] * 3], "ababab", "huge ones take turns"),
    ([[FULL] * 3, [FULL] * 3, [FULL] * 3, [9]], "adbcabcabc", "three huge ones, and a short one goes before the rest of all"),
    ([[HUGE], [HUGE], [HUGE], [9], [9]], "adebc", "texts that cannot be cut: short ones go before all that wait"),
    ([[FULL] * 5, [LONG]], "aaabaa", "a long text gets its turn once the other was given as much"),
    ([[FULL], [FULL], [9] * 50], "acb", "many short texts are one short message"),
    ([[9], [FULL], [30_000], [9]], "acdb", "the cheaper one goes ahead, also on the way to the process"),
]


@pytest.mark.parametrize(("requests", "expected", "reason"), ONE_PROCESS, ids=[row[2] for row in ONE_PROCESS])
def test_the_order_at_one_process(requests: list[list[int]], expected: str, reason: str) -> None:
    """Cheapest first, counted by request."""
    assert order(requests) == [expected], reason


SEVERAL = [
    ([[HUGE], [HUGE], [HUGE], [9], [9]], ["de", "abc"], "one of two processes stays free for short ones"),
    ([[HUGE], [HUGE], [HUGE], [9]], ["d", "a", "b"], "two of three may be busy for long; which of them takes the third is open"),
    ([[FULL], [FULL], [FULL]], ["ac", "b"], "the least busy process takes the next"),
]


@pytest.mark.parametrize(("requests", "expected", "reason"), SEVERAL, ids=[row[2] for row in SEVERAL])
def test_long_texts_leave_a_process_free(requests: list[list[int]], expected: list[str], reason: str) -> None:
    """Texts longer than a batch never go to the first process, where there is another."""
    seen = order(requests, len(expected))
    assert all(there.startswith(wanted) for there, wanted in zip(seen, expected, strict=True)), (reason, seen)
    assert sum(map(len, seen)) == len(requests)


AS_MANY_PROCESSORS = [
    ([[SOME], [SOME], [9]], ["c", "ab"], "long ones share one of two processes; a short one goes to the other"),
    ([[SOME], [SOME], [9]], ["c", "a", "b"], "two of three: one for each, as long as it is the less busy one"),
    ([[FULL], [9], [SOME]], ["bc", "a"], "a long one takes the first when there is no room in the last"),
    ([[FULL], [FULL], [9]], ["bc", "a"], "no process stands still while a batch waits"),
    ([[HUGE], [SOME], [9]], ["bc", "a"], "beside a text longer than a batch long ones go to the first: they would wait for it"),
    ([[SOME], [HUGE], [SOME], [9]], ["cd", "ab"], "also while it waits: it would never come to its turn beside them"),
]


@pytest.mark.parametrize(("requests", "expected", "reason"), AS_MANY_PROCESSORS, ids=[row[2] for row in AS_MANY_PROCESSORS])
def test_a_processor_is_left_for_the_proxies(requests: list[list[int]], expected: list[str], reason: str) -> None:
    """With as many processes as processors, long messages go to all but the first first, unless one of the longest is there."""
    assert order(requests, len(expected), len(expected)) == expected, reason


def test_a_process_stays_busy_with_what_nobody_waits_for() -> None:
    """When a caller gives up, the process still works on its message: nothing is sent after it to wait there in vain."""

    async def main() -> None:
        async with held(1) as (paths, (process,)):
            client = DetectionClient(paths, deadline=30, queue=64, cache=ScanCache("1"))
            for letter in "ab":
                asked = asyncio.create_task(client([letter * LONG]))
                await settled()
                asked.cancel()
                await asyncio.gather(asked, return_exceptions=True)
            assert process.seen == ["a"]
            process.gate.set()
            assert await client(["c"]) == [()]
            assert process.seen == ["a", "c"]
            await client.close()

    asyncio.run(main())


def test_what_cannot_end_in_time_is_not_begun() -> None:
    """A long text too near its deadline would only keep a process from the others."""

    async def main() -> None:
        async with held(1) as (paths, (process,)):
            process.gate.set()
            client = DetectionClient(paths, deadline=10, queue=64, cache=ScanCache("1"))
            asked = asyncio.create_task(client(["a" * (10 * SCANNED_A_SECOND)]))
            await settled()
            assert await client(["b"]) == [()]
            assert process.seen == ["b"]
            asked.cancel()
            await asyncio.gather(asked, return_exceptions=True)
            await client.close()

    asyncio.run(main())


def test_a_request_that_is_given_up_gives_its_turn_back() -> None:
    """A caller that went away holds no process, whether it waited or had just been given its turn."""

    async def main() -> None:
        async with held(1) as (paths, (process,)):
            client = DetectionClient(paths, deadline=30, queue=64, cache=ScanCache("1"))
            asked = [asyncio.create_task(client([letter * FULL])) for letter in "abc"]
            await asyncio.sleep(0)
            asked[0].cancel()
            await settled()
            asked[1].cancel()
            await asyncio.gather(*asked[:2], return_exceptions=True)
            process.gate.set()
            assert await asked[2] == [()]
            assert await client(["d"]) == [()]
            assert process.seen[-2:] == ["c", "d"]
            await client.close()

    asyncio.run(main())
