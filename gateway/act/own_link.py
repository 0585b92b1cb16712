"""The link from a refusal to the employee's own event: ``/proc/{reference}?t=…``.

Signed, so that the page needs no sign-in of its own. It names an event and the keyed mark of a text; whoever reads it learns nobody's
name and no word of the text, and can do no more than look at that event, report it, and make a choice for that person's very text.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from gateway.decide.choice import Choice
from gateway.record.text_mark import MARK_BYTES

SHOWS_FOR = timedelta(days=7)
"""Over a weekend and a day's leave: a false alarm may be reported until then."""

CHOOSE_WITHIN = timedelta(hours=1)
"""The employee has the text still at hand; later it is sent anew and asked about anew."""

PATH = "/proc/"
_SHAPE = struct.Struct(f">IB{MARK_BYTES}s")
_SIGNATURE = 16
_BITS = {choice: 1 << number for number, choice in enumerate(Choice)}
_NO_MARK = bytes(MARK_BYTES)


@dataclass(frozen=True, slots=True)
class OwnLink:
    """What a good link says. ``choices`` are those that may still be made; ``mark`` is "" where there never was one."""

    reference: str
    mark: str = ""
    choices: tuple[Choice, ...] = ()


def issue(key: bytes, link: OwnLink, now: datetime) -> str:
    """Path and query, in characters that need no escaping."""
    bits = sum(_BITS[choice] for choice in link.choices)
    body = _SHAPE.pack(int(now.timestamp()), bits, bytes.fromhex(link.mark) or _NO_MARK)
    ticket = base64.urlsafe_b64encode(body + _signature(key, link.reference, body)).decode("ascii").rstrip("=")
    return f"{PATH}{link.reference}?t={ticket}"


def redeem(key: bytes, reference: str, ticket: str, now: datetime) -> OwnLink | None:
    """What a link of ours says that is still good; None for anything else."""
    try:
        raw = base64.b64decode(ticket + "=" * (-len(ticket) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    body, signature = raw[:-_SIGNATURE], raw[-_SIGNATURE:]
    if len(body) != _SHAPE.size or not hmac.compare_digest(_signature(key, reference, body), signature):
        return None
    issued, bits, mark = _SHAPE.unpack(body)
    at = datetime.fromtimestamp(issued, UTC)
    if now >= at + SHOWS_FOR:
        return None
    return OwnLink(reference, "" if mark == _NO_MARK else mark.hex(), _choices(bits) if now < at + CHOOSE_WITHIN else ())


def _choices(bits: int) -> tuple[Choice, ...]:
    return tuple(choice for choice, bit in _BITS.items() if bits & bit)


def _signature(key: bytes, reference: str, body: bytes) -> bytes:
    said = b"celnice.proc\x00" + reference.encode("utf-8", "surrogatepass") + b"\x00" + body
    return hmac.new(key, said, hashlib.sha256).digest()[:_SIGNATURE]
