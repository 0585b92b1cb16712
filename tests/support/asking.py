"""People who ask through a proxy, each time over a connection of their own, while a test breaks things."""

from __future__ import annotations

import http.client
import json
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from support.gateway_process import sdk_bodies

SECONDS = 60.0
"""For anything to happen; generous, for a slow machine."""

PAUSE = 0.05


@contextmanager
def answer(port: int, ca: Path, text: str, *, source: str = "127.0.0.1", **more: Any) -> Iterator[http.client.HTTPResponse]:
    """The answer to one prompt, not yet read. ``source`` is the client's own address."""
    context = ssl.create_default_context(cafile=str(ca))
    connection = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=SECONDS, source_address=(source, 0))
    connection.set_tunnel("api.openai.com", 443)
    try:
        body = json.dumps(sdk_bodies("openai", text) | more)
        connection.request("POST", "/v1/chat/completions", body, {"content-type": "application/json"})
        with connection.getresponse() as response:
            yield response
    finally:
        connection.close()


@contextmanager
def people(
    port: int,
    ca: Path,
    texts: Sequence[str],
    sources: Sequence[str] = ("127.0.0.1", "127.0.0.1"),
    refused: list[str] | None = None,
) -> Iterator[Counter[int | str]]:
    """People at these addresses ask these texts in turn, all the time; counts what they were answered: a status, or the name of an error.

    The events that refusals name are added to ``refused``.
    """
    seen: Counter[int | str] = Counter()
    enough = threading.Event()

    def work(source: str) -> None:
        turn = 0
        while not enough.is_set():
            try:
                with answer(port, ca, texts[turn % len(texts)], source=source) as response:
                    response.read()
                    seen[response.status] += 1
                    if response.status == 403 and refused is not None:
                        refused.append(response.headers["x-request-id"])
            except (OSError, http.client.HTTPException) as error:
                seen[type(error).__name__] += 1
            turn += 1
            enough.wait(PAUSE)

    threads = [threading.Thread(target=work, args=(source,)) for source in sources]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        enough.set()
        for thread in threads:
            thread.join(SECONDS)


def until(check: Callable[[], bool], what: str) -> None:
    """Waits until it is so."""
    end = time.monotonic() + SECONDS
    while not check():
        if time.monotonic() > end:
            pytest.fail(f"never: {what}")
        time.sleep(0.1)
