"""What is seen of which tool: tool × operation × carrier, told by the registries and not by hand.

Each carrier of an operation is an example (:mod:`gateway.extract.examples`) that is put through the operation's wire format here and
now: what it shows as a text is ``scanned``, what it refuses to read is ``opaque``. An operation without a format is ``refused``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from allowlist.answers import Role
from allowlist.loader import Catalogue
from allowlist.service import HandedOut, Operation, Service
from gateway.extract.api import Body, SocketMessage
from gateway.extract.documents.registry import documents
from gateway.extract.examples.api import Example
from gateway.extract.examples.registry import examples
from gateway.extract.registry import formats, sockets
from gateway.extract.uploads.api import Part
from gateway.extract.uploads.registry import protocols
from gateway.model import Extracted, OpaqueBody, OpaqueReason, RequestHead

PLANTED = "Žádá paní s r. č. 715319/2743 z Brna"
"""A made-up person's birth number. It stands in the examples that are tried."""

READ_BY_NOBODY = frozenset({"ole"})
"""Types of documents that are known and not read: old binary Office files."""
PICTURES = frozenset({"image"})
SOUND = frozenset({"media"})
_WILD = re.compile(r"\{[a-z_]+(\.\.\.)?\}")


class Sight(StrEnum):
    """How far something is seen."""

    SCANNED = "scanned"
    PARTLY = "partly"  # some of its carriers are opaque, or are on a node without the aid that reads them
    OPAQUE = "opaque"  # stopped: nobody can read it
    REFUSED = "refused"  # stopped: nobody tries to
    ANSWERED = "answered"  # stopped: the tool gets an empty answer from here
    ADDRESS = "address"  # address and headers scanned; there is no body
    UNSEEN = "unseen"  # passes though it was planted: a fault of the format
    UNREAD = "unread"  # passes, and only its address is looked at by the register


@dataclass(frozen=True, slots=True)
class Aids:
    """What a node has beside our own readers: Tesseract with the languages that are set, the office's own transcriber."""

    letters: bool
    speech: bool


