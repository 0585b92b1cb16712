"""From an account to what stands in events, and to what is kept of a person for longer.

``record``     HMAC of the account under a lasting key: what the person has read and learnt hangs on it. Never in an event.
``pseudonym``  HMAC of the record under the key of the retention period: in events. When the period's key is destroyed, nobody can tell
               any more whose events those were, not even with the account at hand.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from allowlist.person import Person

DIGITS = 20
"""Hexadecimal digits: 80 bits, which no two people of an office share by chance."""


@dataclass(frozen=True, slots=True)
class Known:
    """A known person. ``person`` is what the rest of the gateway sees."""

    person: Person
    record: str = field(repr=False)
    by: str
    """The way that proved it."""


def record(lasting: bytes, account: str) -> str:
    """The lasting name of an account."""
    return hmac.new(lasting, b"celnice.person\x00" + account.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def pseudonym(key: bytes, period: str, of: str) -> str:
    """The pseudonym of a record in a period: ``2026-Q4.`` and 20 hexadecimal digits."""
    return f"{period}.{hmac.new(key, of.encode('ascii'), hashlib.sha256).hexdigest()[:DIGITS]}"


def owner(wanted: str, records: Iterable[str], key: Callable[[str], bytes]) -> str | None:
    """The record behind a pseudonym, among those that are kept; None when it is none of them. ``key`` raises for a destroyed period."""
    period = wanted.rpartition(".")[0]
    made = key(period)
    return next((one for one in records if hmac.compare_digest(pseudonym(made, period, one), wanted)), None)
