"""Sources that a request has its provider read by itself, so that nothing of them passes here: what a person or an office keeps elsewhere.

A connector (mail, SharePoint, Google Drive), a server of the Model Context Protocol, an index of the office's documents, a prompt that is
stored at the provider with its instructions and tools, an object of the office's own storage, a link that is a key at the same time. A
server is a recipient, too, whom nobody has approved. A provider's own search of the public web, and a plain link, are none: what they bring
is public. Sources: the API references of OpenAI ("Remote MCP and connectors", "Prompts", "Realtime"), xAI, Groq, Mistral ("Connectors"),
Anthropic ("MCP connector"), Azure OpenAI ("On your data", "Batch"), Amazon Bedrock ("Converse"), Cohere ("Connectors", version 1), Gemini
and Vertex AI (``Tool``, "Grounding", "Interactions").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

from gateway.extract.place import INSIDE, merged
from gateway.model import Place, Segment, SegmentKind

_ENVELOPES = frozenset({
    "params", "body", "session", "response", "setup", "request", "generateContentRequest", "generate_content_request",
})  # fmt: skip
"""What one request of a batch, or of a socket, stands under."""
_NEAR = _ENVELOPES | {"tools", "mcp_servers", "data_sources", "dataSources", "connectors", "prompt", "requests", "batch", "parts"}
"""One of them begins the place of every source: a history, which is the most of a request, is not looked through."""
_HOSTED = frozenset({"mcp", "mcp_server", "connector"})
"""Types of tools that the provider itself calls with the person's or the office's access."""
_OF_TOOL = frozenset({"server_url", "connector_id", "retrieval", "mcpServers", "mcp_servers"})
_PUBLIC = frozenset({"web-search"})
"""Cohere's connector for the public web."""

_OWNERS = frozenset({"image_url", "file_url", "document_url", "video_url", "audio_url", "source", "fileData", "file_data"})
_LINK = frozenset({"url", "image_url", "file_url", "document_url", "video_url", "audio_url", "fileUri", "file_uri"})
_KEYS = re.compile(r"x-(?:amz|goog)-(?:signature|credential)|signature|sig|token|access_token|authkey|key-pair-id", re.IGNORECASE)
"""Parameters of addresses with which a store hands out one of its objects: S3, CloudFront, Google, Azure's SAS, and the like."""
_BUCKETS = frozenset({"gcsSource", "gcs_source", "s3Location", "s3_location", "bigquerySource", "bigquery_source"})
"""Objects that name something in the office's own storage."""
_IN_BUCKET = frozenset({"gcsUri", "gcs_uri"})
_DRIVES = ("sharepoint.com", "1drv.ms", "onedrive.live.com", "drive.google.com", "docs.google.com", "dropbox.com", "box.com")
"""Where a link shares what is somebody's own."""


_ANYWHERE = _LINK | _BUCKETS | _IN_BUCKET | {"input_blob"}
"""One of them is among the last three parts of the place of every other source, each of which may be marked as repeated."""


def named(segments: Iterable[Segment]) -> bool:
    """Whether a request names one."""
    return any(_is_source(one) for one in segments if one.kind is SegmentKind.TEXT and one.text and one.place and _may_be(one.place))


def objects(segments: Iterable[Segment]) -> frozenset[Place | None]:
    """The places of the objects that name a source: ``tools[0]``, ``prompt``, a bucket's address. None stands for what is no such object
    (a link that is a key) or stands under a key that is repeated.
    """
    near = (one for one in segments if one.kind is SegmentKind.TEXT and one.text and one.place and _may_be(one.place))
    return frozenset(_object(one.place) for one in near if _is_source(one))


def is_private(address: str) -> bool:
    """Whether who has this link needs nothing else to read what is not public."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").rstrip(".")
        names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    except ValueError:
        return True  # a link that nobody can take apart
    return (
        parts.username is not None
        or any(host == drive or host.endswith(f".{drive}") for drive in _DRIVES)
        or any(_KEYS.fullmatch(name) for name in names)
    )


def _may_be(place: Place) -> bool:
    return place[0] in _NEAR or not _ANYWHERE.isdisjoint(place[-6:])


def _is_source(segment: Segment) -> bool:
    if INSIDE in segment.place:
        return False
    place = merged(segment.place)  # of two keys of one name readers take either, most of them the last
    if place[-1] in _LINK and _is_read(place):
        return segment.text.lstrip()[:4].lower() == "http" and is_private(segment.text)
    if place[-1] in _IN_BUCKET or not _BUCKETS.isdisjoint(place[-3:-1]):
        return True
    match _of_request(place):
        case ("tools", int(), "type"):
            return segment.text in _HOSTED
        case ("tools", int(), str() as part, *_):
            return part in _OF_TOOL
        case ("connectors", int(), "id"):
            return segment.text not in _PUBLIC
        case ("input_blob",) | ("prompt", "id") | ("mcp_servers", int(), "url") | ("data_sources" | "dataSources", int(), *_):
            return True
        case _:
            return False


def _object(place: Place) -> Place | None:
    if any(isinstance(part, int) and part < 0 for part in place):
        return None
    if place[-1] in _LINK and _is_read(place):
        return None
    if place[-1] in _IN_BUCKET:
        return place
    bucket = next((at for at in range(max(0, len(place) - 3), len(place) - 1) if place[at] in _BUCKETS), None)
    if bucket is not None:
        return place[: bucket + 1]
    inner = _of_request(place)
    outer = place[: len(place) - len(inner)]
    match inner:
        case ("tools", int(), "retrieval", *_):
            return outer + inner[:3]
        case ("tools", int(), "mcpServers" | "mcp_servers", int(), *_):
            return outer + inner[:4]
        case ("tools" | "mcp_servers" | "data_sources" | "connectors", int(), *_):
            return outer + inner[:2]
        case ("prompt", "id"):
            return outer + inner[:1]
        case _:
            return None


def _is_read(place: Place) -> bool:
    """Whether the provider reads what is at an address there; elsewhere it is a client's own, or somebody's words."""
    return place[-1] not in {"url", "fileUri", "file_uri"} or (len(place) > 1 and place[-2] in _OWNERS)


def _of_request(place: Place) -> Place:
    outer = place[:6]  # parts, 1, lines, 0, body; batch, inputConfig, requests, requests, 0, request
    return place[max((at + 1 for at, part in enumerate(outer) if part in _ENVELOPES), default=0) :]
