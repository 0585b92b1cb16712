"""Files, and collections of files, that get to a provider through here: their ids, which the answers give, are known from then on."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from mitmproxy import http

from allowlist.answers import Role
from gateway.extract import given_ids
from gateway.extract.given_ids import Given
from gateway.model import OpaqueBody
from gateway.pipeline import Request, read
from gateway.proxy.customs import Customs
from gateway.proxy.standing import Standing, carries_file
from gateway.proxy.unseen import refers_to_unseen

_EXPECTED = "celnice_lodged"
"""Key of a flow's metadata."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The answer to one request gives a tool's ids here."""

    tool: str
    where: Given


class Lodged:
    """What becomes known through requests that may leave."""

    def __init__(self, customs: Customs) -> None:
        self._customs = customs

    async def expect(self, flow: http.HTTPFlow, request: Request, standing: Standing, *, hands_out: bool) -> None:
        """Notes that the answer gives ids, where it does. ``hands_out``: it gives an address first, and the file comes later."""
        admitted = request.admitted
        brings = not hands_out and (admitted.role is Role.UPLOAD or standing.found is not None) and carries_file(request, standing.found)
        if brings:
            self.note([bytes.fromhex(one) for one in standing.files])
        where = given_ids.of_upload(admitted.format, request.head.path) if brings else await self._making(request)
        if where is not None:
            flow.metadata[_EXPECTED] = Expected(admitted.tool, where)
            flow.request.headers["accept-encoding"] = "identity"

    async def _making(self, request: Request) -> Given | None:
        """A collection is known only if everything that it is made of is: under ``unknown_files = "record"`` other ones pass, too."""
        admitted = request.admitted
        where = given_ids.of_making(admitted.format, request.head.path) if admitted.role is Role.PROMPT else None
        if where is None or not request.raw:
            return None
        try:
            reading = read(request, self._customs.formats)
        except OpaqueBody:
            return None
        where = given_ids.made_by(where, reading.body.content) if reading.body is not None else None
        if where is None:
            return None
        return None if await refers_to_unseen(self._customs.files, reading, admitted.tool) else where

    def expected(self, flow: http.HTTPFlow) -> Expected | None:
        """What :meth:`expect` noted, once."""
        found: Expected | None = flow.metadata.pop(_EXPECTED, None)
        return found if self._customs.files is not None else None

    def digests(self, tool: str, where: Given | None, answer: bytes) -> tuple[bytes, ...]:
        """What is kept of the ids that an answer gives."""
        files = self._customs.files
        return files.digests(tool, given_ids.given(where, answer)) if files is not None and where is not None else ()

    def note(self, digests: Sequence[bytes]) -> None:
        """These are known from now on."""
        try:
            if self._customs.files is not None and digests:
                self._customs.files.add(digests)
        except sqlite3.Error:
            self._customs.meter.boundary_fault("uploads")  # its id stays unknown: a request that refers to it is stopped
