"""What the sources of one request are called, object by object.

An object has a name only where its shape is one that is written down here: each of its keys is known, what identifies the source stands
there once, and nothing stands twice. A key that is not known may name another source, or another server. Credentials, settings and what an
object says of itself are read as texts like any other, and are no part of the name. Sources: those of :mod:`gateway.extract.sources`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gateway.extract import source_name
from gateway.extract.place import INSIDE, KEY
from gateway.extract.sources import objects
from gateway.model import Place, Segment, SegmentKind

type _Names = frozenset[str] | None

MOST = 1000
"""Keys and texts of one object: nobody's settings of a tool are longer, and reading an object takes the square of its length."""

_SAID = frozenset({
    "type", "name", "server_label", "server_description", "allowed_tools", "allowed_tool_names", "require_approval", "defer_loading",
    "tool_configuration", "authorization", "authorization_token", "user_access_token", "continue_on_failure",
})  # fmt: skip
"""What a server or connector is called, what of it may be used, and with whose credential."""
_HEADERS = frozenset({"headers", "extra_headers"})
_CREDENTIAL = re.compile(r"authorization|(?:x-)?api-key|x-[a-z0-9-]*(?:key|token)", re.IGNORECASE)
"""Any other header may lead a request on to another host."""
_TRANSPORT = frozenset({"url", "headers", "timeout", "sseReadTimeout", "sse_read_timeout", "terminateOnClose", "terminate_on_close"})
_SEARCH = frozenset({
    "endpoint", "index_name", "authentication", "embedding_dependency", "fields_mapping", "filter", "in_scope", "query_type",
    "role_information", "semantic_configuration", "strictness", "top_n_documents", "max_search_queries", "allow_partial_result",
    "allow_partial_results", "include_contexts",
})  # fmt: skip
_EMBEDDING = frozenset({"type", "deployment_name", "dimensions"})
"""Azure's own; one with an ``endpoint`` is another server that reads the question."""
_STORE = frozenset({"datastore", "engine", "maxResults", "max_results", "filter"})
_CORPORA = frozenset({
    "ragResources", "rag_resources", "ragRetrievalConfig", "rag_retrieval_config", "similarityTopK", "similarity_top_k",
    "vectorDistanceThreshold", "vector_distance_threshold",
})  # fmt: skip
_CORPUS = frozenset({"ragCorpus", "rag_corpus", "ragFileIds", "rag_file_ids"})
_LISTED = 2
"""Parts of the place of one of a list."""
_OBJECT = frozenset({"inputUri", "input_uri", "uri", "uris", "bucketOwner", "bucket_owner"})


def names(segments: Sequence[Segment]) -> frozenset[str] | None:
    """What ``[[policy.sources]]`` would have to list for this request; None where one of its sources can never be listed."""
    own = _own(objects(segments), segments)
    if own is None:
        return None
    found: set[str] = set()
    for place, parts in own.items():
        read = _of(place, parts)
        if not read:
            return None
        found |= read
    return frozenset(found)


def _own(places: Collection[Place | None], segments: Iterable[Segment]) -> Mapping[Place, list[Segment]] | None:
    """What stands under each of these places, in one go: a batch has as many of them as it has requests."""
    own: dict[Place, list[Segment]] = {place: [] for place in places if place is not None}
    if len(own) != len(places):
        return None
    lengths = sorted({len(place) for place in own})
    for one in segments:
        for at in lengths:
            parts = own.get(one.place[:at]) if len(one.place) >= at else None
            if parts is not None:
                parts.append(one)
    return own


@dataclass(frozen=True, slots=True)
class _Object:
    """What stands under one place, by the rest of the place."""

    paths: Collection[Place] = field(repr=False)
    texts: Mapping[Place, str] = field(repr=False)

    def knows(self, keys: Collection[str]) -> bool:
        """Whether there is no other key."""
        return all(path and path[0] in keys for path in self.paths)

    def has(self, *path: str | int) -> bool:
        return any(one[: len(path)] == path for one in self.paths)

    def text(self, *path: str | int) -> str | None:
        """The text that alone stands there."""
        return self.texts.get(path) if sum(one[: len(path)] == path for one in self.paths) == 1 else None

    def under(self, *path: str | int) -> _Object:
        at = len(path)
        return _Object(
            {one[at:] for one in self.paths if one[:at] == path and one != path},
            {one[at:]: text for one, text in self.texts.items() if one[:at] == path and one != path},
        )

    def of_list(self, key: str) -> Iterable[_Object]:
        return [self.under(key, at) for at in {path[1] for path in self.paths if path[0] == key and len(path) > 1}]


def _of(place: Place, segments: Sequence[Segment]) -> _Names:
    if len(segments) > MOST:
        return None
    paths: set[Place] = set()
    texts: dict[Place, str] = {}
    for one in segments:
        rest = one.place[len(place) :]
        if rest == (KEY,) or INSIDE in rest:  # the object's own key; a second reading of a text
            continue
        own = rest[:-1] if rest[-1:] == (KEY,) else rest
        if any(isinstance(part, int) and part < 0 for part in own):  # a key that stands twice
            return None
        paths.add(own)
        if one.kind is SegmentKind.TEXT and texts.setdefault(own, one.text) != one.text:
            return None
    return _reader(place)(_Object(paths, texts))


