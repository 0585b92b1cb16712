r"""The requests of Google's pages: a form whose ``f.req`` is JSON, in which a string is JSON again.

Two shapes: ``[null, "<arguments>"]`` for a service's own method (``…/StreamGenerate``), and ``[[["<rpc id>", "<arguments>", null,
"generic"], …]]`` for ``batchexecute``. ``at`` beside it is the page's token against forged requests. Sources: HanaokaYuzu/Gemini-API,
teng-lin/notebooklm-py (facts only).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from gateway.extract import content_type, form
from gateway.extract.api import Body
from gateway.extract.form import Form
from gateway.extract.json_text import LeafKind
from gateway.extract.place import INSIDE
from gateway.model import File, Join, OpaqueBody, OpaqueReason, Place, Segment, Speaker

_FORM = "application/x-www-form-urlencoded"
_FIELD = "f.req"


class Call(NamedTuple):
    """One call: the id of its method ("" where the path names it), and where its arguments stand."""

    rpc: str
    place: Place

    def __repr__(self) -> str:
        """Says nothing of what it holds."""
        return "<Call>"


@dataclass(frozen=True, slots=True)
class FReq:
    """A request that was read."""

    form: Form
    calls: tuple[Call, ...]
    strings: Mapping[Place, str] = field(repr=False)
    """The strings of ``f.req`` and of what they hold, by place."""

    @property
    def files(self) -> tuple[File, ...]:
        """The files that strings carry."""
        return self.form.files

    def argument(self, call: Call, *place: int) -> str | None:
        """The string at a place of a call's arguments, or None."""
        return self.strings.get((*call.place, *place))

    def segments(self, speaker: Callable[[Call, Place], Speaker]) -> tuple[tuple[Segment, ...], tuple[Join, ...]]:
        """Every name and value; ``speaker`` tells whose words stand at a place of a call's arguments, the rest is metadata."""
        found, joins = self.form.segments()
        return tuple(one._replace(speaker=self._speaker(one.place, speaker)) for one in found), joins

    def _speaker(self, place: Place, speaker: Callable[[Call, Place], Speaker]) -> Speaker:
        for call in self.calls:
            size = len(call.place)
            if place[:size] == call.place:
                return speaker(call, place[size:])
        return Speaker.METADATA


def read(body: Body) -> FReq:
    """Reads a request. Raises OpaqueBody: CONTENT_TYPE (no form), UNKNOWN_SHAPE (no ``f.req`` of a known shape, or two), and the form's."""
    kind = content_type.parse(body.content_type)
    content_type.require_utf8(kind)
    if kind.media != _FORM:
        raise OpaqueBody(OpaqueReason.CONTENT_TYPE)
    sent = form.read(body.content)
    fields = [at for at, one in enumerate(sent.fields) if one.name == _FIELD]
    inside = sent.fields[fields[0]].inside if len(fields) == 1 else None
    if inside is None:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    strings = {leaf.place: leaf.text for _, leaf in inside.leaves if leaf.kind is LeafKind.STRING}
    calls = _calls({place for _, leaf in inside.leaves for place in _ancestors(leaf.place)}, strings, ("form", fields[0], INSIDE))
    if not calls:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    return FReq(sent, calls, strings)


def _calls(places: set[Place], strings: Mapping[Place, str], root: Place) -> tuple[Call, ...]:
    own = (*root, 1, INSIDE)
    if own in places and (*root, 0) not in places:
        return (Call("", own),)
    found: list[Call] = []
    while (rpc := strings.get((*root, 0, len(found), 0))) is not None:
        found.append(Call(rpc, (*root, 0, len(found), 1, INSIDE)))
    return tuple(found)


def _ancestors(place: Place) -> list[Place]:
    return [place[:size] for size in range(1, len(place) + 1)]
