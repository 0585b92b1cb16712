"""What the routers of one console share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool

from gateway.console.credentials import Keys
from gateway.console.ports import Ports
from gateway.console.rate import Attempts
from gateway.console.tail import Tail
from gateway.settings import Settings


@dataclass(frozen=True, slots=True)
class Console:
    """Ports, settings, and the little state there is. One per application."""

    ports: Ports
    settings: Settings
    keys: Keys
    attempts: Attempts
    tail: Tail


async def off_loop[**P, T](function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """Runs a blocking port in a thread."""
    result: Any = await run_in_threadpool(function, *arguments, **named)
    return result  # type: ignore[no-any-return]
