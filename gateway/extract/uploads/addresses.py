"""Addresses for uploads in the answers of tools: ``{"file_id": …, "upload_url": "https://…"}`` and the like."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from allowlist.host import InvalidHost, canonical

MAX_ADDRESSES = 1000
"""Of one answer. S3 allows ten thousand pieces; pages ask for a few addresses at a time."""

MAX_ANSWER = 1024 * 1024
"""Bytes of an answer that is read for them."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where one upload is to go: the host in its one spelling, path and query as they stand."""

    host: str = field(repr=False)
    target: str = field(repr=False)


def addresses(answer: bytes, leaf: str | None) -> tuple[Address, ...]:
    """The https addresses at all leaves of this name (None: at any leaf, with a query), nearest to the root first; () for no JSON."""
    if len(answer) > MAX_ANSWER:
        return ()
    try:
        value = json.loads(answer)
    except (ValueError, RecursionError):
        return ()
    found: dict[Address, None] = {}
    waiting: deque[tuple[str | None, Any]] = deque([(None, value)])
    while waiting and len(found) < MAX_ADDRESSES:
        name, one = waiting.popleft()
        if isinstance(one, list):
            waiting += ((name, item) for item in one)
        elif isinstance(one, dict):
            waiting += one.items()
        elif isinstance(one, str) and (leaf is None or name == leaf):
            address = read(one)
            if address and (leaf is not None or "?" in address.target):
                found[address] = None
    return tuple(found)


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
