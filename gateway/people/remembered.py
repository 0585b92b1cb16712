"""What was just asked is not asked again: answers for a short time, and one question at a time for the same thing."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable

MOST = 10_000
"""Entries; an office has fewer people, and each takes a hundred bytes."""


class Remembered[T]:
    """Answers by key. Keys are hashed under a key of this process, so that no password lies in memory for longer than its request."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._kept: OrderedDict[bytes, tuple[float, T]] = OrderedDict()
        self._asking: dict[bytes, asyncio.Future[T]] = {}

    async def get(self, parts: tuple[str, ...], ask: Callable[[], Awaitable[T]], *, keep: Callable[[T], bool]) -> T:
        """The remembered answer, or a new one; ``keep`` says which answers are worth remembering."""
        key = self._name(parts)
        until, known = self._kept.get(key, (0.0, None))
        if known is not None and self._clock() < until:
            return known
        if key in self._asking:
            return await asyncio.shield(self._asking[key])
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._asking[key] = future
        try:
            answer = await ask()
        except BaseException as error:
            future.set_exception(error if isinstance(error, Exception) else RuntimeError("cancelled"))
            future.exception()  # nobody else may be waiting
            raise
        else:
            future.set_result(answer)
            if keep(answer):
                self._kept[key] = (self._clock() + self._seconds, answer)
                while len(self._kept) > MOST:
                    self._kept.popitem(last=False)
            return answer
        finally:
            del self._asking[key]

    def _name(self, parts: tuple[str, ...]) -> bytes:
        message = b"".join(
            len(part.encode("utf-8", "surrogatepass")).to_bytes(4, "big") + part.encode("utf-8", "surrogatepass") for part in parts
        )
        return hmac.new(self._key, message, hashlib.sha256).digest()
