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
    """``sign`` makes the leaf of a host; it may block, and raise. ``keep`` is given each, also one that came when nobody waited any more:
    whoever tries again has it then, and a token with a long queue is not asked for the same over and over.
    """

    def __init__(
        self,
        sign: Callable[[str], x509.Certificate],
        wait_seconds: float = WAIT_SECONDS,
        *,
        keep: Callable[[str, x509.Certificate], object] = lambda _host, _leaf: None,
    ) -> None:
        self._sign, self._wait_seconds, self._keep = sign, wait_seconds, keep
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
        if not done.cancelled() and done.exception() is None:  # whoever waited has the fault; where nobody did any more, it is no surprise
            self._keep(host, done.result())
