"""What a request's address says: its path and each pair of its query, decoded. Some tools take the prompt there (``?q=``)."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from gateway.extract import escapes, json_format, json_text
from gateway.extract.budget import Budget
from gateway.extract.joins import cuts_a_number
from gateway.extract.json_text import LeafKind
from gateway.extract.place import INSIDE, KEY
from gateway.model import OpaqueBody, OpaqueReason, Segment, SegmentKind, Speaker

_ROUNDS = 5
"""Times an address is decoded: an address inside an address is encoded twice, and redirects to sign-in wrap that once or twice more.
One that is not plain after that is opaque."""

_PAIR = re.compile("[&;]")
_CREDENTIAL = re.compile(
    r"key=AIza[0-9A-Za-z_-]{35}"
    r"|(?:access_token|accessToken)=(?:eyJ[0-9A-Za-z_-]{8,8000}(?:\.[0-9A-Za-z_-]{0,8000}){2,4}|Ew(?:[0-9A-Za-z_+/=-]|%2[BbFf]|%3[Dd]){100,8000})"
)
"""What belongs to the tool, like a credential in a header: a key of Google's APIs, which their REST examples put into the address; a token
(RFC 7515, RFC 7516; Microsoft's own begin with Ew) under the name of RFC 6750 or nearly, as a WebSocket has it that can send no header."""

_SPACE = re.compile(r"\+(?![0-9])|(?<=\w)\+")
"""A plus that stands for a space: every one but that which begins a telephone number (``?q=+420…``)."""


def url_segments(path: str, query: str) -> tuple[Segment, ...]:
    """The path as one segment and each ``name=value`` as one, so that a name is the context of its value; repeated names all stay.

    ``path`` and ``query`` as they stand in the request line, the query without its ``?``. A value that is JSON gives its leaves, too.
    Raises OpaqueBody: TOO_DEEP (encoded more than _ROUNDS times), and for JSON over a limit. These
    segments are read only: a request whose address holds a finding is not rewritten.
    """
    segments = []
    budget = Budget()
    if path.strip("/"):
        segments.append(Segment(("path",), _decoded(path), Speaker.METADATA, SegmentKind.URL))
    for at, pair in enumerate(_PAIR.split(query)):
        if not pair or _CREDENTIAL.fullmatch(pair):
            continue
        name, equals, value = pair.partition("=")
        name, text = _decoded(name, plus=True), _decoded(value, plus=True)
        segments.append(Segment(("query", at), name + equals + text, Speaker.USER, SegmentKind.URL))
        if cuts_a_number(name, text):
            segments.append(Segment(("query", at, KEY), name + text, Speaker.USER, SegmentKind.URL))
        segments += _inside(at, text, budget)
    return tuple(segments)


def _inside(at: int, text: str, budget: Budget) -> list[Segment]:
    """The leaves of a JSON value, or the value with its escapes decoded: they could hide something from a reader of the pair."""
    reading = escapes.decoded(text)
    plain = [Segment(("query", at, INSIDE), reading, Speaker.USER, SegmentKind.URL)] if reading is not None else []
    if "\\" not in text or text.strip()[:1] not in {"{", "["}:
        return plain
    try:
        json = json_text.read(text, ("query", at, INSIDE), budget)
    except OpaqueBody as opaque:
        if opaque.reason is OpaqueReason.INVALID_JSON:
            return plain
        raise
    read = json_format.of_text(json, budget)
    if read.files:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)  # no tool takes a file in its address
    leaves = (leaf for _, leaf in read.leaves)
    return [Segment(leaf.place, leaf.text, Speaker.USER, SegmentKind.URL) for leaf in leaves if leaf.kind is not LeafKind.NUMBER]


def _decoded(text: str, *, plus: bool = False) -> str:
    """Percent-decoded until nothing changes; opaque when that takes too many rounds. Bytes that are not UTF-8 are read as windows-1250,
    as old Czech forms send them.
    """
    if plus and "+" in text:
        text = _SPACE.sub(" ", text)
    for _ in range(_ROUNDS + 1):
        before = text
        data = unquote_to_bytes(_bytes(text))
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("cp1250", errors="replace")
        if text == before:
            return text
    raise OpaqueBody(OpaqueReason.TOO_DEEP)


def _bytes(text: str) -> bytes:
    """The bytes of a request line, whose undecodable ones stand as lone surrogates (PEP 383)."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")
