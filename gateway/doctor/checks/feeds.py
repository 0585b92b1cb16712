"""Feeds: every receiver can be reached and believed, and none is behind. Nothing is sent; `celnice feeds test NAME` does that."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

from gateway.doctor.api import Check, Result, fault, ok, warning
from gateway.doctor.around import Around
from gateway.feed_settings import Feed
from gateway.feeds import secure
from gateway.parts.feeds import ledger
from gateway.settings import Settings
from gateway.store.errors import StoreUnavailable

USUAL = {("syslog", "tls"): 6514, ("syslog", "tcp"): 514, ("mail", "tls"): 465, ("mail", "starttls"): 587, ("mail", "none"): 25}
"""RFC 5425, 6587, 8314."""


def run(around: Around) -> Iterator[Result]:
    """Each feed: its receiver, then how it goes."""
    if not around.settings.feeds:
        yield ok("no feed is set")
    for name, given in around.settings.feeds.items():
        refused = asyncio.run(_way(given))
        if refused:
            yield fault(f"{name}: {refused}", f"let this machine reach the receiver; then: celnice feeds test {name}")
        else:
            yield ok(f"{name}: the receiver can be reached")
        yield from _standing(name, around.settings)


def _standing(name: str, settings: Settings) -> Iterator[Result]:
    try:
        with closing(ledger(name, settings, f"doctor-{secrets.token_hex(8)}")) as book:
            status, letters = book.status(), book.letters()
    except StoreUnavailable:
        return  # the check `store` says so, once
    if status.reason:
        yield warning(f"{name} failed {status.attempts} times: {status.reason}", f"celnice feeds test {name}; what waits is not lost")
    if letters:
        yield warning(f"{name} has {letters} dead letters", f"celnice feeds letters {name}, then resend or drop them")


async def _way(given: Feed) -> str:
    """Why the receiver cannot be reached; empty when it can."""
    if given.kind == "file":
        folder = (given.path.parent if given.path else None) or "."
        return "" if os.access(folder, os.W_OK) else "its folder cannot be written"
    if given.kind == "syslog" and given.transport == "udp":
        return ""  # of UDP nobody knows
    host, port, tls = receiver(given)
    try:
        trust = secure.context(given.ca, given.certificate, given.key) if tls else None
        async with asyncio.timeout(given.timeout_seconds):
            _, writer = await asyncio.open_connection(host, port, ssl=trust)
            writer.close()
            await writer.wait_closed()
    except (OSError, TimeoutError) as error:
        return secure.reason(error)
    return ""


def receiver(given: Feed) -> tuple[str, int, bool]:
    """Host, port, and whether TLS begins at once."""
    if given.url:
        parts = urlsplit(given.url)
        return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80), parts.scheme == "https"
    if given.by_mail:
        return given.host, given.port or USUAL["mail", given.security], given.security == "tls"
    return given.host, given.port or USUAL["syslog", given.transport], given.transport == "tls"


CHECK = Check("feeds", 170, run, network=True)
