"""Headers that could carry text are segments."""

from __future__ import annotations

import pytest

from gateway.extract.headers import header_segments
from gateway.model import SegmentKind
from support.wire import head

TABLE = [
    ("x-note", "715319/2743", True, "a header of the client's own"),
    ("X-Title", "Jan Vzorný", True, "OpenRouter's title of an application"),
    ("referer", "https://example.com/?q=715319/2743", True, "the page before, with its query"),
    ("idempotency-key", "715319/2743", True, "a key may be anything"),
    ("715319-2743", "x", True, "the name itself"),
    ("authorization", "Bearer sk-x", False, "a credential"),
    ("Cookie", "s=1", False, "a session"),
    ("x-api-key", "k", False, "a credential"),
    ("X-Conduit-Token", "eyJhbGciOiJub25l.eyJ4IjoxfQ.abc", False, "a page's token"),
    ("openai-sentinel-proof-token", "gAAAAABWzMwMDAsICJTdW4=~S", False, "a page's proof of work"),
    ("x-csrf-token", "715319/2743", True, "too short for a token"),
    ("x-csrf-token", "rodné číslo 715319/2743", True, "words are no token"),
    ("x-conduit-tokens", "eyJhbGciOiJub25l.eyJ4IjoxfQ.abc", True, "another header"),
    ("sec-ch-ua", '"Chromium";v="128"', False, "written by the browser"),
    ("content-length", "715319", False, "about the connection"),
    ("user-agent", "Mozilla/5.0", False, "written by the program"),
    ("sec-foo", "Jan Vzorný", True, "no header of a browser's"),
    ("user-agent", "710319/2745", True, "no product"),
    ("content-type", "application/json; x=7103192745", True, "no parameter that we know"),
]


@pytest.mark.parametrize(("name", "value", "scanned", "why"), TABLE, ids=[row[3] for row in TABLE])
def test_headers(name: str, value: str, scanned: bool, why: str) -> None:
    """What a person or a program could fill with text is scanned, with its name."""
    segments = header_segments(head((name, value)))
    assert [segment.text for segment in segments] == ([f"{name}: {value}"] if scanned else []), why
    assert all(segment.kind is SegmentKind.HEADER for segment in segments)
