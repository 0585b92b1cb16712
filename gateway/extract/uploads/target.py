"""An address that a tool handed out, and what a protocol of pieces adds to it (``comp=block&blockid=…``)."""

from __future__ import annotations

from dataclasses import replace

from gateway.model import RequestHead

ADDED = frozenset({"comp", "blockid", "timeout"})
"""Pairs that clients add to an address they were handed: Azure's blocks."""


def target(head: RequestHead) -> str:
    """Path and query as sent."""
    return f"{head.path}?{head.query}" if head.query else head.path


def candidates(head: RequestHead) -> tuple[str, ...]:
    """The addresses that may have been handed out: as sent, and without what protocols add."""
    without = target(replace(head, query="&".join(pair for pair in head.query.split("&") if _name(pair) not in ADDED)))
    return tuple(dict.fromkeys((target(head), without)))


def beside(head: RequestHead, address: str) -> RequestHead:
    """The head without the address that the tool itself made: what is left is the client's own, and is scanned."""
    path, _, query = address.partition("?")
    handed = query.split("&")
    own = "&".join(pair for pair in head.query.split("&") if pair not in handed)
    return replace(head, path="/" if head.path == path else head.path, query=own)


def _name(pair: str) -> str:
    return pair.partition("=")[0].lower()
