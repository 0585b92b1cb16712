"""Request headers as segments: text leaves in them as well as in bodies. Each is scanned as ``name: value``, the name being context.

Not scanned: credentials (they belong to the tool and look like anything), and what programs write about themselves and the connection.
"""

from __future__ import annotations

from gateway.model import RequestHead, Segment, SegmentKind, Speaker

CREDENTIALS = frozenset({"authorization", "proxy-authorization", "cookie", "x-api-key", "api-key", "x-goog-api-key"})

TECHNICAL = frozenset(
    {
        "accept",
        "accept-charset",
        "accept-encoding",
        "accept-language",
        "cache-control",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "expect",
        "host",
        "keep-alive",
        "pragma",
        "te",
        "traceparent",
        "tracestate",
        "transfer-encoding",
        "upgrade-insecure-requests",
        "user-agent",
    }
)


def header_segments(head: RequestHead) -> tuple[Segment, ...]:
    """One segment for each header that could carry text."""
    return tuple(
        Segment(("headers", name), f"{name}: {value}", Speaker.METADATA, SegmentKind.HEADER)
        for name, value in head.headers
        if (lower := name.lower()) not in TECHNICAL and lower not in CREDENTIALS and not lower.startswith("sec-")
    )
