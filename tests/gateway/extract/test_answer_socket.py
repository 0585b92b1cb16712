"""The rule: what was held back is a message of its own before the one that ends its text, and nothing is lost."""

from __future__ import annotations

import json

import pytest

from gateway.extract.answer_events import EventTexts
from gateway.extract.answer_socket import fed, made
from gateway.extract.api import SocketMessage
from gateway.extract.copilot_web import CopilotShape
from support.wire import Holding, unchanged

TEXT = SocketMessage(b'{"event": "appendText", "partId": "0", "text": "Ahoj"}')
END = SocketMessage(b'{"event": "done"}')


@pytest.mark.parametrize("is_text", [True, False])
def test_a_held_back_text_goes_first(is_text: bool) -> None:
    """One message comes in and two go out: the rest of the text, then its end, both of the kind that came."""
    texts = EventTexts(CopilotShape(), Holding(size=2))
    (shown,) = fed(texts, SocketMessage(TEXT.content, is_text))
    rest, end = fed(texts, SocketMessage(END.content, is_text))
    assert [json.loads(one.content)["text"] for one in (shown, rest)] == ["Ah", "oj"]
    assert (end.content, rest.is_text, end.is_text) == (END.content, is_text, is_text)


@pytest.mark.parametrize("content", [b"\xff", b"{", b"", TEXT.content])
def test_what_is_not_read_or_not_changed_is_the_same_message(content: bytes) -> None:
    """The client gets the bytes that the provider sent."""
    assert fed(EventTexts(CopilotShape(), unchanged), SocketMessage(content)) == (SocketMessage(content),)


def test_the_end_of_a_connection() -> None:
    """What nothing ended comes out at the close."""
    texts = EventTexts(CopilotShape(), Holding(size=2))
    fed(texts, TEXT)
    assert [json.loads(one.content)["text"] for one in made(texts.end())] == ["oj"]
