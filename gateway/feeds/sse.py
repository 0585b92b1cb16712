"""The server-sent-events form of an event: pure formatting (HTML Standard, § 9.2 *Server-sent events*).

No ``event:`` field is sent, so that every kind, also one that comes later, reaches a client's ``onmessage``; the kind is in the data.
"""

from __future__ import annotations

import json

from gateway.feeds.api import Outgoing
from gateway.feeds.cloud_event import cloud_event

CONTENT_TYPE = "text/event-stream"
RETRY_MILLISECONDS = 3000
HEARTBEAT = b":\n\n"
"""A comment: keeps middle boxes from closing a quiet stream, and tells us when the client has gone."""


def opening() -> bytes:
    """The first bytes of a stream: how long a client waits before it connects again."""
    return f"retry: {RETRY_MILLISECONDS}\n\n".encode()


def place(cursor: str) -> bytes:
    """An event without data moves the client's ``Last-Event-ID`` and calls nothing: a stream that resumes before its first event."""
    return f"id: {_line(cursor)}\n\n".encode()


def frame(outgoing: Outgoing) -> bytes:
    """One event as a CloudEvent in one ``data:`` line; ``id`` is the cursor from which a client resumes."""
    data = json.dumps(cloud_event(outgoing.event), ensure_ascii=False, separators=(",", ":"))
    return f"id: {_line(outgoing.cursor)}\ndata: {data}\n\n".encode()


def _line(cursor: str) -> str:
    if not cursor.isprintable():  # a line break would begin a field of the stream
        raise ValueError("a cursor is one printable line")
    return cursor
