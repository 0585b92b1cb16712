"""A history of items: what OpenAI Responses and Conversations and Mistral's Conversations share.

``input`` (``items``, ``inputs``) is a string, or a list of objects: messages with a ``role`` and ``content`` as string or parts, calls of
tools with ``arguments``, what tools return (``output``, ``result``), reasoning with its ``summary``.
"""

from __future__ import annotations

from collections.abc import Callable

from gateway.extract.json_format import JsonBody
from gateway.extract.json_text import LeafKind
from gateway.extract.place import INSIDE, merged, name
from gateway.extract.turns import Turn
from gateway.model import OpaqueBody, OpaqueReason, Place, Speaker

_LISTS = frozenset({"input", "items", "inputs"})
_ROLES = {"system": Speaker.SYSTEM, "developer": Speaker.SYSTEM, "user": Speaker.USER, "assistant": Speaker.ASSISTANT, "tool": Speaker.TOOL}
_NAMES = {"instructions": Speaker.SYSTEM, "tools": Speaker.TOOL, "prompt": Speaker.USER}
_TEXTS = frozenset({"content", "text", "output", "refusal", "input", "result"})
_PLAIN_TYPES = frozenset(
    {
        "message", "reasoning", "function_call", "function_call_output", "custom_tool_call", "custom_tool_call_output",
        "input_text", "output_text", "text", "refusal", "summary_text", "reasoning_text", "url_citation",
    }
)  # fmt: skip
"""Items, and parts of them, that hold their own words."""

_NOT_WORDS = frozenset(
    {"file_id", "file_ids", "file_url", "file_data", "filename", "image_url", "container_id", "encrypted_content", "vector_store_id"}
)
"""What another place gives its meaning, or nobody here can read."""

_RESULTS = ("_output", "_tools", ".result", ".execution")


def speaker(body: JsonBody) -> Callable[[Place], Speaker]:
    """Whose words stand at a place: an item's role says it, else its type."""

    def found(place: Place) -> Speaker:
        if not place or place[0] not in _LISTS:
            return _NAMES.get(str(place[0]), Speaker.METADATA) if place else Speaker.METADATA
        item = merged(place)[:2]
        role = body.string(*item, "role")
        if role is not None or len(item) < 2:
            return _ROLES.get(role or "user", Speaker.USER)
        kind = body.string(*item, "type") or "message"
        return Speaker.TOOL if kind.endswith(_RESULTS) else Speaker.USER if kind.startswith("message") else Speaker.ASSISTANT

    return found


def turn(place: Place) -> Turn | None:
    """The instructions and each item are a turn; the string that stands in place of items is the first."""
    if place[:1] == ("instructions",):
        return Turn((), ("instructions",), is_text=INSIDE not in place)
    if place[0] not in _LISTS:
        return None
    return Turn((), place[:2], is_text=INSIDE not in place and (len(place) < 3 or isinstance(place[-1], int) or name(place) in _TEXTS))


def plain(body: JsonBody) -> bool:
    """Whether the items of ``input`` are words and nothing else: no reference, no file, nothing sealed, and no type that is not known here.

    A name that a function's arguments hold is the function's own, and so is one in a text.
    """
    for _, (place, kind, text, _) in body.leaves:
        if place[0] == "input" and kind is not LeafKind.KEY and INSIDE not in place:
            named = name(place)
            if named in _NOT_WORDS or (named == "type" and text not in _PLAIN_TYPES):
                return False
    return True


def check(body: JsonBody) -> None:
    """The items are absent, null, a string or a list of objects; anything else is opaque (UNKNOWN_SHAPE)."""
    for key in _LISTS:
        leaf = body.top.get((key,))
        readable = leaf is None or leaf.text == "null" or body.string(key) is not None
        if not readable or body.containers.get((key,)) is True or _bare_elements(body, key):
            raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)


def _bare_elements(body: JsonBody, key: str) -> bool:
    return any(len(place) == 2 and place[0] == key and isinstance(place[1], int) and place[1] >= 0 for place in body.top)
