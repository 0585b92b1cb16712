"""Where Cohere Chat (v2) keeps text in its answers.

Streamed: ``content-delta`` (``delta.message.content.text`` or ``.thinking``) and ``content-end`` with an ``index``, ``tool-plan-delta``,
``tool-call-delta`` (``delta.message.tool_calls.function.arguments``) and ``tool-call-end``; ``message-end`` ends everything. Whole:
``message``. Source: the API reference, "Chat with streaming (v2)"; cohere ``types/chat_*_event*.py``.

Keys: ``("content", index, "text" | "thinking")``, ``("plan", "tool_plan")``, ``("call", index, "arguments")``; in whole answers the place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from gateway.extract.answer_shape import TextLeaf
from gateway.extract.api import StreamKey
from gateway.extract.json_text import JsonText, LeafKind
from gateway.model import Place

_ALL: tuple[StreamKey, ...] = ((),)
_DELTAS: Mapping[tuple[str, Place], tuple[str, str]] = {
    ("content-delta", ("delta", "message", "content", "text")): ("content", "text"),
    ("content-delta", ("delta", "message", "content", "thinking")): ("content", "thinking"),
    ("tool-plan-delta", ("delta", "message", "tool_plan")): ("plan", "tool_plan"),
    ("tool-call-delta", ("delta", "message", "tool_calls", "function", "arguments")): ("call", "arguments"),
}
_EVENTS = {"content": "content-delta", "plan": "tool-plan-delta", "call": "tool-call-delta"}


class CohereChatAnswer:
    """The answer shape of Chat."""

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """The piece of text of one event, if it has any."""
        kind = _kind(event)
        for leaf in event.leaves:
            name = _DELTAS.get((kind, leaf.place)) if leaf.kind is LeafKind.STRING else None
            if name is not None:
                key = (name[0], name[1]) if name[0] == "plan" else (name[0], _index(event), name[1])
                yield TextLeaf(key, leaf.place, leaf.text)

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """The content or call that ends; the plan before the first call; all with the message."""
        match _kind(event):
            case "content-end":
                return (("content", _index(event)),)
            case "tool-call-start":
                return (("plan",),)
            case "tool-call-end":
                return (("call", _index(event)),)
            case "message-end":
                return _ALL
            case _:
                return ()

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:  # noqa: ARG002 - the key names its event
        """A delta of the same stream."""
        kind, name = _EVENTS[str(key[0])], str(key[-1])
        inner: dict[str, object] = {"tool_plan": text}
        if kind == "content-delta":
            inner = {"content": {name: text}}
        elif kind == "tool-call-delta":
            inner = {"tool_calls": {"function": {"arguments": text}}}
        event = {"type": kind, **({} if key[0] == "plan" else {"index": key[1]}), "delta": {"message": inner}}
        return kind, json.dumps(event, ensure_ascii=False, separators=(",", ":"))

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """The texts of a whole message."""
        for leaf in answer.leaves:
            if leaf.kind is LeafKind.STRING:
                match leaf.place:
                    case ("message", "content", int(), "text" | "thinking") | ("message", "tool_plan"):
                        yield TextLeaf(leaf.place, leaf.place, leaf.text)
                    case ("message", "tool_calls", int(), "function", "arguments"):
                        yield TextLeaf(leaf.place, leaf.place, leaf.text)
                    case _:
                        pass


def _kind(event: JsonText) -> str:
    return next((leaf.text for leaf in event.leaves if leaf.place == ("type",)), "")


def _index(event: JsonText) -> int:
    digits = next((leaf.text for leaf in event.leaves if leaf.place == ("index",) and leaf.kind is LeafKind.NUMBER), "0")
    return int(digits) if digits.isdecimal() and len(digits) < 10 else 0
