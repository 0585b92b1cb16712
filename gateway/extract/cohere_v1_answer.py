"""Where Cohere's first version keeps text in its answers.

Streamed, as lines of JSON or as events: ``text-generation`` with ``text`` (and the ``index`` of a generation), ``tool-calls-chunk`` with
``text`` or ``tool_call_delta.parameters``; ``stream-end`` repeats everything in ``response`` (``text``, ``chat_history[].message``,
``generations[].text``). Whole: the same as that ``response``. Source: cohere ``types/chat_stream_event.py``, ``generate_stream_event.py``.

Keys: ``("text", index)``, ``("plan",)``, ``("call", index, "arguments")``; ``("whole", …)`` with the place for what stands whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from gateway.extract.answer_shape import TextLeaf
from gateway.extract.api import StreamKey
from gateway.extract.json_text import JsonText, LeafKind
from gateway.model import Place

_ALL: tuple[StreamKey, ...] = ((),)
_WHOLE = frozenset({"text", "message", "summary"})


class CohereV1Answer:
    """The answer shape of Chat and Generate, version 1."""

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """The piece of text of one event; the texts that the last one repeats."""
        kind = _kind(event)
        for leaf in event.leaves:
            if leaf.kind is LeafKind.STRING:
                match kind, leaf.place:
                    case "text-generation", ("text",):
                        yield TextLeaf(("text", _index(event, ("index",))), leaf.place, leaf.text)
                    case "tool-calls-chunk", ("text",):
                        yield TextLeaf(("plan",), leaf.place, leaf.text)
                    case "tool-calls-chunk", ("tool_call_delta", "parameters"):
                        yield TextLeaf(("call", _index(event, ("tool_call_delta", "index")), "arguments"), leaf.place, leaf.text)
                    case "stream-end", ("response", *_) if _is_whole(leaf.place[1:]):
                        yield TextLeaf(("whole", *leaf.place[1:]), leaf.place, leaf.text)
                    case _:
                        pass

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """All with the last event; the plan and the calls when the calls stand whole."""
        match _kind(event):
            case "stream-end" | "stream-error":
                return _ALL
            case "tool-calls-generation":
                return (("plan",), ("call",))
            case _:
                return ()

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:
        """An event of the same stream. Lines of JSON have no names, and clients tell events by what stands in them."""
        event: dict[str, Any] = json.loads(like)
        if key[0] == "call":
            event["tool_call_delta"] = {"index": key[1], "parameters": text}
        else:
            event["text"] = text
        return None, json.dumps(event, ensure_ascii=False, separators=(",", ":"))

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """The texts of a whole answer."""
        for leaf in answer.leaves:
            if leaf.kind is LeafKind.STRING and _is_whole(leaf.place):
                yield TextLeaf(("whole", *leaf.place), leaf.place, leaf.text)


def _is_whole(place: Place) -> bool:
    return place[-1] in _WHOLE and (len(place) == 1 or place[0] in {"chat_history", "generations"})


def _kind(event: JsonText) -> str:
    return next((leaf.text for leaf in event.leaves if leaf.place == ("event_type",)), "")


def _index(event: JsonText, place: Place) -> int:
    digits = next((leaf.text for leaf in event.leaves if leaf.place == place and leaf.kind is LeafKind.NUMBER), "0")
    return int(digits) if digits.isdecimal() and len(digits) < 10 else 0
