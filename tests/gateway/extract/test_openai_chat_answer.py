"""Where OpenAI Chat Completions keeps text in its answers."""

import json

import pytest

from gateway.extract import json_text
from gateway.extract.openai_chat_answer import OpenAIChatAnswer

SHAPE = OpenAIChatAnswer()


def found(choice, side="deltas"):
    read = json_text.read(json.dumps({"choices": [choice]}))
    return [(leaf.key, leaf.text) for leaf in getattr(SHAPE, side)(read)]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"index": 1, "delta": {"role": "assistant", "content": "a"}}, [(("choice", 1, "content"), "a")]),
        ({"delta": {"content": "a"}}, [(("choice", 0, "content"), "a")]),  # some hosts leave the index out
        ({"index": 0, "delta": {"content": None}}, []),
        ({"index": 0, "delta": {}}, []),
        ({"index": 0, "delta": {"refusal": "a", "content": "b"}}, [(("choice", 0, "refusal"), "a"), (("choice", 0, "content"), "b")]),
        ({"index": 0, "delta": {"audio": {"transcript": "a", "data": "AAAA"}}}, [(("choice", 0, "transcript"), "a")]),
        ({"index": 0, "delta": {"function_call": {"name": "f", "arguments": "a"}}}, [(("choice", 0, "function", "arguments"), "a")]),
        (
            {"index": 0, "delta": {"tool_calls": [{"index": 2, "id": "c", "function": {"name": "f", "arguments": "a"}}]}},
            [(("choice", 0, "tool", 2, "arguments"), "a")],
        ),
        ({"index": -1, "delta": {"content": "a"}}, [(("choice", 0, "content"), "a")]),
        ({"index": 10**40, "delta": {"content": "a"}}, [(("choice", 0, "content"), "a")]),
        ({"index": 0, "message": {"content": "a"}}, []),
        ({"index": 1, "text": "a"}, [(("choice", 1, "text"), "a")]),  # completions
        (
            {"index": 0, "delta": {"reasoning_content": "a", "reasoning": "b"}},
            [(("choice", 0, "reasoning_content"), "a"), (("choice", 0, "reasoning"), "b")],
        ),
        ({"index": 0, "delta": {"reasoning_details": [{"text": "a", "signature": "b"}]}}, []),  # signed
        (
            {"index": 0, "delta": {"content": [{"type": "text", "text": "a"}, {"type": "reference", "reference_ids": [1]}]}},
            [(("choice", 0, "content"), "a")],
        ),
        (
            {"index": 0, "delta": {"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "a"}]}]}},
            [(("choice", 0, "thinking"), "a")],
        ),
    ],
)
def test_deltas(choice, expected):
    """Each text of a chunk has the key of its choice and field; names, ids and sound have none."""
    assert found(choice) == expected


def test_leaves():
    """A whole answer keeps its texts in the message."""
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": "a", "refusal": None, "tool_calls": [{"function": {"arguments": "{}"}}]},
    }
    assert found(choice, "leaves") == [(("choice", 0, "content"), "a"), (("choice", 0, "tool", 0, "arguments"), "{}")]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"choices": [{"index": 0, "delta": {}, "finish_reason": None}]}, ()),
        ({"choices": [{"index": 3, "delta": {}, "finish_reason": "stop"}]}, (("choice", 3),)),
        ({"choices": [], "usage": {"total_tokens": 5}}, ()),
        ({"error": {"message": "x"}}, ((),)),
    ],
)
def test_ended(event, expected):
    """A choice ends with its finish_reason, everything with an error."""
    assert SHAPE.ended(json_text.read(json.dumps(event))) == expected


def test_event_with():
    """An event of our own is a chunk of the same completion, without the usage of the one it is modelled on."""
    like = {"id": "c1", "object": "chat.completion.chunk", "model": "m", "choices": [{"delta": {"content": "x"}}], "usage": {"t": 1}}
    name, data = SHAPE.event_with(("choice", 1, "content"), "ž", json.dumps(like))
    assert name is None
    assert json.loads(data) == {
        "id": "c1", "object": "chat.completion.chunk", "model": "m",
        "choices": [{"index": 1, "delta": {"content": "ž"}, "finish_reason": None}],
    }  # fmt: skip


@pytest.mark.parametrize("key", [("choice", 1, "text"), ("choice", 1, "thinking"), ("choice", 1, "reasoning_content")])
def test_event_with_other_fields(key):
    """An event of our own has its text where the host of that stream puts it."""
    _, data = SHAPE.event_with(key, "ž", '{"id": "c", "choices": []}')
    assert [(leaf.key, leaf.text) for leaf in SHAPE.deltas(json_text.read(data))] == [(key, "ž")]


def test_parts_of_a_whole_answer():
    """Each part of a list is a text of its own."""
    choice = {"index": 0, "message": {"content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}}
    assert len({key for key, _ in found(choice, "leaves")}) == 2
    assert found({"index": 0, "text": "a"}, "leaves") == [(("choice", 0, "text"), "a")]
