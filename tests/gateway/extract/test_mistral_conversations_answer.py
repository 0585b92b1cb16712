"""Where Mistral Conversations keeps text in its answers."""

import json

import pytest

from gateway.extract import json_text
from gateway.extract.mistral_conversations_answer import MistralConversationsAnswer

SHAPE = MistralConversationsAnswer()


def read(value):
    return json_text.read(json.dumps(value))


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"type": "message.output.delta", "output_index": 1, "content": "a"}, [(("output", 1, 0, "text"), "a")]),
        ({"type": "message.output.delta", "content_index": 2, "content": {"type": "text", "text": "a"}}, [(("output", 0, 2, "text"), "a")]),
        ({"type": "function.call.delta", "arguments": "a"}, [(("output", 0, 0, "arguments"), "a")]),
        ({"type": "tool.execution.delta", "arguments": "a"}, []),
        ({"type": "message.output.delta", "content": {"type": "tool_reference", "title": "a"}}, []),
        ([], []),
    ],
)
def test_deltas(event, expected):
    """Text and arguments by output and part."""
    assert [(leaf.key, leaf.text) for leaf in SHAPE.deltas(read(event))] == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("conversation.response.done", ((),)),
        ("conversation.response.error", ((),)),
        ("conversation.response.started", ()),
        ("message.output.delta", ()),
    ],
)
def test_ended(kind, expected):
    """Everything ends with the response."""
    assert SHAPE.ended(read({"type": kind})) == expected


@pytest.mark.parametrize("content", ["a", {"type": "text", "text": "a"}])
def test_event_with(content):
    """An event of our own is like the last one, with other text."""
    like = {"type": "message.output.delta", "output_index": 1, "content": content}
    name, data = SHAPE.event_with(("output", 1, 0, "text"), "ž", json.dumps(like))
    assert name == "message.output.delta"
    assert [(leaf.key, leaf.text) for leaf in SHAPE.deltas(json_text.read(data))] == [(("output", 1, 0, "text"), "ž")]


def test_leaves():
    """Texts and arguments of a whole response."""
    answer = {
        "outputs": [{"type": "message.output", "content": "a"}, {"content": [{"type": "text", "text": "b"}]}, {"arguments": "{}"}],
        "usage": {},
    }
    assert [leaf.text for leaf in SHAPE.leaves(read(answer))] == ["a", "b", "{}"]
