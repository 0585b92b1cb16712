"""Where OpenAI Assistants keeps text in its answers.

Streamed: events whose data name their ``object``. ``thread.message.delta`` has pieces of ``delta.content[].text.value``;
``thread.run.step.delta`` of a call's ``arguments`` or ``input``; ``thread.message`` repeats the text whole when it is completed. Whole: a
message, a list of them, the calls that a run waits for. Source: the API reference, "Assistants streaming".

Keys: ``("message", part, "text")``, ``("step", call, "arguments" | "input")``; ``("whole", …)`` with the place for text that stands whole.
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
_WHOLE: tuple[StreamKey, ...] = (("message",), ("whole",))
_ENDED = frozenset({"completed", "incomplete"})
_TEXTS = frozenset({("text", "value"), ("function", "arguments")})
_RUN_ENDED = frozenset({"completed", "incomplete", "failed", "cancelled", "expired", "requires_action"})


class OpenAIAssistantsAnswer:
    """The answer shape of Assistants."""

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """The pieces of a delta; the whole texts of a message or a run."""
        kind = _string(event, "object")
        if not kind.endswith(".delta"):
            for text in self.leaves(event):
                yield text._replace(key=("whole", kind, _string(event, "status"), *text.key[1:]))
            return
        for leaf in event.leaves:
            if leaf.kind is LeafKind.STRING:
                match leaf.place:
                    case ("delta", "content", int(), "text", "value"):
                        yield TextLeaf(("message", _index(event, leaf.place[:3]), "text"), leaf.place, leaf.text)
                    case ("delta", "step_details", "tool_calls", int(), "function" | "code_interpreter", "arguments" | "input" as name):
                        yield TextLeaf(("step", _index(event, leaf.place[:4]), name), leaf.place, leaf.text)
                    case _:
                        pass

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """A message's text ends with the message, calls with their step, everything with the run or an error."""
        kind, status = _string(event, "object"), _string(event, "status")
        if (kind == "thread.run" and status in _RUN_ENDED) or any(leaf.place[:1] == ("error",) for leaf in event.leaves):
            return _ALL
        if kind == "thread.run.step" and status != "in_progress":
            return (("step",), ("whole",))
        if kind == "thread.message" and status in _ENDED:
            return _WHOLE
        return () if kind.endswith(".delta") else (("whole",),)

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:
        """A delta of the same text."""
        source: dict[str, Any] = json.loads(like)
        if key[0] == "message":
            source["delta"] = {"content": [{"index": key[1], "type": "text", "text": {"value": text, "annotations": []}}]}
        else:
            owner = "function" if key[2] == "arguments" else "code_interpreter"
            call = {"index": key[1], "type": owner, owner: {key[2]: text}}
            source["delta"] = {"step_details": {"type": "tool_calls", "tool_calls": [call]}}
        return source["object"], json.dumps(source, ensure_ascii=False, separators=(",", ":"))

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """The texts of a message, of a list of them, and of the calls that a run waits for."""
        for leaf in answer.leaves:
            if (
                leaf.kind is LeafKind.STRING
                and leaf.text
                and (leaf.place[-2:] == ("text", "value") or leaf.place[-2:] == ("function", "arguments"))
            ):
                yield TextLeaf(("whole", *leaf.place), leaf.place, leaf.text)


def _string(event: JsonText, field: str) -> str:
    return next((leaf.text for leaf in event.leaves if leaf.place == (field,) and leaf.kind is LeafKind.STRING), "")


def _index(event: JsonText, place: Place) -> int:
    digits = next((leaf.text for leaf in event.leaves if leaf.place == (*place, "index") and leaf.kind is LeafKind.NUMBER), "")
    position = place[-1]
    return int(digits) if digits.isdecimal() and len(digits) < 10 else position if isinstance(position, int) else 0
