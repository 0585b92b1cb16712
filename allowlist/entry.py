"""One line of the register: the word of the working group that a tool may be used, by whom, on which conditions, and until when."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import date

UNKNOWN_CHOICES = ("refuse", "walk")
OPAQUE_CHOICES = ("block",)


@dataclass(frozen=True, slots=True)
class Entry:
    """``[tools.<service>]`` of ``celnice.toml``. Not checked by itself: :meth:`allowlist.register.Register.from_entries` does that."""

    service: str
    """Id of a service of the catalogue."""
    approved_by: str
    """Who approved it: the working group, or an office. Kept, not published."""
    approved_from: date
    """First day of use, from midnight in Prague."""
    approved_until: date
    """Last day of use; the tool closes at the midnight in Prague that ends it."""
    conditions: tuple[str, ...] = ()
    """Conditions of use, in Czech, shown to employees with the tool."""
    groups: tuple[str, ...] = ()
    """Directory groups that may use it; empty means everybody."""
    unknown: str = "refuse"
    """What is done with an operation the catalogue does not know: ``refuse``, or ``walk`` (every leaf is scanned)."""
    opaque: str = "block"
    """What is done with a body that cannot be read: ``block``, the only choice there is."""
    pin: str | None = None
    """``address:port`` that is dialled whatever DNS says; for tests and the demo."""


@dataclass(frozen=True, slots=True)
class Pin:
    """The address that is dialled in place of a tool's own. Names and certificates stay the tool's."""

    address: str
    port: int


def pin(text: str) -> Pin:
    """Reads ``127.0.0.1:8443`` or ``[::1]:8443``. ValueError when it is anything else: a name would make the pin depend on DNS."""
    address, colon, port = text.rpartition(":")
    if not colon or not (port.isascii() and port.isdigit()) or not 0 < int(port) < 65536:
        raise ValueError("is not address:port")
    bracketed = address.startswith("[") and address.endswith("]")
    parsed = ipaddress.ip_address(address[1:-1] if bracketed else address)
    if (parsed.version == 6) is not bracketed:
        raise ValueError("an IPv6 address stands in brackets")
    return Pin(str(parsed), int(port))
