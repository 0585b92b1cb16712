"""The answer side of WebSockets whose messages are one JSON event each: read, transformed, sent on."""

from __future__ import annotations

from collections.abc import Iterable

from gateway.extract import json_text
from gateway.extract.answer_events import EventTexts, Made
from gateway.extract.api import SocketMessage
from gateway.model import OpaqueBody


def fed(texts: EventTexts, message: SocketMessage) -> tuple[SocketMessage, ...]:
    """What goes to the client for one message: what was held back, then the message. What cannot be read passes as it is."""
    try:
        read = json_text.read_bytes(message.content)
    except OpaqueBody:
        return (message,)
    before, new = texts.event(read)
    own = message if new is None else SocketMessage(new.encode("utf-8"), message.is_text)
    return (*made(before, is_text=message.is_text), own)


def made(events: Iterable[Made], *, is_text: bool = True) -> tuple[SocketMessage, ...]:
    """Events of our own as messages."""
    return tuple(SocketMessage(event.data.encode("utf-8"), is_text) for event in events)
