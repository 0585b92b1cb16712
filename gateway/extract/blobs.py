"""Bytes that JSON says are bytes, by a media type beside them or by a name that nothing else has.

Google's APIs: fields of the protobuf type ``bytes``, in base64 or its URL-safe variant, with or without padding: ``inlineData{mimeType,
data}`` of Gemini, ``bytesBase64Encoded`` and ``imageBytes`` of Vertex predictions, ``mediaChunks[]`` of the live API,
``documentInputConfig{mimeType, content}`` of Cloud Translation; each name also in snake_case, as protobuf's JSON allows. The Model Context
Protocol: ``data`` of pictures and sound, ``blob`` of resources, both with ``mimeType``.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace
from typing import NamedTuple

from gateway.extract.json_format import JsonBody
from gateway.extract.json_text import JsonText, Leaf, LeafKind
from gateway.extract.place import INSIDE, name
from gateway.model import File, OpaqueBody, OpaqueReason

_BYTES = frozenset({"bytesbase64encoded", "imagebytes", "videobytes", "audiobytes"})
"""Names that say by themselves what they hold."""

_WITH_MEDIA = frozenset({"data", "blob"})
"""Names that hold bytes where a media type stands beside them, or in a blob."""

_BLOBS = frozenset({"inlinedata", "mediachunks"})
_DOCUMENTS = frozenset({"documentinputconfig"})
"""Where ``content`` holds bytes; elsewhere it is text, with a media type beside it or not."""

_DOCUMENT = "content"
_NAMES = _BYTES | _WITH_MEDIA | {_DOCUMENT}
_MEDIA = frozenset({"mimetype"})
_OWN_WORDS = frozenset({"args", "arguments", "response", "parameters", "parametersJsonSchema", "parameters_json_schema"})
"""Objects of a caller's own making: what stands in them goes to a function as it is."""


class _Owner(NamedTuple):
    """What an object says of the bytes in it."""

    media: list[str]
    name: str


def opened(body: JsonBody) -> JsonBody:
    """The body with its blobs among its files, and no longer among its leaves. Raises OpaqueBody(UNDECODABLE) for broken base64."""
    json = body.layer.holds
    if not isinstance(json, JsonText):
        return body
    owners = _owners(json)
    files: list[File] = []
    leaves = []
    for layer, leaf in body.leaves:
        owner = owners.get(leaf.node) if layer is body.layer and leaf.kind is LeafKind.STRING else None
        if owner is not None and leaf.text and _holds_bytes(leaf, owner):
            files.append(File((*leaf.place, INSIDE), _decoded(leaf.text), owner.media[0] if len(set(owner.media)) == 1 else ""))
        else:
            leaves.append((layer, leaf))
    return replace(body, leaves=tuple(leaves), files=(*body.files, *files)) if files else body


def _owners(json: JsonText) -> dict[int, _Owner]:
    """The objects (node index) that hold a string under a name that bytes may stand under."""
    media: dict[int, list[str]] = {}
    owners: dict[int, _Owner] = {}
    for leaf in json.leaves:
        if leaf.kind is LeafKind.STRING and leaf.node >= 0 and _plain(name(leaf.place)) in _MEDIA:
            media.setdefault(leaf.node, []).append(leaf.text)
    for leaf in json.leaves:
        if leaf.kind is LeafKind.STRING and leaf.node >= 0 and _plain(name(leaf.place)) in _NAMES:
            names = [part for part in json.nodes[leaf.node].place if isinstance(part, str)]
            owner = _plain(names[-1]) if names else ""
            if not _OWN_WORDS.intersection(names) or owner in _BLOBS:
                owners[leaf.node] = _Owner(media.get(leaf.node, []), owner)
    return owners


def _holds_bytes(leaf: Leaf, owner: _Owner) -> bool:
    key = _plain(name(leaf.place))
    if key == _DOCUMENT:
        return owner.name in _DOCUMENTS
    return key in _BYTES or (key in _WITH_MEDIA and (owner.name in _BLOBS or bool(owner.media)))


def _plain(key: str | None) -> str:
    return (key or "").replace("_", "").lower()


def _decoded(text: str) -> bytes:
    try:
        standard = text.translate(_STANDARD).rstrip("=")
        return base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise OpaqueBody(OpaqueReason.UNDECODABLE) from None


_STANDARD = str.maketrans("-_", "+/")
