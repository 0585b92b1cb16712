"""What the page of acts is given. Values and callables only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gateway.record.act import Acts, Chains, Wanted


@dataclass(frozen=True, slots=True)
class Audit:
    """Acts of officials, read. Both block and may raise one of the store's exceptions."""

    acts: Callable[[Wanted, str | None, int], Acts]
    """The newest that are meant, older ones from a cursor, so many at most. Raises ValueError for a cursor it did not give."""
    chains: Callable[[], Chains]
    """What verifying their chains found, some minutes old at most."""
