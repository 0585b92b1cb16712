"""The frozen values that cross stages. They hold no behaviour but their own reading.

House rule: whatever may hold a person's data is ``repr=False``, so that no log line, exception or test output can show it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from allowlist.person import Person
from detectors.finding import Finding
from gateway.batch import NOTHING, Asked, Batch

type Place = tuple[str | int, ...]
"""Where a leaf stands in a body, from the root: ``("messages", 0, "content")``. The names are the client's own, so a place
may itself hold personal data (an object key): it is used inside the pipeline and never recorded."""

type Where = tuple[tuple[str, int | str], ...]
"""Where in a document a text stands, for people: ``(("sheet", 2), ("cell", "B7"))``. Numbers count from 1; a value is no name out of it."""


@dataclass(frozen=True, slots=True)
class RequestHead:
    """The first lines of a request. ``path`` is without its query; header names are as sent."""

    scheme: str
    host: str = field(repr=False)
    port: int
    method: str
    path: str = field(repr=False)
    query: str = field(default="", repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    recorded_host: str = ""
    """What may be written down of the host: under a wildcard of the catalogue the client chooses labels, which may hold anything."""
    person: Person | None = None
    """Who asks, where that is known."""

    def values(self, name: str) -> tuple[str, ...]:
        """All values of one header, in order."""
        return tuple(value for key, value in self.headers if key.lower() == name.lower())

    def header(self, name: str) -> str | None:
        """The only value of a header; None when it is absent or stands there more than once."""
        values = self.values(name)
        return values[0] if len(values) == 1 else None


class SegmentKind(StrEnum):
    """What sort of leaf a segment was."""

    TEXT = "text"
    NUMBER = "number"
    KEY = "key"
    URL = "url"
    HEADER = "header"


class Speaker(StrEnum):
    """Whose words a segment holds, as the wire format tells it."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"
    METADATA = "metadata"


class Segment(NamedTuple):
    """One leaf of a body: what is scanned, and what may be changed. A named tuple, because a history has many hundreds."""

    place: Place
    text: str
    speaker: Speaker = Speaker.USER
    kind: SegmentKind = SegmentKind.TEXT
    where: Where = ()
    marks: tuple[tuple[int, Where], ...] = ()
    """Where the parts of a long text stand: from each offset (ascending) on, this comes after ``where``."""

    def __repr__(self) -> str:
        """Says what it is, never what it holds."""
        return f"Segment(speaker={self.speaker!r}, kind={self.kind!r}, where={self.where!r}, marks={self.marks!r})"

    def where_at(self, offset: int) -> Where:
        """Where in its document the text at an offset stands."""
        at = bisect_right(self.marks, offset, key=lambda mark: mark[0])
        return (*self.where, *(self.marks[at - 1][1] if at else ()))


@dataclass(frozen=True, slots=True)
class Join:
    """Segments (by index) that are scanned together too: a value split over neighbouring fields is still one value."""

    parts: tuple[int, ...]
    separators: tuple[str, ...] = field(repr=False)
    """What stands before each part; as long as ``parts``."""
    cuts: tuple[tuple[int, int], ...] = ()
    """How much of each part is taken, (start, end) in characters; as long as ``parts``, or empty where all of each is."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that a body carries. What it holds is read by :mod:`gateway.extract.documents`, in a process of its own."""

    place: Place = field(repr=False)
    content: bytes | memoryview = field(repr=False)
    """A view where the file lies inside a body: a large upload is held once."""
    media: str = ""
    """The media type as declared, "" when nothing declares one. It is a hint: what the bytes are decides."""
    name: str = field(default="", repr=False)
    """The file's name as declared. It is scanned as a text of its own by the format that yields the file."""
    speaker: Speaker = Speaker.USER
    batch: Batch = Batch.NO


class Told(StrEnum):
    """What a request tells its conversation by."""

    NAMED = "named"  # its id
    BEGUN = "begun"  # how it began: the history comes with the request
    BEFORE = "before"  # the id of what came before, which the provider keeps; what comes now has another


@dataclass(frozen=True, slots=True)
class Conversation:
    """Which conversation a request belongs to: ``key`` is stable over its turns and says nothing about its text."""

    key: str | None
    turn: int = 1
    told: Told = field(default=Told.NAMED, compare=False)


class Middle(NamedTuple):
    """Of a history the messages after ``first`` (by which the conversation is told) and before ``next`` (joined with nothing before it)."""

    first: int
    next: int
    turns: int  # of the user, among them
    cost: int  # of reading the whole body (gateway.extract.budget)
    parted: bool  # whether the message behind ``first`` is not joined with it: where it is, nothing may be left out between the two
    within: str = "messages"  # the name of the list, at the top of the body


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a wire format read out of one body."""

    segments: tuple[Segment, ...] = field(repr=False)
    joins: tuple[Join, ...] = ()
    conversation: Conversation = Conversation(None)
    streaming: bool = False
    files: tuple[File, ...] = ()
    reply_to: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Ids that an answer of the tool repeats (name, value), so that a page knows what is answered. They look like ids, or are left out."""
    running: tuple[int, ...] = ()
    """Of a socket's message the segments (by index) of running text, in order: the next message may go on from there."""
    before: int | None = None
    """The segment (by index) that holds the end of what left before. It is joined with the others, and not judged by itself."""
    middle: Middle | None = None
    asked: Asked = NOTHING  # by requests in its files; what it asks for itself, its segments say


