"""One detection process: takes texts from its socket, one request after another, and answers with scans.

It is forked from :mod:`gateway.detection.nursery`, where everything is imported and loaded already. A request that runs over its time
ends the process by an alarm (the nursery forks another), because a matcher that hangs cannot be asked to stop.
"""

from __future__ import annotations

import asyncio
import json
import signal
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from detectors.finding import Finding, NotScanned
from gateway.detection.frames import scan_to_json
from gateway.framing import LENGTH_BYTES, length, pack
from gateway.model import Scan, Unscanned
from gateway.priority import compute_in_batches

SPARE_SECONDS = 1.0
"""The alarm rings this much after the callers' deadline: they have given up by then."""


class Analyzer(Protocol):
    """What detection needs of :class:`detectors.analyzer.Analyzer`."""

    def analyze(self, text: str) -> tuple[Finding, ...]:
        """Findings in one text; raises NotScanned."""


type Ask = Callable[[Mapping[str, Any]], dict[str, Any]]
"""Answers a message that is no scan (Presidio's API): message → answer."""


def scan(analyzer: Analyzer, texts: Sequence[str]) -> list[Scan]:
    """One scan per text. A detector that raises anything makes its text unscanned, never clean; the exception's text is dropped."""
    scans: list[Scan] = []
    for text in texts:
        try:
            scans.append(analyzer.analyze(text))
        except NotScanned as failed:
            scans.append(Unscanned(failed.reason))
        except Exception as failed:  # noqa: BLE001  # a broken detector must not look like a clean text
            scans.append(Unscanned(type(failed).__name__))
    return scans


def run(listener: socket.socket, analyzer: Analyzer, ask: Ask, deadline: float) -> None:
    """Serves one listening socket until the process is told to end."""
    compute_in_batches()
    asyncio.run(_serve(listener, analyzer, ask, deadline))


async def _serve(listener: socket.socket, analyzer: Analyzer, ask: Ask, deadline: float) -> None:
    async def serve_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                message = await _read(reader)
                with _alarm(deadline + SPARE_SECONDS):
                    answer = _answer(analyzer, ask, message)
                writer.write(pack({"id": message["id"], **answer}))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, ValueError):
            writer.close()

    server = await asyncio.start_unix_server(serve_one, sock=listener)
    async with server:
        await server.serve_forever()


async def _read(reader: asyncio.StreamReader) -> dict[str, Any]:
    head = await reader.readexactly(LENGTH_BYTES)
    message: dict[str, Any] = json.loads(await reader.readexactly(length(head)))
    return message


def _answer(analyzer: Analyzer, ask: Ask, message: Mapping[str, Any]) -> dict[str, Any]:
    if "texts" in message:
        return {"scans": [scan_to_json(one) for one in scan(analyzer, message["texts"])]}
    return ask(message)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """SIGALRM is not caught: it ends the process."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
