"""Where Cohere's first version keeps text in its answers."""

import json

import pytest

from gateway.extract import json_text
from gateway.extract.cohere_v1_answer import CohereV1Answer

SHAPE = CohereV1Answer()


def read(value):
    return json_text.read(json.dumps(value))


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"event_type": "text-generation", "text": "a"}, [(("text", 0), "a")]),
        ({"event_type": "text-generation", "text": "a", "index": 2}, [(("text", 2), "a")]),
        ({"event_type": "tool-calls-chunk", "text": "a"}, [(("plan",), "a")]),
        ({"event_type": "tool-calls-chunk", "tool_call_delta": {"index": 1, "parameters": "{"}}, [(("call", 1, "arguments"), "{")]),
        ({"event_type": "stream-end", "response": {"text": "a", "generation_id": "x"}}, [(("whole", "text"), "a")]),
        ({"event_type": "search-results", "documents": [{"text": "a"}]}, []),
        ([], []),
    ],
)
def test_deltas(event, expected):
    """Running text by generation, arguments by call, whole text by place."""
    assert [(leaf.key, leaf.text) for leaf in SHAPE.deltas(read(event))] == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("stream-end", ((),)), ("stream-error", ((),)), ("tool-calls-generation", (("plan",), ("call",))), ("text-generation", ())],
)
def test_ended(kind, expected):
    """Everything ends with the stream."""
    assert SHAPE.ended(read({"event_type": kind})) == expected


@pytest.mark.parametrize(
    ("key", "like"),
    [
        (("text", 2), {"event_type": "text-generation", "index": 2, "text": "a"}),
        (("call", 1, "arguments"), {"event_type": "tool-calls-chunk"}),
    ],
)
def test_event_with(key, like):
    """An event of our own is a piece of the same stream."""
    name, data = SHAPE.event_with(key, "ž", json.dumps(like))
    assert name is None
    assert [(leaf.key, leaf.text) for leaf in SHAPE.deltas(json_text.read(data))] == [(key, "ž")]


def test_leaves():
    """Text, history and generations of a whole answer; documents and citations are left alone."""
    answer = {"text": "a", "chat_history": [{"role": "USER", "message": "b"}], "generations": [{"text": "c"}], "documents": [{"text": "d"}]}
    assert [leaf.text for leaf in SHAPE.leaves(read(answer))] == ["a", "b", "c"]
