"""Where OpenAI Responses keeps text in its answers."""

import json

import pytest

from gateway.extract import json_text
from gateway.extract.openai_responses_answer import OpenAIResponsesAnswer

SHAPE = OpenAIResponsesAnswer()


def read(value):
    return json_text.read(json.dumps(value))


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"type": "response.output_text.delta", "output_index": 1, "content_index": 2, "delta": "a"}, [(("output", 1, "output_text", 2, "text"), "a")]),
        ({"type": "response.function_call_arguments.delta", "output_index": 1, "delta": "{"}, [(("output", 1, "function_call_arguments", 0, "arguments"), "{")]),
        ({"type": "response.reasoning_summary_text.delta", "output_index": 0, "summary_index": 3, "delta": "a"}, [(("output", 0, "reasoning_summary_text", 3, "text"), "a")]),
        ({"type": "response.shell_call_output_content.delta", "delta": {"stdout": "a"}}, []),
        ({"type": "response.output_text.done", "output_index": 1, "text": "ab"}, [(("whole", "response.output_text.done", 1, "output_text", 0, "text"), "ab")]),
        ({"type": "response.output_item.done", "output_index": 0, "item": {"type": "reasoning", "summary": [{"text": "a"}], "encrypted_content": "x"}},
         [(("whole", "response.output_item.done", 0, "summary", 0, "text"), "a")]),
        ({"type": "response.output_text.annotation.added", "annotation": {"title": "a"}}, []),
        ({"type": "response.created", "response": {"instructions": "a", "output": []}}, []),
        ({}, []),
        ([], []),
    ],
)  # fmt: skip
def test_deltas(event, expected):
    """Running text by item and part, repeated text by event; signed reasoning is left alone."""
    assert [(leaf.key, leaf.text) for leaf in SHAPE.deltas(read(event))] == expected


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (
            {"type": "response.output_text.done", "output_index": 1, "content_index": 0},
            (("output", 1, "output_text", 0, "text"), ("whole",)),
        ),
        ({"type": "response.output_item.done", "output_index": 1}, (("output", 1), ("whole",))),
        ({"type": "response.completed"}, ((),)),
        ({"type": "response.failed"}, ((),)),
        ({"type": "error"}, ((),)),
        ({"type": "response.output_text.delta"}, ()),
    ],
)
def test_ended(event, expected):
    """A text ends with its done event, an item's with the item's, everything with the response or an error."""
    assert SHAPE.ended(read(event)) == expected


def test_event_with():
    """An event of our own is a delta like the last one, without what belonged to that one's text."""
    like = {"type": "response.output_text.delta", "item_id": "m", "delta": "a", "logprobs": [{"token": "a"}], "obfuscation": "xx"}
    name, data = SHAPE.event_with(("output", 0, "output_text", 0, "text"), "ž", json.dumps(like))
    assert name == "response.output_text.delta"
    assert json.loads(data) == {"type": "response.output_text.delta", "item_id": "m", "delta": "ž", "logprobs": []}


def test_leaves():
    """The texts of a whole response, by their places in its output."""
    answer = {
        "output": [{"content": [{"text": "a"}, {"refusal": "b"}]}, {"arguments": "{}"}, {"encrypted_content": "x"}],
        "instructions": "s",
    }
    assert [(leaf.key, leaf.text) for leaf in SHAPE.leaves(read(answer))] == [
        (("output", 0, "content", 0, "text"), "a"),
        (("output", 0, "content", 1, "refusal"), "b"),
        (("output", 1, "arguments"), "{}"),
    ]


def test_items_of_a_conversation():
    """What was added to it is told back, and read like what was answered."""
    answer = {
        "object": "list",
        "data": [{"id": "msg_1", "role": "user", "content": [{"type": "input_text", "text": "a"}]}],
        "first_id": "b",
    }
    assert [(leaf.key, leaf.text) for leaf in SHAPE.leaves(read(answer))] == [(("data", 0, "content", 0, "text"), "a")]
