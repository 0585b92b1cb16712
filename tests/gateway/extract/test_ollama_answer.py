"""Where Ollama keeps text in its answers."""

import json

import pytest

from gateway.extract import json_text
from gateway.extract.ollama_answer import OllamaAnswer


def read(value):
    return json_text.read(json.dumps(value))


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"message": {"role": "assistant", "content": "a"}, "done": False}, [(("text", "message", "content"), "a")]),
        ({"response": "a", "thinking": "b"}, [(("text", "response"), "a"), (("text", "thinking"), "b")]),
        ({"message": {"tool_calls": [{"function": {"name": "f", "arguments": {"k": "a"}}}]}},
         [(("whole", 1, "message", "tool_calls", 0, "function", "arguments", "k"), "a")]),
        ({"status": "pulling manifest"}, []),
        ([], []),
    ],
)  # fmt: skip
def test_deltas(event, expected):
    """Running text by its place, arguments whole."""
    assert [(leaf.key, leaf.text) for leaf in OllamaAnswer().deltas(read(event))] == expected


@pytest.mark.parametrize(
    ("event", "expected"), [({"done": True}, ((),)), ({"error": "x"}, ((),)), ({"done": False}, (("whole",),)), ({}, (("whole",),))]
)
def test_ended(event, expected):
    """Everything ends with the last line or an error."""
    assert OllamaAnswer().ended(read(event)) == expected


@pytest.mark.parametrize(
    "key", [("text", "message", "content"), ("text", "message", "thinking"), ("text", "response"), ("text", "thinking")]
)
def test_event_with(key):
    """A line of our own has the same text at the same place, and none of the last line's counters."""
    name, data = OllamaAnswer().event_with(key, "ž", '{"model": "m", "created_at": "t", "response": "a", "done": true, "eval_count": 5}')
    assert name is None
    assert (key, "ž") in [(leaf.key, leaf.text) for leaf in OllamaAnswer().deltas(json_text.read(data))]
    assert json.loads(data)["done"] is False
    assert "eval_count" not in data
