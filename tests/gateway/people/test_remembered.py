"""Short memory."""

from __future__ import annotations

import asyncio

import pytest

from gateway.people.remembered import Remembered


class Asks:
    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def __call__(self) -> str:
        self.asked += 1
        await asyncio.sleep(0)
        answer = self.answers.pop(0)
        if answer == "raise":
            raise ValueError(answer)
        return answer


def test_a_kept_answer_lasts_its_time_and_no_longer() -> None:
    """Within the time nobody asks again; after it somebody does. What is not worth keeping is asked each time."""

    async def run() -> None:
        now = [0.0]
        memory, ask = Remembered[str](10.0, lambda: now[0]), Asks("no", "yes", "again")

        async def get() -> str:
            return await memory.get(("a", "b"), ask, keep=lambda answer: answer != "no")

        assert [await get(), await get(), await get()] == ["no", "yes", "yes"]
        now[0] = 10.0
        assert await get() == "again"

    asyncio.run(run())


def test_parts_do_not_run_together() -> None:
    """("a", "bc") and ("ab", "c") are two questions."""

    async def run() -> None:
        memory = Remembered[str](10.0)
        assert await memory.get(("a", "bc"), Asks("one"), keep=bool) == "one"
        assert await memory.get(("ab", "c"), Asks("two"), keep=bool) == "two"

    asyncio.run(run())


def test_the_same_question_is_asked_once_at_a_time() -> None:
    """Whoever asks meanwhile waits for the one answer; a failure is everybody's, and the next one asks anew."""

    async def run() -> None:
        memory, ask = Remembered[str](10.0), Asks("raise", "fine")

        async def get() -> str:
            return await memory.get(("a",), ask, keep=bool)

        both = await asyncio.gather(get(), get(), return_exceptions=True)
        assert [type(one) for one in both] == [ValueError, ValueError]
        assert ask.asked == 1
        assert await get() == "fine"

    asyncio.run(run())


def test_secrets_are_not_kept() -> None:
    """The memory holds a keyed hash in place of a password."""

    async def run() -> None:
        memory = Remembered[str](10.0)
        await memory.get(("jana", "tajne heslo"), Asks("yes"), keep=bool)
        assert b"tajne heslo" not in b"".join(memory._kept)

    asyncio.run(run())


@pytest.mark.parametrize("number", [3])
def test_it_is_bounded(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """The oldest goes first."""
    monkeypatch.setattr("gateway.people.remembered.MOST", number)

    async def run() -> None:
        memory = Remembered[str](10.0)
        for each in range(number + 2):
            await memory.get((str(each),), Asks("yes"), keep=bool)
        assert len(memory._kept) == number

    asyncio.run(run())
