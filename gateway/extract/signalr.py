r"""SignalR's JSON protocol: records of JSON, each ended by 0x1E (ASP.NET Core, "SignalR Hub Protocol", text transfer).

The first record of a connection is the handshake ``{"protocol": "json", "version": 1}``. Invocations are
``{"type": 1, "target": …, "arguments": […]}``, type 4 asks for a stream, 2 is an item of it, 3 its end, 6 a ping, 7 closes.
MessagePack, the binary protocol, is opaque.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from gateway.extract.budget import Budget
from gateway.extract.pieces import Piece, Pieces, json_piece, kept
from gateway.model import OpaqueBody, OpaqueReason

SEPARATOR = b"\x1e"

INVOCATION, ITEM, COMPLETION, STREAM_INVOCATION, PING, CLOSE = 1, 2, 3, 4, 6, 7
"""Types of records."""


def read(content: bytes) -> Pieces:
    """Reads records. Raises OpaqueBody: UNKNOWN_SHAPE (the last record is cut off, or there is none), INVALID_JSON, and JSON's limits."""
    if not content.endswith(SEPARATOR):
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    budget = Budget()
    parts: list[Piece | bytes] = []
    for at, record in enumerate(content[:-1].split(SEPARATOR)):
        parts += (json_piece(record, ("records", at), budget), SEPARATOR)
    return kept(parts)


def record(value: Mapping[str, Any]) -> str:
    """One record of ours."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\x1e"