class OpaqueReason(StrEnum):
    """Why a body could not be read. Opaque is never clean: policy decides, and by default it blocks."""

    TOO_LARGE = "too_large"
    UNKNOWN_CODING = "unknown_coding"
    UNDECODABLE = "undecodable"
    TRAILING_BYTES = "trailing_bytes"
    OUTPUT_LIMIT = "output_limit"
    CHARSET = "charset"
    CONTENT_TYPE = "content_type"
    AMBIGUOUS_HEADERS = "ambiguous_headers"
    INVALID_JSON = "invalid_json"
    TOO_DEEP = "too_deep"
    TOO_MANY_LEAVES = "too_many_leaves"
    UNKNOWN_SHAPE = "unknown_shape"
    UNKNOWN_DOCUMENT = "unknown_document"  # a file of a type that nothing here reads
    BROKEN_DOCUMENT = "broken_document"
    ENCRYPTED = "encrypted"  # a password or a key is missing
    DOCUMENT_LIMIT = "document_limit"  # time, memory, size, depth or number of parts
    MISSING_PIECES = "missing_pieces"  # of an upload in pieces: they expired, or went to another node
    MANY_SCANS = "many_scans"  # more pictures or scanned pages than text recognition reads in the time for one request
    NO_OCR = "no_ocr"  # a picture, and text recognition is not installed
    MEDIA = "media"  # sound or video
    TOKENS = "tokens"  # numbers of a tokenizer in place of words
    UNKNOWN_FILE = "unknown_file"  # an id of a file at the provider that was not seen when it was uploaded
    LIMIT_TEXT = "limit_text"  # more text, larger files or more of them than the office's policy lets this person send to this tool
    LIMIT_FILE = "limit_file"
    LIMIT_FILES = "limit_files"


class OpaqueBody(Exception):
    """A body that no format understands. Holds a reason, never a byte of the body."""

    def __init__(self, reason: OpaqueReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


type FileRead = Extracted | OpaqueReason
"""What a file holds (places from its own root), or why nobody could read it."""


class ScanOutcome(StrEnum):
    """How far a request was seen. The four are counted apart."""

    SCANNED = "scanned"
    PARTLY = "partly"
    OPAQUE = "opaque"
    NOT_RUN = "not_run"


class Disclosed(StrEnum):
    """Whether the data left: ``none`` when it was stopped before the first byte reached the provider."""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """A local answer to the client, in place of the provider's."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Instead:
    """An approved tool that does the same: its name, and its page in the published list ("" where no address is known)."""

    name: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """What the page of a closed service says: facts of the register, nothing of the request."""

    cause: str
    """A :class:`allowlist.closure.Cause`."""
    day: date | None = None
    laws: tuple[str, ...] = ()
    laws_en: tuple[str, ...] = ()
    notice: str = ""
    """What the working group wants employees to read."""
    instead: tuple[Instead, ...] = ()
    ask: str = ""
    """Where to ask for the service; "" where asking is no use (forbidden), or no address is known."""
    listed: str = ""
    """Where the published list is."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a stopped employee is told: kinds, never values."""

    reference: str
    """The event's id, which the employee can quote."""
    tool: str
    kinds: Mapping[str, int]
    """Entity names and how many of each; empty when the reason is not a finding."""
    reason: str
    """A key of :mod:`gateway.act.texts`, e.g. ``personal_data`` or ``opaque_body``."""
    detail: str = ""
    """For opaque bodies the :class:`OpaqueReason`; never anything from the request."""
    reply_to: Mapping[str, str] = field(default_factory=dict, repr=False)
    """``Extracted.reply_to``: the only thing a refusal repeats of a request, to its own sender."""
    door: Door | None = None
    """For a service that is not approved."""
    link: str = field(default="", repr=False)
    """Where the employee can do what is missing; "" when there is no such page."""
    where: tuple[Where, ...] = ()
    """The first places of findings, and ``more`` is how many others there are."""
    more: int = 0
    own: str = field(default="", repr=False)
    """The page of this very event, where it can be reported as a false alarm; "" when there is no such page."""
    choices: tuple[str, ...] = ()
    """What can be chosen there: values of :class:`gateway.decide.choice.Choice`."""
    rules: str = ""
    """Where the list of tools and the rules are; "" when nobody said."""


@dataclass(frozen=True, slots=True)
class Unscanned:
    """A text that no detector could judge; ``reason`` names the limit or the detector that failed."""

    reason: str


type Scan = tuple[Finding, ...] | Unscanned
"""What detection says of one text."""
