"""Where uploads in pieces are taken in: each piece is held and answered here; the last one has the whole judged, and lets it leave.

Knows protocols and what is held; the proxy says what it thinks of the whole (``Judge``) and sends what leaves.
"""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Protocol

from allowlist.answers import Role
from gateway.extract.api import Body
from gateway.extract.coding import decode
from gateway.extract.uploads import heads, pieces
from gateway.extract.uploads.api import (
    FRESH,
    Ask,
    AtOnce,
    Begin,
    Drop,
    Fault,
    Finish,
    Incoming,
    Measure,
    Outgoing,
    Part,
    Step,
    UploadProtocol,
    WrongParts,
)
from gateway.model import Answer, OpaqueReason, RequestHead
from gateway.pipeline import Request
from gateway.uploads.box import Box, box
from gateway.uploads.limits import SWEEP_SECONDS, WHOLES_AT_ONCE
from gateway.uploads.sender import SendError
from gateway.uploads.store import EMPTY, Kept, Over, Store

WHOLE_FORMAT = "raw_file"
"""What reads a file that the last request does not carry itself."""

MAX_DIGITS = 15
"""Of a length in bytes: a petabyte."""

_OVER = {Over.FILE: OpaqueReason.TOO_LARGE, Over.PERSON: OpaqueReason.DOCUMENT_LIMIT, Over.NODE: OpaqueReason.DOCUMENT_LIMIT}


@dataclass(frozen=True, slots=True)
class Recognised:
    """What one request is to which protocol."""

    protocol: UploadProtocol
    step: Step


@dataclass(frozen=True, slots=True)
class Unheld:
    """A piece that no protocol here holds."""


@dataclass(frozen=True, slots=True)
class Leaves:
    """The request goes to the provider: with this body, and under this head where it is another one."""

    body: bytes | None = field(repr=False)
    head: RequestHead | None = None


class Judge(Protocol):
    """The proxy's judgement, with its records and its answers."""

    async def judge(self, request: Request) -> Answer | None:
        """None lets the request pass; an answer stops it."""

    async def opaque(self, reason: OpaqueReason) -> Answer:
        """The answer to what cannot be judged, recorded."""


type Send = Callable[[Request, bytes, Sequence[Outgoing]], Awaitable[Sequence[Incoming]]]
"""Sends requests of a person to the host of a request, in order. Raises SendError when the provider is not reached."""


