"""Puts changed files back into the body that carried them: the whole body, a part of a form, base64 in JSON."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from gateway.extract import json_text, multipart
from gateway.extract.api import Body, WireFormat
from gateway.extract.json_format import UnknownPlaceError
from gateway.extract.place import INSIDE
from gateway.extract.raw_file import whole
from gateway.model import OpaqueBody, Place

_MARK = ";base64,"


def rebuilt(wire: WireFormat, body: Body, changes: Mapping[Place, str], contents: Mapping[Place, bytes]) -> bytes:
    """The body with these texts and these files (by the place of :class:`~gateway.model.File`) changed, every other byte as it was.

    Raises UnknownPlaceError for a file that cannot be put back where it was.
    """
    if not contents:
        return wire.rebuild(body, changes)
    if multipart.is_multipart(body.content_type):
        changed = multipart.read(body.content, body.content_type).rebuild({}, contents)
        return wire.rebuild(Body(changed, body.content_type, body.path), changes)
    if set(contents) == {whole(body).place} and not changes and len(wire.segments(body).files) == 1 and not wire.segments(body).segments:
        return contents[whole(body).place]
    try:
        read = json_text.read_bytes(body.content)
    except OpaqueBody:
        raise UnknownPlaceError from None
    texts = {leaf.place: leaf.text for leaf in read.leaves}
    written: dict[Place, str] = {}
    for place, content in contents.items():
        leaf = place[:-1]
        if place[-1:] != (INSIDE,) or leaf not in texts:
            raise UnknownPlaceError
        head, mark, _ = texts[leaf].partition(_MARK)
        if head.startswith("data:") and not mark:  # percent-encoded
            raise UnknownPlaceError
        prefix = head + mark if mark and head.startswith("data:") else ""
        written[leaf] = prefix + base64.b64encode(content).decode("ascii")
    return wire.rebuild(Body(read.rewrite(written).encode("utf-8"), body.content_type, body.path), changes)
