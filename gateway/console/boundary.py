"""The console's outer boundary: a fault of ours becomes a plain 500 and one log line without a word of the request.

A traceback prints values, and a framework's own handler prints the traceback; so nothing gets that far.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.console.problems import Problem, problem_answer

logger = logging.getLogger("celnice.console")


@dataclass(frozen=True, slots=True)
class Boundary:
    """The middleware."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on and lets no exception out."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except ClientDisconnect:
            return
        except Exception as error:  # the boundary; ours, as the proxy has its own
            if scope["type"] != "http":
                raise
            logger.error("%s at %s", type(error).__name__, place_of(error))  # noqa: TRY400  # a traceback would print values
            if not started:
                await problem_answer(scope, Problem.FAULT)(scope, receive, send)


def place_of(error: BaseException) -> str:
    """Where an exception came from: file and line, never its message."""
    frames = extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "an unknown place"
