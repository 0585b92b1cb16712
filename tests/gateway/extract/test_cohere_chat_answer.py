"""Where Cohere Chat (v2) keeps text in its answers."""

import json

import pytest

from gateway.extract import json_text
from gateway.extract.cohere_chat_answer import CohereChatAnswer

SHAPE = CohereChatAnswer()


def read(value):
    return json_text.read(json.dumps(value))


KEYS = [("content", 1, "text"), ("content", 0, "thinking"), ("plan", "tool_plan"), ("call", 2, "arguments")]


@pytest.mark.parametrize("key", KEYS)
def test_event_with(key):
    """An event of our own is a delta of the stream it is made for."""
    name, data = SHAPE.event_with(key, "ž", "{}")
    assert json.loads(data)["type"] == name
    assert [(leaf.key, leaf.text) for leaf in SHAPE.deltas(json_text.read(data))] == [(key, "ž")]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"type": "content-end", "index": 1}, (("content", 1),)),
        ({"type": "tool-call-start", "index": 0}, (("plan",),)),
        ({"type": "tool-call-end", "index": 3}, (("call", 3),)),
        ({"type": "message-end"}, ((),)),
        ({"type": "citation-start"}, ()),
        ([], ()),
    ],
)
def test_ended(event, expected):
    """Each stream ends with its own event."""
    assert SHAPE.ended(read(event)) == expected


@pytest.mark.parametrize(
    "event", [{"type": "citation-start", "delta": {"message": {"citations": {"text": "a"}}}}, {"type": "message-start"}, {}, []]
)
def test_other_events(event):
    """Citations and everything else are left alone."""
    assert list(SHAPE.deltas(read(event))) == []


def test_leaves():
    """The texts of a whole message."""
    answer = {
        "id": "1",
        "message": {
            "role": "assistant",
            "content": [{"text": "a"}],
            "tool_plan": "b",
            "tool_calls": [{"id": "c", "function": {"arguments": "{}"}}],
        },
    }
    assert [leaf.text for leaf in SHAPE.leaves(read(answer))] == ["a", "b", "{}"]
