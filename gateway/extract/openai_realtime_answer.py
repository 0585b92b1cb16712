"""Where the Realtime API keeps text in its events.

Running text comes in ``*.delta`` events (``delta``) and is repeated whole when it is done: in the ``*.done`` and ``*.completed`` events of
its kind (``text``, ``transcript``, ``arguments``), in ``response.content_part.done`` (``part``), ``response.output_item.done`` and
``conversation.item.*`` (``item``), ``response.done`` (``response.output[]``). Source: the API reference, "Realtime", server events.

Keys: ``("delta", kind, response, item, content index)``, for arguments with ``"arguments"`` at the end; of whole texts ``("whole", n)``, n
being the number of the text in the connection, so that each is a stream of its own. What a transform still holds back when a text is done
comes out in one more ``delta`` event before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from gateway.extract import json_text
from gateway.extract.answer_events import EventTexts
from gateway.extract.answer_shape import TextLeaf
from gateway.extract.answer_socket import fed, made
from gateway.extract.api import LeafTransform, SocketMessage, StreamKey
from gateway.extract.json_text import JsonText, LeafKind
from gateway.model import Place

_DELTAS = {
    "response.output_text.delta": "text",
    "response.text.delta": "text",  # the beta's name
    "response.output_audio_transcript.delta": "transcript",
    "response.audio_transcript.delta": "transcript",
    "response.function_call_arguments.delta": "arguments",
    "conversation.item.input_audio_transcription.delta": "input",
}
_DONE = {name.removesuffix(".delta") + end: name for name in _DELTAS for end in (".done", ".completed")}
_WHOLE = frozenset({"text", "transcript", "arguments"})
_HOLDERS = frozenset({"part", "item", "response"})
_DELTA: Place = ("delta",)


class RealtimeShape:
    """Where one event keeps text."""

    def __init__(self) -> None:
        self._whole = 0

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """The running text of an event, or the texts that it repeats whole."""
        said = _said(event)
        kind = said.get("type", "")
        for leaf in event.leaves:
            if leaf.kind is not LeafKind.STRING or not leaf.place:
                continue
            if kind in _DELTAS and leaf.place == _DELTA:
                yield TextLeaf(_key(kind, said), leaf.place, leaf.text)
            elif leaf.place[-1] in _WHOLE and ((len(leaf.place) == 1 and kind in _DONE) or leaf.place[0] in _HOLDERS):
                self._whole += 1
                last = ("arguments",) if leaf.place[-1] == "arguments" else ()
                yield TextLeaf(("whole", self._whole, *last), leaf.place, leaf.text)

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """A running text with the event that it is done; whole ones at once."""
        said = _said(event)
        kind = said.get("type", "")
        return (_key(_DONE[kind], said), ("whole",)) if kind in _DONE else (("whole",),)

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:  # noqa: ARG002 - the latest event names it
        """An event like the latest of this text, with nothing but this text."""
        return None, json_text.read(like).rewrite({_DELTA: text})

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """The same as for an event."""
        return self.deltas(answer)


class RealtimeAnswer:
    """The server's events of one connection."""

    def __init__(self, transform: LeafTransform) -> None:
        self._texts = EventTexts(RealtimeShape(), transform)

    def feed(self, message: SocketMessage) -> tuple[SocketMessage, ...]:
        """One event, changed or not; what cannot be read passes as it is."""
        return fed(self._texts, message) if message.is_text else (message,)

    def close(self) -> tuple[SocketMessage, ...]:
        """What was held back of texts that nothing ended."""
        return made(self._texts.end())


def _said(event: JsonText) -> dict[str, str]:
    """What stands at the event's own names."""
    return {str(leaf.place[0]): leaf.text for leaf in event.leaves if len(leaf.place) == 1 and leaf.kind is not LeafKind.KEY}


def _key(delta: str, said: dict[str, str]) -> StreamKey:
    kind = _DELTAS[delta]
    names = (said.get(part, "") for part in ("response_id", "item_id", "content_index"))
    return ("delta", kind, *names, *(("arguments",) if kind == "arguments" else ()))
