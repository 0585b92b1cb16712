"""One JSON request to a receiver, and what its answer means."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from gateway.feeds import secure
from gateway.feeds.api import FeedUnavailable, Refused
from gateway.feeds.backoff import retry_after

logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs every address, and webhooks have secrets in theirs

NOT_THE_EVENTS_FAULT = frozenset({401, 403, 404, 405, 407, 408, 410, 421, 423, 425, 426, 429, 431, 451})
"""The address, the key or the hour is wrong: every event would fare the same, so none becomes a dead letter."""

LARGEST_ANSWER = 256 * 1024
"""Bytes. A ServiceDesk answers with a ticket; nobody else's answer is read."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Where to send and how to know that it is the right one."""

    url: str = field(repr=False)
    timeout: float = 10.0
    ca: Path | None = None
    certificate: Path | None = None
    key: Path | None = None

    def client(self) -> httpx.AsyncClient:
        """A client that follows no redirect and heeds no proxy of the environment. Raises FeedUnavailable for files that are none."""
        try:
            trust = secure.context(self.ca, self.certificate, self.key)
        except OSError as error:
            raise FeedUnavailable(f"ca, certificate or key cannot be read ({type(error).__name__})") from None
        return httpx.AsyncClient(verify=trust, timeout=self.timeout, follow_redirects=False, trust_env=False)


async def call(
    client: httpx.AsyncClient, method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> bytes:
    """The answer's body, when the receiver took it. Raises FeedUnavailable, Refused; neither says what was sent or where."""
    try:
        async with asyncio.timeout(_whole(client)), client.stream(method, url, headers=dict(headers or {}), content=body) as answer:
            _judge(answer)
            return await _read(answer)
    except (httpx.TimeoutException, TimeoutError):
        raise FeedUnavailable("no answer in time") from None
    except httpx.TransportError as error:
        raise FeedUnavailable(_reason(error)) from None
    except (httpx.InvalidURL, httpx.HTTPError, UnicodeError) as error:
        raise FeedUnavailable(type(error).__name__) from None


def _judge(answer: httpx.Response) -> None:
    status = answer.status_code
    if 200 <= status < 300:
        return
    if 400 <= status < 500 and status not in NOT_THE_EVENTS_FAULT:
        raise Refused(f"HTTP {status}")
    asked = retry_after(answer.headers.get("retry-after"))
    # 502 to 504 are said by what stands before the receiver: it is not there.
    raise FeedUnavailable(f"HTTP {status}", answered=status >= 500 and status not in {502, 503, 504}, retry_after=asked)


async def _read(answer: httpx.Response) -> bytes:
    body = b""
    async for part in answer.aiter_bytes():
        body += part
        if len(body) > LARGEST_ANSWER:
            return b""
    return body


def _whole(client: httpx.AsyncClient) -> float | None:
    """The client's own limit is for each of its waits: a receiver that sends a byte now and then would never reach it."""
    return client.timeout.read * 2 if client.timeout.read else None


def _reason(error: httpx.TransportError) -> str:
    said = secure.reason(error)
    if said == type(error).__name__ and isinstance(error, httpx.ConnectError):
        return "connection failed"
    return said


def field_of(answer: Any, path: str) -> str:
    """A value of a JSON answer by its dotted path, such as ``data.id``; "" when there is none."""
    here = answer
    for name in path.split("."):
        if isinstance(here, list) and name.isdecimal() and int(name) < len(here):
            here = here[int(name)]
        elif isinstance(here, dict):
            here = here.get(name)
        else:
            return ""
    return str(here) if isinstance(here, str | int) and not isinstance(here, bool) else ""
