"""What the tests of several wire formats ask in the same way."""

from __future__ import annotations

import json
from typing import Any

from gateway.extract.api import WireFormat
from gateway.extract.place import KEY
from gateway.model import Notice
from support.wire import Holding, answered, body, cut, unchanged

NOTICE = Notice("01REF", "Nástroj", {"CZ_BIRTH_NUMBER": 1}, "personal_data")


def spoken(wire_format: WireFormat, request: Any) -> dict[str, str]:
    """The planted values (they begin with ``v-``) of a request and their speakers."""
    found = wire_format.segments(body(request))
    return {segment.text: segment.speaker.value for segment in found.segments if segment.text.startswith("v-")}


def rebuilds(wire_format: WireFormat, request: Any) -> None:
    """Nothing changes by itself, every planted value can be changed, and nothing else changes with it."""
    source = json.dumps(request, indent=1).encode()
    found = wire_format.segments(body(source))
    assert wire_format.rebuild(body(source), {}) == source
    changes = {s.place: "[X]" for s in found.segments if s.text.startswith("v-") and s.place[-1] != KEY}
    after = wire_format.segments(body(wire_format.rebuild(body(source), changes)))
    left = [s.text for s in after.segments if s.text.startswith("v-") and s.place[-1] != KEY]
    assert changes
    assert not left
    assert len(after.segments) == len(found.segments)


def refusal(wire_format: WireFormat) -> Any:
    """The refusal's JSON, after what every refusal has was checked: 403, not to be retried, the kinds and the reference and no more."""
    answers = [wire_format.block_answer(NOTICE, "cs", streaming) for streaming in (False, True)]
    for answer in answers:
        assert answer.status == 403
        assert dict(answer.headers)["x-should-retry"] == "false"
        assert "1 rodné číslo" in answer.body.decode()
        assert "01REF" in answer.body.decode()
    return json.loads(answers[0].body)


def sse(*events: Any, named: bool = False) -> bytes:
    """Server-sent events of these data: strings as they are, other values as JSON, with their ``type`` as name where it is asked for."""
    out = []
    for event in events:
        name = f"event: {event['type']}\n" if named and isinstance(event, dict) else ""
        data = event if isinstance(event, str) else json.dumps(event, ensure_ascii=False)
        out.append(f"{name}data: {data}\n\n")
    return "".join(out).encode()


def lines(*events: Any) -> bytes:
    """One JSON text per line."""
    return "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events).encode()


def streams_whole(wire_format: WireFormat, content_type: str, data: bytes, at: list[int]) -> None:
    """However an answer is cut: nothing changes by itself, and what is held back comes out before its stream ends, whole."""
    pieces = cut(data, at)
    assert answered(wire_format, content_type, unchanged, pieces) == data
    whole, held = _Noting(), _Noting(Holding())
    answered(wire_format, content_type, whole, [data])
    after = answered(wire_format, content_type, held, pieces)
    assert whole.texts
    assert whole.texts == held.texts
    again = _Noting()
    answered(wire_format, content_type, again, [after])
    assert again.texts == whole.texts


def noted(wire_format: WireFormat, content_type: str, data: bytes) -> dict[Any, str]:
    """The texts of an answer by their streams."""
    noting = _Noting()
    answered(wire_format, content_type, noting, [data])
    return {key: text for key, text in noting.texts.items() if text}


class _Noting:
    """A transform that writes down each stream's text as it went in."""

    def __init__(self, inner: Any = unchanged) -> None:
        self.texts: dict[Any, str] = {}
        self._inner = inner

    def __call__(self, key: Any, text: str, last: bool) -> str:
        self.texts[key] = self.texts.get(key, "") + text
        result: str = self._inner(key, text, last)
        return result
