"""The limit of a request's body: 413 in our own shape, whether its length was announced or found out. Never an error of ours.

FastAPI's own limit writes its answer over ours and tells its middleware so by an exception, which looks like a fault from inside.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.console.problems import Problem, problem_answer

DIGITS = 18
"""Of an announced length; more is over every limit, and more than some thousand Python refuses to read."""


@dataclass(frozen=True, slots=True)
class BodyLimit:
    """The middleware; ``largest`` in bytes. Inside the doors: who may not enter learns no limit."""

    app: ASGIApp
    largest: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or answers it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdecimal() and (len(announced) > DIGITS or int(announced) > self.largest):
            await problem_answer(scope, Problem.TOO_LARGE)(scope, receive, send)
            return
        size = 0

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > self.largest:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)  # the application answers it with its problem
            return message

        await self.app(scope, counted, send)
