"""Where Anthropic Messages keeps text in its answers."""

import json

import pytest

from gateway.extract import json_text
from gateway.extract.anthropic_messages_answer import AnthropicMessagesAnswer

SHAPE = AnthropicMessagesAnswer()


def read(value):
    return json_text.read(json.dumps(value))


def delta(**fields):
    return {"type": "content_block_delta", "index": 1, "delta": fields}


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (delta(type="text_delta", text="a"), [(("block", 1, "text"), "a")]),
        (delta(type="input_json_delta", partial_json='{"a'), [(("block", 1, "partial_json"), '{"a')]),
        (delta(type="thinking_delta", thinking="a"), []),  # signed
        (delta(type="signature_delta", signature="a"), []),
        (delta(type="citations_delta", citation={"cited_text": "a"}), []),
        ({"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": "a"}}, [(("block", 0, "text"), "a")]),
        ({"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}, []),
        ({"type": "content_block_start", "index": 0, "content_block": {"type": "tool_use", "name": "f", "input": {}}}, []),
        ({"type": "message_start", "message": {"content": []}}, []),
        ({"type": "ping"}, []),
        ({}, []),
        ([], []),
    ],
)
def test_deltas(event, expected):
    """Text and tool input are streams of their block; thinking, signatures and citations are left alone."""
    assert [(leaf.key, leaf.text) for leaf in SHAPE.deltas(read(event))] == expected


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"type": "content_block_stop", "index": 2}, (("block", 2),)),
        ({"type": "message_delta", "delta": {"stop_reason": "end_turn"}}, ((),)),
        ({"type": "message_stop"}, ((),)),
        ({"type": "error", "error": {}}, ((),)),
        ({"type": "ping"}, ()),
        (delta(type="text_delta", text="a"), ()),
    ],
)
def test_ended(event, expected):
    """A block ends with its stop, everything with the message or an error."""
    assert SHAPE.ended(read(event)) == expected


def test_leaves():
    """A whole message keeps its texts in its blocks, the input of a tool call in all its strings."""
    message = {
        "content": [
            {"type": "thinking", "thinking": "x", "signature": "y"},
            {"type": "text", "text": "a"},
            {"type": "tool_use", "id": "t", "input": {"k": "b", "l": ["c", 5]}},
        ]
    }
    assert [(leaf.key, leaf.text) for leaf in SHAPE.leaves(read(message))] == [
        (("block", 1, "text"), "a"),
        (("block", 2, "input", "k"), "b"),
        (("block", 2, "input", "l", 0), "c"),
    ]


def test_event_with():
    """An event of our own is a delta of the same kind."""
    assert SHAPE.event_with(("block", 1, "text"), "ž", "{}") == (
        "content_block_delta",
        '{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"ž"}}',
    )
