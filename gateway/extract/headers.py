"""Request headers as segments: text leaves in them as well as in bodies. Each is scanned as ``name: value``, the name being context.

Not scanned: credentials (they belong to the tool and look like anything), and what programs write about themselves and the connection,
as far as it looks the way programs write it (:mod:`gateway.extract.technical_headers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.extract import technical_headers
from gateway.model import RequestHead, Segment, SegmentKind, Speaker

CREDENTIALS = frozenset({"authorization", "proxy-authorization", "cookie", "x-api-key", "api-key", "x-goog-api-key"})

PAGE_TOKENS = frozenset(
    {
        "openai-sentinel-arkose-token", "openai-sentinel-chat-requirements-token", "openai-sentinel-proof-token",
        "openai-sentinel-so-token", "openai-sentinel-turnstile-token", "x-conduit-token", "x-csrf-token", "x-vqd-4", "x-vqd-hash-1",
        "x-xsrf-token",
    }
)  # fmt: skip
"""Tokens of chat pages against robots and forged requests: credentials, too, as far as they look like one."""

_TOKEN = re.compile(r"[0-9A-Za-z._~+/=:|-]{16,16000}")


def header_segments(head: RequestHead) -> tuple[Segment, ...]:
    """One segment for each header that could carry text."""
    return tuple(_segments(head))


def _segments(head: RequestHead) -> Iterator[Segment]:
    for name, value in head.headers:
        lower = name.lower()
        if lower not in CREDENTIALS and not (lower in PAGE_TOKENS and _TOKEN.fullmatch(value)):
            said = technical_headers.said(name, value)
            if said is not None:
                yield Segment(("headers", name), f"{name}: {said}", Speaker.METADATA, SegmentKind.HEADER)
