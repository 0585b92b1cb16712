"""Where the Realtime API keeps text in its events.

Running text comes in ``*.delta`` events (``delta``) and is repeated whole when it is done: in the ``*.done`` and ``*.completed`` events of
its kind (``text``, ``transcript``, ``arguments``), in ``response.content_part.done`` (``part``), ``response.output_item.done`` and
``conversation.item.*`` (``item``), ``response.done`` (``response.output[]``). Source: the API reference, "Realtime", server events.

Keys: ``("delta", kind, response, item, content index)``, for arguments with ``"arguments"`` at the end; of whole texts ``("whole", n)``, n
being the number of the text in the connection, so that each is a stream of its own. What a transform still holds back when a text is done
has no event to go into: the whole text, which comes with that event, has it.
"""

from __future__ import annotations

from collections.abc import Iterator

from gateway.extract import json_text
from gateway.extract.answer_shape import TextLeaf
from gateway.extract.api import LeafTransform, SocketMessage, StreamKey
from gateway.extract.json_text import JsonText, LeafKind
from gateway.model import OpaqueBody, Place

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


class RealtimeAnswer:
    """The server's events of one connection."""

    def __init__(self, transform: LeafTransform) -> None:
        self._transform = transform
        self._whole = 0
        self._open: set[StreamKey] = set()

    def feed(self, message: SocketMessage) -> SocketMessage:
        """One event, changed or not; what cannot be read passes as it is."""
        if not message.is_text:
            return message
        try:
            read = json_text.read_bytes(message.content)
        except OpaqueBody:
            return message
        said: dict[Place, str] = {leaf.place: leaf.text for leaf in read.leaves if len(leaf.place) == 1 and leaf.kind is not LeafKind.KEY}
        kind = said.get(("type",), "")
        changes: dict[Place, str] = {}
        for leaf in self._leaves(read, said, kind):
            new = self._transform(leaf.key, leaf.text, leaf.key[0] == "whole")
            if new != leaf.text:
                changes[leaf.place] = new
        if kind in _DONE:
            self._ended(_key(_DONE[kind], said))
        return SocketMessage(read.rewrite(changes).encode("utf-8")) if changes else message

    def _leaves(self, read: JsonText, said: dict[Place, str], kind: str) -> Iterator[TextLeaf]:
        for leaf in read.leaves:
            if leaf.kind is not LeafKind.STRING or not leaf.place:
                continue
            if kind in _DELTAS and leaf.place == ("delta",):
                key = _key(kind, said)
                self._open.add(key)
                yield TextLeaf(key, leaf.place, leaf.text)
            elif leaf.place[-1] in _WHOLE and ((len(leaf.place) == 1 and kind in _DONE) or leaf.place[0] in _HOLDERS):
                self._whole += 1
                last = ("arguments",) if leaf.place[-1] == "arguments" else ()
                yield TextLeaf(("whole", self._whole, *last), leaf.place, leaf.text)

    def _ended(self, key: StreamKey) -> None:
        if key in self._open:
            self._open.discard(key)
            self._transform(key, "", True)


def _key(delta: str, said: dict[Place, str]) -> StreamKey:
    kind = _DELTAS[delta]
    names = (said.get((part,), "") for part in ("response_id", "item_id", "content_index"))
    return ("delta", kind, *names, *(("arguments",) if kind == "arguments" else ()))