class Desk:
    """One process's desk over a node's store."""

    def __init__(self, protocols: Mapping[str, UploadProtocol], store: Store, send: Send) -> None:
        self._protocols = tuple(protocols.values())
        self._store = store
        self._send = send
        self._wholes = asyncio.Semaphore(WHOLES_AT_ONCE)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="uploads")

    def recognise(self, head: RequestHead) -> Recognised | Unheld | None:
        """What a request of an upload is, by its head. None: it carries a file whole, or none at all."""
        for protocol in self._protocols:
            step = protocol.step(head)
            if step is not None:
                return Recognised(protocol, step)
        return Unheld() if pieces.piece(head) else None

    async def take(self, request: Request, found: Recognised | Unheld, person: bytes, judge: Judge) -> Answer | Leaves:
        """What becomes of the request. Raises OpaqueBody for one that cannot be decoded, and what the disk raises."""
        if isinstance(found, Unheld):
            return await judge.opaque(OpaqueReason.UNKNOWN_DOCUMENT)
        content = decode(request.raw, request.head, request.limit)
        plain = replace(request, raw=content, head=heads.plain(request.head))
        match found.step:
            case Part() as part:
                return await self._part(plain, found.protocol, part, person, judge)
            case Finish() as finish:
                return await self._finish(plain, found.protocol, finish, person, judge)
            case Ask() as ask:
                held = await self._do(self._store.held, _box(plain, person, ask.upload))
                return found.protocol.held(plain.head, held, "") if held else await _on(plain, judge)
            case Drop() as drop:
                await self._do(self._store.drop, _box(plain, person, drop.upload))
                return await _on(plain, judge)
            case Begin() as begin:
                too_large = begin.total > request.limit
                return await judge.opaque(OpaqueReason.TOO_LARGE) if too_large else await _on(plain, judge)

    async def _part(self, request: Request, protocol: UploadProtocol, part: Part, person: bytes, judge: Judge) -> Answer | Leaves:
        if part.name == FRESH:
            part = replace(part, name=secrets.token_hex(16))
        if part.measure is not None:
            try:
                part = replace(part, total=await self._measured(request, person, part.measure))
            except SendError:
                return protocol.fault(Fault.REFUSED, EMPTY)
        own, body = _box(request, person, part.upload), _body(request)
        added = await self._do(self._store.add, own, person, part, protocol.content(body))
        if isinstance(added, Over):
            await self._do(self._store.drop, own)
            return await judge.opaque(_OVER[added])
        if isinstance(added, Fault):
            if added is Fault.GONE:
                await judge.opaque(OpaqueReason.MISSING_PIECES)  # recorded; its client is told in a way that makes it begin again
            held = await self._do(self._store.held, own)
            return protocol.fault(added, held or EMPTY)
        assert isinstance(added, Kept)  # noqa: S101
        if not part.last and added.held.size != added.held.total:
            return protocol.held(request.head, added.held, part.name)
        return await self._let(request, protocol, own, None, person, judge)

    async def _measured(self, request: Request, person: bytes, measure: Measure) -> int:
        answers = await self._send(request, person, [measure.request])
        said = answers[0].headers.get(measure.header, "") if answers and 200 <= answers[0].status < 300 else ""
        if not (said.isascii() and said.isdigit() and len(said) <= MAX_DIGITS):
            raise SendError("no length")
        return int(said)

    async def _finish(self, request: Request, protocol: UploadProtocol, finish: Finish, person: bytes, judge: Judge) -> Answer | Leaves:
        own = _box(request, person, finish.upload)
        held = await self._do(self._store.held, own)
        if held is None:
            await judge.opaque(OpaqueReason.MISSING_PIECES)
            return protocol.fault(Fault.GONE, EMPTY)
        try:
            order = protocol.order(_body(request), held.names)
        except WrongParts:
            await judge.opaque(OpaqueReason.MISSING_PIECES)
            return protocol.fault(Fault.TOTAL, held)
        return await self._let(request, protocol, own, order, person, judge)

    async def _let(
        self, request: Request, protocol: UploadProtocol, own: Box, order: tuple[str, ...] | None, person: bytes, judge: Judge
    ) -> Answer | Leaves:
        """Has the whole judged, and what leaves beside it; whatever comes of it, nothing is held any more."""
        async with self._wholes:
            try:
                whole = await self._do(self._store.read, own, order)
                return await self._judged(request, protocol, whole, order or (), person, judge)
            finally:
                await self._do(self._store.drop, own)

    async def _judged(
        self, request: Request, protocol: UploadProtocol, whole: bytes, order: Sequence[str], person: bytes, judge: Judge
    ) -> Answer | Leaves:
        if len(whole) > request.limit:
            return await judge.opaque(OpaqueReason.TOO_LARGE)
        release = protocol.release(request.head, _body(request), whole, order)
        if isinstance(release, AtOnce):
            stopped = await judge.judge(replace(request, head=release.head, raw=whole))
            return stopped or Leaves(whole, release.head)
        bare = replace(request.head, query="", headers=())
        file = replace(request, head=bare, raw=whole, admitted=replace(request.admitted, format=WHOLE_FORMAT, role=Role.UPLOAD))
        stopped = await judge.judge(request) or await judge.judge(file)
        if stopped:
            return stopped
        try:
            return Leaves(release.finish(await self._send(request, person, release.requests)))
        except (WrongParts, SendError):
            return protocol.fault(Fault.REFUSED, EMPTY)

    async def tend(self) -> None:
        """Forgets what waited too long, until it is cancelled."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            with suppress(sqlite3.Error, OSError):  # tried again
                await self._do(self._store.sweep)

    async def _do[**P, T](self, call: Callable[P, T], *arguments: P.args, **keywords: P.kwargs) -> T:
        """Runs in the thread, one at a time: the event loop does not wait for the disk."""
        assert not keywords  # noqa: S101
        return await asyncio.get_running_loop().run_in_executor(self._thread, call, *arguments)

    def close(self) -> None:
        """Ends the thread after what it has begun."""
        self._thread.shutdown()


async def _on(request: Request, judge: Judge) -> Answer | Leaves:
    return await judge.judge(request) or Leaves(request.raw or None)


def _body(request: Request) -> Body:
    return Body(request.raw, request.head.header("content-type") or "", request.head.path)


def _box(request: Request, person: bytes, upload: str) -> Box:
    return box(person.hex(), request.admitted.tool, request.head.host, upload)
