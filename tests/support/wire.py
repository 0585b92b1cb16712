"""Requests and bodies for the tests of wire formats."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from gateway.extract.api import Body, LeafTransform, WireFormat
from gateway.model import Extracted, Join, OpaqueBody, RequestHead, Segment

JSON = "application/json"


def head(*headers: tuple[str, str], method: str = "POST", path: str = "/v1/chat/completions", query: str = "") -> RequestHead:
    return RequestHead("https", "api.example", 443, method, path, query, headers)


def body(value: Any, content_type: str = JSON) -> Body:
    """A body: bytes as they are, any other value as JSON."""
    return Body(value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode(), content_type)


def opaque(call: Any, *arguments: Any) -> str | None:
    """The reason why a call found a body opaque; None when it did not."""
    try:
        call(*arguments)
    except OpaqueBody as found:
        return found.reason.value
    return None


def joined(extracted: Extracted) -> list[str]:
    """The texts of all joins."""
    return [joined_text(join, extracted.segments) for join in extracted.joins]


def joined_text(join: Join, segments: Sequence[Segment]) -> str:
    """What one join is scanned as."""
    cuts = join.cuts or [(0, None)] * len(join.parts)
    return "".join(
        before + segments[part].text[start:end] for part, before, (start, end) in zip(join.parts, join.separators, cuts, strict=True)
    )


def texts(extracted: Extracted) -> dict[Any, str]:
    """The segments by place."""
    return {segment.place: segment.text for segment in extracted.segments}


def unchanged(_key: Any, text: str, _last: bool) -> str:
    """The transform that changes nothing."""
    return text


class Holding:
    """A transform that holds back the last ``size`` characters of each stream until it ends, and writes down what it was told."""

    def __init__(self, size: int = 3) -> None:
        self.size = size
        self.held: dict[Any, str] = {}
        self.ended: list[Any] = []

    def __call__(self, key: Any, text: str, last: bool) -> str:
        assert key not in self.ended, "a stream that ended goes on"
        text = self.held.pop(key, "") + text
        if last:
            self.ended.append(key)
            return text
        cut = max(len(text) - self.size, 0)
        self.held[key] = text[cut:]
        return text[:cut]


def answered(wire_format: WireFormat, content_type: str, transform: LeafTransform, pieces: list[bytes]) -> bytes:
    """What a client gets of an answer that arrives in these pieces."""
    stream = wire_format.answer_stream(content_type, transform)
    return b"".join([*(stream.feed(piece) for piece in pieces), stream.close()])


def cut(data: bytes, at: list[int]) -> list[bytes]:
    """The data in pieces, cut at these offsets (in any order, also outside)."""
    edges = sorted({0, len(data), *(min(edge, len(data)) for edge in at)})
    return [data[start:end] for start, end in zip(edges, edges[1:], strict=False)]
