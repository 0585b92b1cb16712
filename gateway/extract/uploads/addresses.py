"""Addresses for uploads in the answers of tools: ``{"file_id": …, "upload_url": "https://…"}`` and the like."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from allowlist.host import InvalidHost, canonical

MAX_ADDRESSES = 1000
"""Of one answer. S3 allows ten thousand pieces; pages ask for a few addresses at a time."""

MAX_FIELDS = 64
"""Of one answer; S3's forms have a dozen."""

SHORTEST_FIELD = 8
"""Characters. What a form repeats beside signatures and keys ("private", "text/plain") is scanned like anything."""

MAX_ANSWER = 1024 * 1024
"""Bytes of an answer that is read for them."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where one upload is to go: the host in its one spelling, path and query as they stand."""

    host: str = field(repr=False)
    target: str = field(repr=False)


def addresses(answer: bytes, leaf: str | None) -> tuple[Address, ...]:
    """The https addresses at all leaves of this name (None: at any leaf, with a query), nearest to the root first; () for no JSON."""
    found: dict[Address, None] = {}
    for name, text in _texts(answer):
        if leaf is None or name == leaf:
            address = read(text)
            if address and (leaf is not None or "?" in address.target):
                found[address] = None
        if len(found) == MAX_ADDRESSES:
            break
    return tuple(found)


def fields(answer: bytes, below: str) -> tuple[str, ...]:
    """The texts below all leaves of this name: what the form of an upload must repeat. Short ones are left out: they sign nothing."""
    long = dict.fromkeys(text for _, text in _texts(answer, below) if len(text) >= SHORTEST_FIELD)
    return tuple(long)[:MAX_FIELDS]


def _texts(answer: bytes, below: str | None = None) -> Iterator[tuple[str | None, str]]:
    """Texts and the names they stand at, nearest to the root first; with ``below``, those under that name only."""
    if len(answer) > MAX_ANSWER:
        return
    try:
        value = json.loads(answer)
    except (ValueError, RecursionError):
        return
    waiting: deque[tuple[str | None, Any, bool]] = deque([(None, value, below is None)])
    while waiting:
        name, one, inside = waiting.popleft()
        if isinstance(one, list):
            waiting += ((name, item, inside) for item in one)
        elif isinstance(one, dict):
            waiting += ((key, item, inside or key == below) for key, item in one.items())
        elif isinstance(one, str) and inside:
            yield name, one


def read(text: str) -> Address | None:
    """An ``https`` address on the usual port without user or fragment; None for anything else."""
    try:
        parts = urlsplit(text)
        host = canonical(parts.hostname or "")
        port = parts.port
    except (ValueError, InvalidHost):
        return None
    if parts.scheme != "https" or port not in {None, 443} or parts.username is not None or parts.password is not None:
        return None
    if not text.isascii() or any(character.isspace() for character in text):
        return None
    return Address(host, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
