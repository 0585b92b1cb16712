"""What the stand-in's replies to both vendors share: the text, its pieces, and the behaviours that a model's name asks for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain, repeat
from typing import Any

from gateway.demo.exchange import Gate, Part, Pause, Reply, plain

TEXT = "Dobrý den, jsem zkušební poskytovatel. Váš dotaz dorazil celý a odpověď na něj by stála zde. 🙂"
"""The answer to everything. Clients check that it came back whole."""

TOOL_ARGUMENTS = {"dotaz": "úřední hodiny podatelny"}

MODELS = ("gpt-4o", "gpt-4o-mini", "claude-sonnet-4-5", "slow", "gated", "large", "echo")
"""Names offered by ``/v1/models``. ``slow`` pauses between chunks, ``gated`` waits after its first words, ``large`` answers with 50 MB,
``echo`` repeats the last message, in chunks that cut words anywhere, as an argument of a tool, too."""

SLOW = Pause(0.2)
GATED = 4
"""Events before the gate: both vendors' first words have been sent by then."""

LARGE = 50 * 1024 * 1024
_BLOCK = b"x" * (64 * 1024)


def said(body: dict[str, Any]) -> str:
    """What is answered: always the same, or for ``echo`` the text of the last message."""
    if body.get("model") != "echo":
        return TEXT
    messages = body.get("messages") or [{}]
    content = messages[-1].get("content", "") if isinstance(messages[-1], dict) else ""
    if isinstance(content, list):
        content = " ".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return str(content)


def arguments(body: dict[str, Any]) -> dict[str, str]:
    """What a tool is called with: always the same, or for ``echo`` the text of the last message."""
    return {"dotaz": said(body)} if body.get("model") == "echo" else TOOL_ARGUMENTS


def cut(body: dict[str, Any]) -> tuple[str, ...]:
    """The answer in chunks: of a word, as models send it, or for ``echo`` of five characters."""
    text = said(body)
    return tuple(text[at : at + 5] for at in range(0, len(text), 5)) if body.get("model") == "echo" else pieces(text)


def pieces(text: str) -> tuple[str, ...]:
    """The text in chunks of a word, as models send it."""
    words = text.split(" ")
    return tuple(word if number == len(words) - 1 else f"{word} " for number, word in enumerate(words))


def paced(model: str, events: Iterator[bytes]) -> Iterator[Part]:
    """The events with the waits between them that the model's name asks for."""
    for number, event in enumerate(events):
        if model == "slow" and number:
            yield SLOW
        if model == "gated" and number == GATED:
            yield Gate()
        yield event


def padded(model: str, document: dict[str, Any], request_id: tuple[str, str]) -> Reply:
    """A JSON reply; for ``large`` with 50 MB of insignificant white space after it."""
    body = json.dumps(document, ensure_ascii=False).encode()
    if model != "large":
        return plain(200, "application/json", body, request_id)
    filling = repeat(_BLOCK.replace(b"x", b" "), LARGE // len(_BLOCK))
    length = str(len(body) + LARGE)
    return Reply(200, (("content-type", "application/json"), ("content-length", length), request_id), chain((body,), filling))


def event_stream(model: str, events: Iterator[bytes], request_id: tuple[str, str]) -> Reply:
    """A reply of server-sent events."""
    headers = (("content-type", "text/event-stream; charset=utf-8"), ("cache-control", "no-cache"), request_id)
    return Reply(200, headers, paced(model, events))
