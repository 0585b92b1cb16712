"""Ids that an answer gives what a request brought to the provider: files, and collections that are made of files (assistants, too).

Only at the one place that the vendor's shape has for it. Elsewhere an answer repeats what the client said (metadata, names, attributes):
whoever writes an id there must not make a file known that nobody has scanned. Sources: the API references of OpenAI ("Files", "Uploads",
"Vector stores", "Containers", "Assistants", "Threads"), Anthropic ("Files"), Gemini ("Files", "Caching", "File search stores"), Mistral
("Files", "Libraries"), Cohere ("Datasets"); for pages the shapes of :mod:`chatgpt_web`, :mod:`claude_web` and :mod:`grok_web_upload`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gateway.extract.file_ids import collection, plain

MAX_ANSWER = 1024 * 1024
"""Bytes of an answer to an upload that is read for ids; they have some hundreds."""
MAX_IDS = 64
"""Of one answer: OpenAI lets an assistant have one vector store, others give one id."""

EACH = "*"
"""In a place: every item of a list."""

_ID = re.compile(r"[A-Za-z0-9._~-]{3,128}")


@dataclass(frozen=True, slots=True)
class Given:
    """Where an answer has the ids; ``made_of``: where the request must say what they are made of. ``own``: where it has the id of what the
    request made whatever that is of.
    """

    places: tuple[tuple[str, ...], ...]
    is_collection: bool = False
    path: str = ""
    """How the paths end; "": any of the format."""
    made_of: tuple[str, ...] = ()
    own: tuple[tuple[str, ...], ...] = ()


_FILE = Given((("id",),))
_FILES: Mapping[str, tuple[Given, ...]] = {
    "openai_files": (_FILE,),
    "anthropic_files": (_FILE,),
    "cohere_files": (_FILE,),
    "google_upload": (Given((("file", "name"), ("file", "uri"))),),
    # Copilot's: xtekky/gpt4free, Copilot.py: the answer's "id" is the attachmentId of a message. Others have names of their own.
    "page_upload": (Given((("id",),), path="/c/api/attachments"), Given((("file_id",), ("file_uuid",), ("uuid",)))),
    "grok_web_upload": (Given((("fileMetadataId",),)),),
    "openai_json": (Given((("file", "id"),), path="/uploads/[A-Za-z0-9._-]+/complete"),),
}
"""By the format of the request that brings the file to its end; the first that fits its path."""

_STORES = ("tool_resources", "file_search")
_NEW_STORES = Given(((*_STORES, "vector_store_ids", EACH),), is_collection=True, path="/threads", made_of=(*_STORES, "vector_stores"))
_COLLECTIONS: Mapping[str, tuple[Given, ...]] = {
    "openai_json": (Given((("id",),), is_collection=True, path="/(?:vector_stores|libraries|containers|agents)"),),
    "openai_assistants": (_NEW_STORES, replace(_NEW_STORES, path="/assistants", own=(("id",),))),
    "gemini": (Given((("name",),), is_collection=True, path="/(?:cachedContents|fileSearchStores)"),),
    "walk": (Given((("uuid",),), is_collection=True, path="/api/organizations/[^/]+/projects"),),
}
"""By the format of the request that makes one. An assistant that is changed later shows stores that were not made by this request."""


def of_upload(format_name: str | None, path: str) -> Given | None:
    """What the answer to an upload gives; None where nothing is known of its shape."""
    return _fitting(_FILES.get(format_name or "", ()), path)


def of_making(format_name: str | None, path: str) -> Given | None:
    """What the answer to a request gives that may make a collection; None for any other request."""
    return _fitting(_COLLECTIONS.get(format_name or "", ()), path)


def made_by(where: Given, request: bytes) -> Given | None:
    """Where the answer has ids of what this very request makes; None where it makes nothing."""
    if not where.made_of:
        return where
    made = any(True for _ in _at(_json(request), where.made_of))
    places = (*(where.places if made else ()), *where.own)
    return replace(where, places=places) if places else None


def given(where: Given, answer: bytes) -> tuple[str, ...]:
    """The ids, as :func:`gateway.extract.file_ids.referred` tells them; () for an answer that has none there."""
    value = _json(answer) if len(answer) <= MAX_ANSWER else None
    texts = (one for place in where.places for one in _at(value, place) if isinstance(one, str))
    ids = dict.fromkeys(one for one in (plain(text) for text in texts) if _ID.fullmatch(one))
    return tuple(collection(one) if where.is_collection else one for one in ids)[:MAX_IDS]


def _fitting(found: Iterable[Given], path: str) -> Given | None:
    return next((one for one in found if not one.path or re.search(f"{one.path}$", path)), None)


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _at(value: Any, place: Iterable[str]) -> Iterator[Any]:
    """What stands at a place."""
    here = [value]
    for name in place:
        if name == EACH:
            here = [item for one in here if isinstance(one, list) for item in one]
        else:
            here = [one[name] for one in here if isinstance(one, dict) and name in one]
    yield from here
