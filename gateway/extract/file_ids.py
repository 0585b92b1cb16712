"""Ids of files that lie at a provider, and of collections that are made of files there: which ones a request refers to.

Providers write one id in several ways (``files/abc`` and its address, ``file-service://file-abc``): what stands behind the last slash names
the file. Any other address of a file (an object of a bucket, whose name is anybody's choice) is its own name. A collection is a vector
store, a library, a cached context, a container of the code interpreter, an assistant or agent (it has files and instructions of its own), a
project of Claude's page. A skill is a file of the client's own. Sources: the API references of OpenAI ("Files", "Responses", "File search",
"Containers", "Shell", "Assistants"), Anthropic ("Files API", "Code execution", "Skills"), Gemini ("Files API", "Context caching", "File
search"), Mistral ("Files", "Document library", "Agents"), xAI ("Collections"); for pages the shapes of :mod:`chatgpt_web`,
:mod:`claude_web` and :mod:`copilot_web`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gateway.extract.place import INSIDE, merged, name
from gateway.model import Place, Segment, SegmentKind

_FILE = frozenset({"file_id", "input_file_id", "training_file", "validation_file", "asset_pointer", "file_ids", "input_files"})
_ADDRESS, _FILE_DATA = frozenset({"fileUri", "file_uri"}), frozenset({"fileData", "file_data"})
_COLLECTIONS = frozenset({
    "vector_store_ids", "vector_store_id", "library_ids", "fileSearchStoreNames", "file_search_store_names",
    "cachedContent", "cached_content", "collection_ids",
})  # fmt: skip
"""Each with one id, or with a list of them."""
_ATTACHMENT, _SKILL = "attachmentId", "skill_id"
_MADE_OF = frozenset({"assistant_id", "agent_id", "project_uuid"})
_CONTAINER = frozenset({"container", "container_id"})
_WORDS = (
    _FILE | _ADDRESS | _COLLECTIONS | _CONTAINER | {"id", "files", "fileName", "file_name", _ATTACHMENT, _SKILL, "dataset_id"} | _MADE_OF
)
"""One of them is among the last two parts of the place of every reference, each of which may be marked as repeated."""
_CITED = frozenset({"annotations", "citations", "metadata"})
"""Names under which an answer that is sent again cites files."""
_ENVELOPES = frozenset({"params", "body", "response"})
"""What one request of a batch, or of a socket, stands under."""
_BUILT_IN = re.compile(r"pptx|xlsx|docx|pdf|openai-[a-z-]+")
"""Skills of the vendors; those of a client have ids that the vendor makes (``skill_…``)."""
_AGENT = re.compile(r"ag[_:]")
"""Mistral's; elsewhere a client's own agents have that name."""
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FILES = re.compile(r"(?:^|/)files/[A-Za-z0-9._~-]+$|^gs://")
_OWN = re.compile(r"(?:https://generativelanguage\.googleapis\.com/v1[a-z]*/)?files/[A-Za-z0-9._~-]+")
"""A file of Gemini's, as the answer to its upload writes it."""
_LINK = re.compile(r"https?://(?![^/?#]*\bgoogle(?:apis)?\.com\.?(?:[:/?#]|$))[a-z0-9.-]+(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)
"""An address that is no file of Google's, however it is spelled."""


def referred(segments: Iterable[Segment]) -> tuple[str, ...]:
    """The files that a request has its provider read, each once."""
    # A history has hundreds of segments: looking at the names they stand under costs a tenth of what looking through its bytes would.
    near = (_merged(one) for one in segments if one.kind is SegmentKind.TEXT and not _WORDS.isdisjoint(one.place[-4:]))
    return tuple(dict.fromkeys(_known_as(one) for one in near if one.text and _refers(one)))


def collection(text: str) -> str:
    """How the id of a collection is kept: some vendors let a client choose a file's id, and none is to pass for a collection's."""
    return f"collection/{text}"


def plain(text: str) -> str:
    """What stands behind the last slash."""
    return text.rstrip("/").rpartition("/")[2]


def _merged(segment: Segment) -> Segment:
    """Of two keys of one name readers take either, most of them the last: each says what the request refers to."""
    place = merged(segment.place)
    return segment if place is segment.place else segment._replace(place=place)


def _known_as(segment: Segment) -> str:
    if _one_of(segment.place, _ADDRESS) and _OWN.fullmatch(segment.text) is None:
        return segment.text
    own = plain(segment.text)
    return collection(own) if _is_collection(segment.place, segment.text) else own


def _is_collection(place: Place, text: str) -> bool:
    """Elsewhere ``container`` and ``assistant_id`` say where an answer that is sent again came from, or are a client's own."""
    if _one_of(place, _COLLECTIONS):
        return True
    match _in_request(place):
        case ("assistant_id" | "project_uuid",) | ("create_conversation_params", "project_uuid"):
            return True
        case ("agent_id",):
            return _AGENT.match(text) is not None
        case ("container",) | ("container", "id") | ("tools", int(), "container"):
            return True
        case ("tools", int(), "environment", "container_id"):
            return True
        case _:
            return False


def _is_skill(place: Place, text: str) -> bool:
    """Of a container, of a tool's environment, or of a container that is made."""
    match _in_request(place):
        case ("skills", int(), "skill_id") | ("container", "skills", int(), "skill_id"):
            return _BUILT_IN.fullmatch(text) is None
        case ("tools", int(), "environment", "skills", int(), "skill_id"):
            return _BUILT_IN.fullmatch(text) is None
        case _:
            return False


def _in_request(place: Place) -> Place:
    outer = place[:5]  # parts, 1, lines, 0, body
    return place[max((at + 1 for at, part in enumerate(outer) if part in _ENVELOPES), default=0) :]


def _one_of(place: Place, names: frozenset[str]) -> bool:
    """Whether a text stands under one of these names, or in a list there."""
    called = name(place)
    return called in names or (called is None and len(place) > 1 and place[-2] in names)


def _refers(segment: Segment) -> bool:
    place = segment.place
    if INSIDE in place:
        return False
    if _one_of(place, _ADDRESS):
        of_google = not _FILE_DATA.isdisjoint(place[-3:])  # elsewhere a client's own tool may have a field of that name
        return (_LINK.match(segment.text) is None) if of_google else (_FILES.search(segment.text) is not None)  # a link is scanned as one
    if _is_attachment(place, segment.text):
        return True
    if not _CITED.isdisjoint(place):
        return False
    return _one_of(place, _FILE) or _is_collection(place, segment.text) or _is_skill(place, segment.text)


def _is_attachment(place: Place, text: str) -> bool:
    """Of ChatGPT's page (``messages[].metadata.attachments[].id``), Claude's (``files[]``), Copilot's, Gemini's ``:importFile`` and
    batches, Cohere's jobs.
    """
    match place:
        case ("messages", int(), "metadata", "attachments", int(), "id"):
            return True
        case ("content", int(), "attachmentId"):
            return True
        case ("files", int()):
            return _UUID.fullmatch(text) is not None
        case ("fileName" | "file_name",):
            return "files/" in text
        case ("batch", "inputConfig" | "input_config", "fileName" | "file_name") | ("dataset_id",) | ("settings", "dataset_id"):
            return True
        case _:
            return False
