"""Ids of files that lie at a provider, and of collections that are made of files there: which ones a request refers to.

Providers write one id in several ways (``files/abc`` and its address, ``file-service://file-abc``): what stands behind the last slash
names the file. A collection is a vector store, a library, a cached context, a container of the code interpreter, an assistant (it has
files and instructions of its own). Sources: the API references of OpenAI ("Files", "Responses", "File search", "Containers",
"Assistants"), Anthropic ("Files API"), Gemini ("Files API", "Context caching", "File search"), Mistral ("Files", "Document library"); for
pages the shapes of :mod:`chatgpt_web`, :mod:`claude_web` and :mod:`copilot_web`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gateway.extract.place import INSIDE, name
from gateway.model import Place, Segment, SegmentKind

_ONE = frozenset({"file_id", "input_file_id", "training_file", "validation_file", "asset_pointer"})
_MANY = frozenset({"file_ids"})
_ADDRESS = frozenset({"fileUri", "file_uri"})
_COLLECTIONS = frozenset({
    "vector_store_ids", "vector_store_id", "library_ids", "fileSearchStoreNames", "file_search_store_names",
    "cachedContent", "cached_content",
})  # fmt: skip
"""Each with one id, or with a list of them."""
_ATTACHMENT, _ASSISTANT, _CONTAINER = "attachmentId", "assistant_id", "container"
_WORDS = _ONE | _MANY | _ADDRESS | _COLLECTIONS | {"id", "files", "fileName", "file_name", _ATTACHMENT, _ASSISTANT, _CONTAINER}
"""One of them is among the last two parts of the place of every reference."""
_CITED = frozenset({"annotations", "citations", "metadata"})
"""Names under which an answer that is sent again cites files."""
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FILES = re.compile(r"(?:^|/)files/[A-Za-z0-9._~-]+$|^gs://")


def referred(segments: Iterable[Segment]) -> tuple[str, ...]:
    """The files that a request has its provider read, each once."""
    # A history has hundreds of segments: looking at the names they stand under costs a tenth of what looking through its bytes would.
    near = (one for one in segments if one.kind is SegmentKind.TEXT and not _WORDS.isdisjoint(one.place[-2:]))
    return tuple(dict.fromkeys(_known_as(one) for one in near if one.text and _refers(one)))


def collection(text: str) -> str:
    """How the id of a collection is kept: some vendors let a client choose a file's id, and none is to pass for a collection's."""
    return f"collection/{text}"


def plain(text: str) -> str:
    """What stands behind the last slash."""
    return text.rstrip("/").rpartition("/")[2]


def _known_as(segment: Segment) -> str:
    own = plain(segment.text)
    return collection(own) if _is_collection(segment.place) else own


def _is_collection(place: Place) -> bool:
    """Elsewhere ``container`` and ``assistant_id`` say where an answer that is sent again came from."""
    match place:
        case ("assistant_id",) | ("tools", int(), "container"):
            return True
        case _:
            return _one_of(place, _COLLECTIONS)


def _one_of(place: Place, names: frozenset[str]) -> bool:
    """Whether a text stands under one of these names, or in a list there."""
    called = name(place)
    return called in names or (called is None and len(place) > 1 and place[-2] in names)


def _refers(segment: Segment) -> bool:
    place = segment.place
    if INSIDE in place:
        return False
    called = name(place)
    if called in _ADDRESS:
        return _FILES.search(segment.text) is not None  # any other address is a link, and scanned as one
    if _is_attachment(place, segment.text):
        return True
    if not _CITED.isdisjoint(place):
        return False
    return called in _ONE or _one_of(place, _MANY) or _is_collection(place)


def _is_attachment(place: Place, text: str) -> bool:
    """Of ChatGPT's page (``messages[].metadata.attachments[].id``), Claude's (``files[]``), Copilot's, and Gemini's ``:importFile``."""
    match place:
        case ("messages", int(), "metadata", "attachments", int(), "id"):
            return True
        case ("content", int(), "attachmentId"):
            return True
        case ("files", int()):
            return _UUID.fullmatch(text) is not None
        case ("fileName" | "file_name",):
            return _FILES.search(text) is not None
        case _:
            return False