def _reader(place: Place) -> Callable[[_Object], _Names]:
    match place:
        case (*_, "tools", int(), "retrieval"):
            return _retrieval
        case (*_, "mcpServers" | "mcp_servers", int()):
            return _server
        case (*_, "tools", int()):
            return _tool
        case (*_, "data_sources", int()):
            return _data_source
        case (*_, "connectors", int()):
            return _connector
        case (*_, "prompt"):
            return _prompt
        case (*_, "gcsUri" | "gcs_uri"):
            return lambda given: _one(source_name.bucket(given.texts.get((), "")))
        case (*_, "gcsSource" | "gcs_source" | "s3Location" | "s3_location"):
            return _bucket
        case _:
            return lambda given: None  # noqa: ARG005  # nothing is known of its shape


def _one(name: str | None) -> _Names:
    return None if name is None else frozenset({name})


def _tool(given: _Object) -> _Names:
    """OpenAI's, Groq's and xAI's ``mcp``, Mistral's ``connector``, Gemini's ``mcp_server``."""
    identities = {"mcp": ("server_url", "connector_id"), "connector": ("connector_id",), "mcp_server": ("url",)}
    stated = [key for key in identities.get(given.text("type") or "", ()) if given.has(key)]
    if len(stated) != 1 or not given.knows(_SAID | _HEADERS | set(stated)) or not _plain_headers(given):
        return None
    text = given.text(stated[0])
    if text is None:
        return None
    return _one(source_name.connector(text) if stated[0] == "connector_id" else source_name.server(text))


def _server(given: _Object) -> _Names:
    """Anthropic's ``mcp_servers[]`` and Gemini's ``mcpServers[]``."""
    key = "streamableHttpTransport" if given.has("streamableHttpTransport") else "streamable_http_transport"
    if given.has(key):
        if not given.knows({"name", key}):
            return None
        given = given.under(key)
        known: Collection[str] = _TRANSPORT
    else:
        known = _SAID | {"url"}
    text = given.text("url")
    return None if text is None or not given.knows(known) or not _plain_headers(given) else _one(source_name.server(text))


def _plain_headers(given: _Object) -> bool:
    named = {path[1:] for path in given.paths if path[0] in _HEADERS and len(path) > 1}
    return all(len(path) == 1 and isinstance(path[0], str) and _CREDENTIAL.fullmatch(path[0]) for path in named)


def _data_source(given: _Object) -> _Names:
    parameters = given.under("parameters")
    if given.text("type") != "azure_search" or not given.knows({"type", "parameters"}) or not parameters.knows(_SEARCH):
        return None
    if not parameters.under("embedding_dependency").knows(_EMBEDDING):
        return None
    endpoint, index = parameters.text("endpoint"), parameters.text("index_name")
    return None if endpoint is None or index is None else _one(source_name.azure_index(endpoint, index))


def _connector(given: _Object) -> _Names:
    text = given.text("id")
    return (
        None if text is None or not given.knows({"id", "user_access_token", "continue_on_failure"}) else _one(source_name.connector(text))
    )


def _prompt(given: _Object) -> _Names:
    text = given.text("id")
    if text is None or not given.knows({"id", "version", "variables"}) or given.under("version").paths:
        return None
    return _one(source_name.prompt(text))


def _retrieval(given: _Object) -> _Names:
    """Of Vertex AI: a data store or an engine of its search, or corpora."""
    keys = {path[0] for path in given.paths if path}
    if keys in ({"vertexAiSearch"}, {"vertex_ai_search"}):
        store = given.under(*keys)
        stated = [text for key in ("datastore", "engine") if store.has(key) for text in (store.text(key),)]
        return _one(source_name.resource(stated[0])) if len(stated) == 1 and stated[0] and store.knows(_STORE) else None
    if keys not in ({"vertexRagStore"}, {"vertex_rag_store"}):
        return None
    corpora = given.under(*keys)
    lists = [key for key in ("ragResources", "rag_resources") if corpora.has(key)]
    if len(lists) != 1 or not corpora.knows(_CORPORA):
        return None
    return _all(_corpus(one) for one in corpora.of_list(lists[0]))


def _corpus(given: _Object) -> str | None:
    stated = [given.text(key) for key in ("ragCorpus", "rag_corpus") if given.has(key)]
    return source_name.resource(stated[0]) if len(stated) == 1 and stated[0] and given.knows(_CORPUS) else None


def _bucket(given: _Object) -> _Names:
    if not given.knows(_OBJECT) or any(path[1:] and (path[0] != "uris" or len(path) > _LISTED) for path in given.paths):
        return None
    return _all(source_name.bucket(text) for path, text in given.texts.items() if path[0] not in {"bucketOwner", "bucket_owner"})


def _all(every: Iterable[str | None]) -> _Names:
    found = list(every)
    return frozenset(one for one in found if one is not None) if found and None not in found else None
