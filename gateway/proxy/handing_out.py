"""Reads the addresses for uploads, and the ids of files that were uploaded, out of a tool's answer, before the client has them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mitmproxy import http

from allowlist.service import HandedOut
from gateway.extract import content_type
from gateway.extract.uploads.addresses import MAX_ANSWER, Address, addresses, fields
from gateway.model import OpaqueBody

type Note = Callable[[HandedOut, Address, tuple[str, ...]], None]
"""Takes one address, and the fields of the form that goes there."""


class Reading:
    """The body of one answer on its way to the client: held back until it is whole, so that nothing in it is used before it is noted."""

    def __init__(self, seen: Callable[[bytes], None]) -> None:
        self._seen = seen
        self._held = bytearray()
        self._given_up = False

    def __call__(self, data: bytes) -> list[bytes]:
        """What mitmproxy asks for each piece; b"" is the end. Never an empty piece: in chunks it would end the answer."""
        if self._given_up:
            return [data] if data else []
        self._held += data
        if data and len(self._held) <= MAX_ANSWER:
            return []
        self._given_up = True
        content = bytes(self._held)
        self._held.clear()
        self._seen(content)
        return [content] if content else []


type Pieces = Callable[[bytes], list[bytes]]


def after(first: Pieces | None, second: Pieces | bool) -> Pieces | bool:
    """What reads an answer as the first one leaves it: a file that went out with tokens is known by its id as any other."""
    if first is None or isinstance(second, bool):
        return first or second

    def both(data: bytes) -> list[bytes]:
        pieces = [piece for one in first(data) if one for piece in second(one)]
        return pieces if data else [*pieces, *second(b"")]

    return both


def note_addresses(content: bytes, kinds: Sequence[HandedOut], note: Note) -> None:
    """Notes the addresses of each kind that stand in an answer."""
    for kind in kinds:
        own = fields(content, kind.fields) if kind.fields else ()
        for address in addresses(content, kind.leaf):
            note(kind, address, own)


def readable(response: http.Response) -> bool:
    """Whether an answer is JSON in clear. One with a coding, which nobody asked for, is passed on and hands nothing out."""
    if not 200 <= response.status_code < 300 or response.headers.get("content-encoding", "identity") != "identity":
        return False
    try:
        media = content_type.parse(response.headers.get("content-type", "")).media
    except OpaqueBody:
        return False
    return media == "application/json" or media.endswith("+json")
