"""What several protocols do with heads of requests."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl

from gateway.model import RequestHead

_NUMBER = re.compile("[0-9]{1,15}")

BODY = frozenset({"content-encoding", "transfer-encoding", "content-length", "expect", "content-range", "content-md5", "digest"})
"""Headers about the bytes of one piece, wrong for the whole. Checksums of vendors are added by their protocols."""


def number(head: RequestHead, name: str) -> int | None:
    """A header that is a plain number and stands there once; None otherwise."""
    value = head.header(name)
    return int(value) if value is not None and _NUMBER.fullmatch(value) else None


def query(head: RequestHead) -> dict[str, list[str]]:
    """The pairs of the query, by lower-case name. What cannot be read in one way is there as it stands."""
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(head.query, keep_blank_values=True, errors="surrogateescape"):
        found.setdefault(name.lower(), []).append(value)
    return found


def with_headers(head: RequestHead, values: Mapping[str, str], without: frozenset[str] = frozenset()) -> RequestHead:
    """The head with these headers in place of those of the same name, and without those about the bytes of a piece."""
    gone = BODY | without | {name.lower() for name in values}
    kept = tuple((name, value) for name, value in head.headers if name.lower() not in gone)
    return replace(head, headers=kept + tuple(values.items()))


def plain(head: RequestHead) -> RequestHead:
    """The head of a body whose content coding was taken off."""
    return replace(head, headers=tuple((name, value) for name, value in head.headers if name.lower() != "content-encoding"))
