"""tRPC over HTTP (version 10 and 11): ``POST /trpc/a.b,c.d?batch=1`` with ``{"0": {"json": …}, "1": …}``, one entry for each procedure.

Without ``batch=1`` the body is one input. ``json`` and ``meta`` are what superjson makes of it. An answer has one element for each
procedure; an error is ``{"error": {"json": {"message", "code", "data": {"code", "httpStatus", "path"}}}}``. Source: tRPC's docs,
"HTTP RPC Specification".
"""

from __future__ import annotations

import json
from dataclasses import replace

from gateway.act import refusal, texts
from gateway.extract.json_format import JsonBody
from gateway.model import Answer, Notice

_FORBIDDEN = -32003
"""tRPC's number for FORBIDDEN."""

MAX_BATCH = 1000
"""Procedures of one batch that are counted. Clients stop at some dozens."""


def inputs(body: JsonBody) -> tuple[str, ...]:
    """The keys of a batch in order (``"0"``, ``"1"``, …); empty when the body is one input."""
    found: list[str] = []
    while len(found) < MAX_BATCH and ((key := str(len(found))),) in body.containers:
        found.append(key)
    return tuple(found)


def refused(notice: Notice, language: str, *, count: int = 1, path: str | None = None) -> Answer:
    """The error of every procedure of a batch of ``count``, with status 403."""
    data = {"code": "FORBIDDEN", "httpStatus": refusal.REFUSED, "path": path, "celnice": texts.code(notice.reason)}
    error = {"error": {"json": {"message": texts.message(notice, language), "code": _FORBIDDEN, "data": data}}}
    answer = refusal.json_answer({}, ("x-request-id", notice.reference))
    return replace(answer, body=json.dumps([error] * max(count, 1), ensure_ascii=False).encode("utf-8"))