@dataclass(frozen=True, slots=True)
class Carrier:
    """One place in which an operation carries text. ``reason`` says why an opaque one is opaque."""

    name: str
    sight: Sight
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One operation of one tool."""

    tool: str
    operation: str
    role: str
    methods: tuple[str, ...]
    path: str
    format: str
    sight: Sight
    carriers: tuple[Carrier, ...] = ()


@dataclass(frozen=True, slots=True)
class Type:
    """One type of document, as a node with these aids sees it."""

    name: str
    extensions: tuple[str, ...]
    sight: Sight


def rows(catalogue: Catalogue, aids: Aids | None = None) -> tuple[Row, ...]:
    """Every operation of every service that may be approved, and what becomes of anything else there. Without ``aids``: of any node."""
    found: list[Row] = []
    for _, service in sorted(catalogue.services.items()):
        if not service.bans:
            found += _service(service, aids)
    return tuple(found)


def types(aids: Aids) -> tuple[Type, ...]:
    """Every type of document."""
    return tuple(Type(name, one.extensions, _type(name, aids)) for name, one in documents().items())


def fitting(name: str, path: str, text: str) -> tuple[Example, ...]:
    """The examples of a format that suit an operation with this path."""
    return tuple(one for one in examples()[name](text) if re.search(one.paths, path))


def filled(pattern: str) -> str:
    """A path that a pattern of the catalogue takes."""
    return _WILD.sub(lambda found: "a/b" if found[1] else "a", pattern)


def _service(service: Service, aids: Aids | None) -> Iterator[Row]:
    for operation in service.operations:
        carriers = _carriers(operation.format, operation.path, aids)
        sight = _of_role(operation) or _together(carriers)
        yield Row(
            service.id, operation.name, operation.role.value, operation.methods, operation.path, operation.format or "", sight, carriers
        )
    for one in service.handed_out:
        yield _handed_out(service.id, one, aids)
    for group in service.hosts:
        if group.role is Role.TELEMETRY:
            yield Row(service.id, f"hosts {group.name}", "telemetry", (), "/{any...}", "", Sight.ANSWERED)
    for shared in service.shared:
        yield Row(service.id, f"host {shared.name}", "shared", (), ", ".join(shared.paths), "", Sight.REFUSED)
    yield Row(service.id, "(other pages)", "static", ("GET", "HEAD", "OPTIONS"), "/{any...}", "", Sight.ADDRESS)
    yield Row(service.id, "(anything else)", "unknown", (), "/{any...}", "", Sight.REFUSED)


def _handed_out(tool: str, one: HandedOut, aids: Aids | None) -> Row:
    carriers = _carriers(one.format, "/a", aids)
    return Row(
        tool, one.name, "upload", one.methods, f"(address from the answer to {one.source})", one.format, _together(carriers), carriers
    )


def _of_role(operation: Operation) -> Sight | None:
    """What the role alone decides; None where a format reads."""
    match operation.role:
        case Role.AUTH:
            return Sight.UNREAD
        case Role.STATIC:
            return Sight.ADDRESS
        case Role.TELEMETRY:
            return Sight.ANSWERED
        case Role.PROMPT | Role.UPLOAD | Role.UNKNOWN:
            return None if operation.format else Sight.REFUSED


@cache
def _carriers(name: str | None, path: str, aids: Aids | None) -> tuple[Carrier, ...]:
    if name is None:
        return ()
    held = [protocol.name for protocol in protocols().values() if isinstance(protocol.step(_post(path)), Part)]
    if held:  # a piece is none of the format's business: the whole is judged once it is there
        return tuple(Carrier(f"file in pieces, held until whole ({protocol})", Sight.SCANNED) for protocol in held)
    return tuple(_carrier(name, filled(path), one, aids) for one in fitting(name, path, PLANTED))


def _post(path: str) -> RequestHead:
    return RequestHead("https", "tool.example", 443, "POST", filled(path))


def _carrier(name: str, path: str, one: Example, aids: Aids | None) -> Carrier:
    try:
        read = _read(name, path, one)
    except OpaqueBody as opaque:
        return Carrier(one.carrier, Sight.OPAQUE, opaque.reason.value)
    if one.picture and read.files:
        return _aided(one.carrier, aids.letters if aids else None, OpaqueReason.NO_OCR)
    if one.sound and read.files:
        return _aided(one.carrier, aids.speech if aids else None, OpaqueReason.MEDIA)
    if one.opaque and read.files:
        return Carrier(one.carrier, Sight.OPAQUE, OpaqueReason.UNKNOWN_DOCUMENT.value)
    return Carrier(one.carrier, Sight.SCANNED if _shown(read) else Sight.UNSEEN)


def _aided(name: str, aided: bool | None, reason: OpaqueReason) -> Carrier:
    """A carrier that is read with an aid only. None: some nodes have it."""
    if aided:
        return Carrier(name, Sight.SCANNED)
    return Carrier(name, Sight.PARTLY if aided is None else Sight.OPAQUE, reason.value)


def _read(name: str, path: str, one: Example) -> Extracted:
    if name in sockets():
        return sockets()[name].segments(SocketMessage(one.content, one.is_text))
    return formats()[name].segments(Body(one.content, one.content_type, path))


def _shown(read: Extracted) -> bool:
    """Whether what was planted is among the texts, or in a file for the document workers; a name may spell it in another way."""
    digits = re.sub(r"\D", "", PLANTED)
    texts = (re.sub(r"\D", "", segment.text) for segment in read.segments)
    return any(digits in text for text in texts) or any(PLANTED.encode() in bytes(file.content) for file in read.files)


def _together(carriers: Iterable[Carrier]) -> Sight:
    seen = {carrier.sight for carrier in carriers}
    if Sight.UNSEEN in seen:
        return Sight.UNSEEN
    return seen.pop() if len(seen) == 1 else Sight.PARTLY


def _type(name: str, aids: Aids) -> Sight:
    if name in READ_BY_NOBODY:
        return Sight.OPAQUE
    if name in SOUND:
        return Sight.PARTLY if aids.speech else Sight.OPAQUE  # films stay opaque, and recordings with a picture that nobody reads
    if aids.letters:
        return Sight.SCANNED
    return Sight.OPAQUE if name in PICTURES else Sight.PARTLY
