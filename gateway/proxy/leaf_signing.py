"""Leaves that a token signs, beside the event loop: one at a time, each host's once, and nobody waits longer than for a slow token.

A token that hangs holds one thread of its own here, however many connections come, and none of those that names are resolved with.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from cryptography import x509

from gateway.proxy.ca_token import TokenUnreachable

WAIT_SECONDS = 10.0
"""Some tokens on a network take a second for a signature; browsers give up a handshake after half a minute or so."""


class LeafSigning:
    """``sign`` makes the leaf of a host; it may block, and raise."""

    def __init__(self, sign: Callable[[str], x509.Certificate], wait_seconds: float = WAIT_SECONDS) -> None:
        self._sign, self._wait_seconds = sign, wait_seconds
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ca-token")
        self._under_way: dict[str, asyncio.Future[x509.Certificate]] = {}

    async def leaf(self, host: str) -> x509.Certificate:
        """The leaf. Raises TokenUnreachable where the token has not signed in time, and what signing raises."""
        if (work := self._under_way.get(host)) is None:
            work = asyncio.get_running_loop().run_in_executor(self._thread, self._sign, host)
            self._under_way[host] = work
            work.add_done_callback(lambda done: self._ended(host, done))
        try:
            return await asyncio.wait_for(asyncio.shield(work), self._wait_seconds)
        except TimeoutError:
            raise TokenUnreachable("the token has not signed in time") from None

    def _ended(self, host: str, done: asyncio.Future[x509.Certificate]) -> None:
        del self._under_way[host]
        if not done.cancelled():
            done.exception()  # whoever waited has it; where nobody did any more, it is no surprise
