"""Ids of files that lie at a provider: which a request refers to, and which an answer to an upload gives.

Providers write one id in several ways (``files/abc`` and its address, ``file-service://file-abc``): what stands behind the last slash
names the file. Sources: the API references of OpenAI ("Files", "Responses"), Anthropic ("Files API"), Gemini ("Files API"), Mistral
("Files"); for pages the shapes of :mod:`chatgpt_web` and :mod:`claude_web`.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable
from typing import Any

from gateway.extract.place import INSIDE, name
from gateway.model import Place, Segment, SegmentKind

MAX_ANSWER = 1024 * 1024
"""Bytes of an answer to an upload that is read for ids; they have some hundreds."""
MAX_IDS = 64
"""Of one answer."""
DEEPEST = 4
"""Objects inside objects in which an answer names its file: ``{"file": {"id": …}}`` has two."""

_ONE = frozenset({"file_id", "input_file_id", "training_file", "validation_file", "asset_pointer"})
_MANY = frozenset({"file_ids"})
_ADDRESS = frozenset({"fileUri", "file_uri"})
_WORDS = _ONE | _MANY | _ADDRESS | {"id", "files"}
"""One of them is among the last two parts of the place of every reference."""
_MARKS = (b"file", b"asset_pointer", b"attachments", b"\\u")
"""One of them is in every JSON that refers to one; a name may be written with escapes."""
_CITED = frozenset({"annotations", "citations", "metadata"})
"""Names under which an answer that is sent again cites files."""
_GIVEN = frozenset({"id", "file_id", "uri", "uuid", "file_uuid"})
_ID = re.compile(r"[A-Za-z0-9._~-]{3,128}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FILES = re.compile(r"(?:^|/)files/[A-Za-z0-9._~-]+$|^gs://")


def may_refer(content: bytes) -> bool:
    """Whether a body may refer to a file: told in microseconds, since a history of a megabyte that does not is the usual case."""
    return any(word in content for word in _MARKS)


def referred(segments: Iterable[Segment]) -> tuple[str, ...]:
    """The files that a request has its provider read, each once."""
    near = (one for one in segments if not _WORDS.isdisjoint(one.place[-2:]))  # a history has hundreds of segments
    return tuple(dict.fromkeys(_plain(one.text) for one in near if one.kind is SegmentKind.TEXT and one.text and _refers(one)))


def given(answer: bytes) -> tuple[str, ...]:
    """The ids that an answer to an upload gives the file; () for what is no JSON object."""
    if len(answer) > MAX_ANSWER:
        return ()
    try:
        value: Any = json.loads(answer)
    except (ValueError, RecursionError):
        return ()
    found: dict[str, None] = {}
    waiting: deque[tuple[Any, int]] = deque([(value, 1)])
    while waiting and len(found) < MAX_IDS:
        one, depth = waiting.popleft()
        if isinstance(one, dict):
            found |= dict.fromkeys(_plain(text) for key, text in one.items() if isinstance(text, str) and _names(key, text))
        if isinstance(one, dict | list) and depth <= DEEPEST:
            waiting += ((inner, depth + 1) for inner in (one.values() if isinstance(one, dict) else one))
    return tuple(text for text in found if _ID.fullmatch(text))


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
    return called in _ONE or (called is None and len(place) > 1 and place[-2] in _MANY)


def _is_attachment(place: Place, text: str) -> bool:
    """Of ChatGPT's page (``messages[].metadata.attachments[].id``), and of Claude's (``files[]``)."""
    match place:
        case ("messages", int(), "metadata", "attachments", int(), "id"):
            return True
        case ("files", int()):
            return _UUID.fullmatch(text) is not None
        case _:
            return False


def _names(key: str, text: str) -> bool:
    """Whether an answer names the file so. A bare ``name`` may be the client's own word for it."""
    return key in _GIVEN or (key == "name" and text.startswith("files/"))


def _plain(text: str) -> str:
    return text.rstrip("/").rpartition("/")[2]
