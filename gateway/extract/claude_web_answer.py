"""Where Claude's page keeps text in its answers: the events of the Messages API, or the older ``{"type": "completion", "completion"}``.

Key of the older one: ``("completion",)``. Thinking is left as it is, as in the API.
"""

from __future__ import annotations

from collections.abc import Iterator

from gateway.extract.answer_shape import TextLeaf
from gateway.extract.anthropic_messages_answer import AnthropicMessagesAnswer
from gateway.extract.api import StreamKey
from gateway.extract.json_text import JsonText, LeafKind
from gateway.extract.page import as_json

_KEY: StreamKey = ("completion",)


class ClaudeAnswer:
    """The answer shape of Claude's page."""

    def __init__(self) -> None:
        self._messages = AnthropicMessagesAnswer()

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """The text of one event, if it has any."""
        yield from self._messages.deltas(event)
        for leaf in event.leaves:
            if leaf.place == _KEY and leaf.kind is LeafKind.STRING:
                yield TextLeaf(_KEY, leaf.place, leaf.text)

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """As in the API; the older text with the event that tells why it stopped."""
        stopped = any(leaf.place == ("stop_reason",) and leaf.kind is LeafKind.STRING for leaf in event.leaves)
        return (_KEY,) if stopped else self._messages.ended(event)

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:
        """An event with this text."""
        if key == _KEY:
            return "completion", as_json({"type": "completion", "completion": text, "stop_reason": None, "stop": None})
        return self._messages.event_with(key, text, like)

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """The texts of a conversation that is loaded: ``chat_messages[].text`` and ``chat_messages[].content[].text``."""
        for at, leaf in enumerate(answer.leaves):
            if leaf.kind is LeafKind.STRING and leaf.place[-1:] == ("text",):
                yield TextLeaf(("leaf", at), leaf.place, leaf.text)
