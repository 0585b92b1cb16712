r"""Anthropic Text Completions, the older interface: ``POST /v1/complete``.

Request: ``prompt`` with the dialogue in one string (``\n\nHuman: …\n\nAssistant:``), ``metadata.user_id``. Answer: ``completion`` of an
object, or of events named ``completion``, whose last has a ``stop_reason``. Source: the API docs, "Create a Text Completion".

Key of the answer: ``("completion",)``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from gateway.extract import anthropic_error
from gateway.extract.answer_shape import TextLeaf
from gateway.extract.api import StreamKey, WireFormat
from gateway.extract.json_api import Dialect, JsonApi, by_name
from gateway.extract.json_format import JsonBody
from gateway.extract.json_text import JsonText, LeafKind
from gateway.model import OpaqueBody, OpaqueReason, Speaker

_KEY: StreamKey = ("completion",)


class AnthropicCompleteAnswer:
    """The answer shape."""

    def deltas(self, event: JsonText) -> Iterator[TextLeaf]:
        """The text of one event."""
        return self.leaves(event)

    def ended(self, event: JsonText) -> tuple[StreamKey, ...]:
        """The text, with the event that has a ``stop_reason`` or is an error."""
        for leaf in event.leaves:
            if leaf.place[:1] == ("error",) or (leaf.place == ("stop_reason",) and leaf.kind is LeafKind.STRING):
                return (_KEY,)
        return ()

    def event_with(self, key: StreamKey, text: str, like: str) -> tuple[str | None, str]:  # noqa: ARG002 - there is one stream
        """The same event with this text."""
        made = json.loads(like) | {"completion": text, "stop_reason": None}
        return "completion", json.dumps(made, ensure_ascii=False, separators=(",", ":"))

    def leaves(self, answer: JsonText) -> Iterator[TextLeaf]:
        """The text of a whole answer."""
        for leaf in answer.leaves:
            if leaf.place == _KEY and leaf.kind is LeafKind.STRING:
                yield TextLeaf(_KEY, leaf.place, leaf.text)


def _check(body: JsonBody) -> None:
    if body.string("prompt") is None:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)


FORMAT: WireFormat = JsonApi(
    "anthropic_complete",
    {"complete": "/v1/complete"},
    Dialect(by_name({"prompt": Speaker.USER}), salt=("anthropic_complete",), check=_check),
    shape=AnthropicCompleteAnswer,
    refuse=anthropic_error.answer,
)
