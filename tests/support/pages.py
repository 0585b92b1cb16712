"""What the tests of chat pages share: answers cut anywhere, pseudonyms cut anywhere, and the rows that every page's format must pass."""

from __future__ import annotations

import json
from typing import Any

from gateway.extract.api import Body, SocketAnswer, SocketMessage, WireFormat
from gateway.model import Extracted, Notice
from support.wire import answered, cut, unchanged

TOKEN, VALUE = "[OSOBA_1]", "Jan Novák"
NOTICE = Notice("01REF", "Nástroj", {"CZ_BIRTH_NUMBER": 1}, "personal_data")
FOUND = "1 rodné číslo"


class Restoring:
    """A transform that puts a value in place of a pseudonym, and holds back what may be the beginning of one."""

    def __init__(self) -> None:
        self.held: dict[Any, str] = {}

    def __call__(self, key: Any, text: str, last: bool) -> str:
        text = (self.held.pop(key, "") + text).replace(TOKEN, VALUE)
        if last:
            return text
        size = next((size for size in range(len(TOKEN) - 1, 0, -1) if text.endswith(TOKEN[:size])), 0)
        if size:
            self.held[key] = text[-size:]
        return text[: len(text) - size]


def restored(wire_format: WireFormat, content_type: str, answer: bytes) -> bytes:
    """The answer with the pseudonyms restored, come byte by byte."""
    return answered(wire_format, content_type, Restoring(), [answer[at : at + 1] for at in range(len(answer))])


def same(wire_format: WireFormat, content_type: str, answer: bytes, at: list[int]) -> bool:
    """Whether an answer that is cut at these places comes through as it was."""
    return answered(wire_format, content_type, unchanged, cut(answer, at)) == answer


def spoken(found: Extracted) -> dict[str, str]:
    """The speaker of each planted text (they begin with ``v-``)."""
    return {segment.text: segment.speaker.value for segment in found.segments if segment.text.startswith("v-")}


def every_leaf_changes(wire_format: WireFormat, body: Body) -> bool:
    """Whether rebuilding with nothing changed gives the same bytes, and with each planted text changed, a body without any."""
    assert wire_format.rebuild(body, {}) == body.content
    changes = {one.place: "[X]" for one in wire_format.segments(body).segments if one.text.startswith("v-")}
    assert changes
    after = Body(wire_format.rebuild(body, changes), body.content_type, body.path)
    return not [one for one in wire_format.segments(after).segments if one.text.startswith("v-")]


def sse_data(answer: bytes) -> list[Any]:
    """The JSON of each event of an answer."""
    found = [line.removeprefix("data: ") for line in answer.decode().splitlines() if line.startswith("data: ")]
    return [json.loads(data) for data in found if data != "[DONE]"]


def sse(*events: tuple[str | None, Any] | str) -> bytes:
    """Server-sent events with CRLF now and then, as servers mix them."""
    out = ""
    for event in events:
        name, data = event if isinstance(event, tuple) else (None, event)
        text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
        out += (f"event: {name}\n" if name else "") + f"data: {text}\n\n"
    return out.encode()


def split(text: str) -> list[str]:
    """The text in pieces of three characters, so that a pseudonym is cut."""
    return [text[at : at + 3] for at in range(0, len(text), 3)]


def socket_texts(answer: SocketAnswer, messages: list[bytes]) -> list[bytes]:
    """What a client gets of these messages."""
    return [sent.content for message in messages for sent in answer.feed(SocketMessage(message))]
