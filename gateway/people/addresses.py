"""Which person sits at which address: a file that a sign-in script, a DHCP server or a webhook writes. Read again when it changes.

An address proves little: this way is for machines with one user, and stands last in the order.
"""

from __future__ import annotations

import ipaddress
import os
import secrets
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from pathlib import Path

from gateway.people.account import canonical
from gateway.people.api import Account, Asked, Broken, Found, Wrong

MAX_BYTES = 4 * 1024 * 1024
"""A line has fifty bytes: eighty thousand machines."""

type Seat = tuple[str, datetime | None]


class Malformed(ValueError):
    """A line that cannot be read. Holds its number, never its text."""


def parse(text: str) -> dict[str, Seat]:
    """Lines ``address,account[,until]``, ``#`` begins a comment; a later line of an address wins. Raises Malformed."""
    seats: dict[str, Seat] = {}
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.partition("#")[0].strip()
        if not bare:
            continue
        fields = [field.strip() for field in bare.split(",")]
        try:
            until = datetime.fromisoformat(fields[2]) if len(fields) > 2 and fields[2] else None
            if len(fields) not in {2, 3} or not fields[1] or (until and until.tzinfo is None):
                raise ValueError  # noqa: TRY301
            seats[str(ipaddress.ip_address(fields[0]))] = (fields[1], until)
        except ValueError:
            raise Malformed(f"line {number}: write address,account,until with until like 2026-11-22T16:00:00+01:00") from None
    return seats


def put(path: Path, changes: Mapping[str, Seat | None], now: datetime) -> None:
    """Seats people anew (None: nobody sits there now), leaves out who is gone, and writes the file whole. Raises Malformed, OSError."""
    seats: dict[str, Seat] = parse(path.read_text(encoding="utf-8")) if path.exists() else {}
    for address, seat in changes.items():
        name = str(ipaddress.ip_address(address))
        if seat is None:
            seats.pop(name, None)
        else:
            seats[name] = seat
    kept = {address: (account, until) for address, (account, until) in seats.items() if until is None or until > now}
    lines = (f"{address},{account},{until.isoformat() if until else ''}\n" for address, (account, until) in sorted(kept.items()))
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "w", encoding="utf-8") as file:
            file.writelines(lines)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


class Addresses:
    """The way ``addresses``."""

    name = "addresses"
    challenge = ""

    def __init__(self, path: Path, clock: Callable[[], datetime], domains: Collection[str] = ()) -> None:
        self._path = path
        self._clock = clock
        self._domains = domains
        self._seen: tuple[int, int, int] | None = None
        self._seats: Mapping[str, Seat] = {}

    async def identify(self, asked: Asked) -> Found:
        """Account that sits there now."""
        try:
            self._read()
        except (OSError, UnicodeDecodeError, Malformed):
            return Broken.SETUP  # an old map would name whoever sat there before
        try:
            address = ipaddress.ip_address(asked.address)
        except ValueError:
            return None
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        account, until = self._seats.get(str(address), ("", None))
        if not account or (until is not None and until <= self._clock()):
            return None
        return self._account(account)

    def _account(self, account: str) -> Account | Wrong:
        name = canonical(account, self._domains)
        return Account(name) if name else Wrong.MALFORMED

    def _read(self) -> None:
        found = os.stat(self._path)  # noqa: PTH116  # a stat of each CONNECT; the file itself only when it changed
        seen = (found.st_mtime_ns, found.st_size, found.st_ino)
        if seen != self._seen:
            if found.st_size > MAX_BYTES:
                raise Malformed("too large")
            self._seen = None
            self._seats = parse(self._path.read_text(encoding="utf-8"))
            self._seen = seen
