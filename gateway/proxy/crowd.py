"""How many connections one process serves, in all and of one address."""

from __future__ import annotations

from collections import Counter

from gateway.network import one_peer


class Crowd:
    """Counts. Who comes in is told whether there is room; who goes out was in."""

    def __init__(self, most: int, most_of_one: int = 0) -> None:
        """``most_of_one`` 0: an address is not limited."""
        self._most = most
        self._most_of_one = most_of_one
        self._all = 0
        self._by_peer: Counter[str] = Counter()

    def enters(self, address: str) -> str:
        """Counts it and says nothing, or says why there is no room: a label of the metric."""
        if self._all >= self._most:
            return "too_many"
        peer = one_peer(address)
        if self._most_of_one and self._by_peer[peer] >= self._most_of_one:
            return "too_many_of_address"
        self._all += 1
        self._by_peer[peer] += 1
        return ""

    def leaves(self, address: str) -> None:
        """One that entered is gone."""
        peer = one_peer(address)
        self._all -= 1
        self._by_peer[peer] -= 1
        if self._by_peer[peer] <= 0:
            del self._by_peer[peer]
