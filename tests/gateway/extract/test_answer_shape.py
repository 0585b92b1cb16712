"""Where formats keep text in their answers."""

import json

from gateway.extract import json_text
from gateway.extract.answer_shape import TextLeaf
from gateway.extract.anthropic_messages_answer import AnthropicMessagesAnswer
from gateway.extract.openai_chat_answer import OpenAIChatAnswer

CHUNK = {"id": "1", "choices": [{"index": 0, "delta": {"content": "a"}}]}


def test_an_event_with_text_reads_back():
    """The event that a shape makes for a text is one in which the same shape finds that text under that key."""
    cases = [
        (OpenAIChatAnswer(), ("choice", 2, "content")),
        (OpenAIChatAnswer(), ("choice", 0, "refusal")),
        (OpenAIChatAnswer(), ("choice", 0, "transcript")),
        (OpenAIChatAnswer(), ("choice", 1, "tool", 3, "arguments")),
        (OpenAIChatAnswer(), ("choice", 0, "function", "arguments")),
        (AnthropicMessagesAnswer(), ("block", 4, "text")),
        (AnthropicMessagesAnswer(), ("block", 0, "partial_json")),
    ]
    for shape, key in cases:
        _, data = shape.event_with(key, 'ř "x"\n', json.dumps(CHUNK))
        read = json_text.read(data)
        assert [(leaf.key, leaf.text) for leaf in shape.deltas(read)] == [(key, 'ř "x"\n')]
        assert list(shape.ended(read)) == []
        assert "\n" not in data


def test_nothing_is_shown():
    """A text leaf shows nothing of itself in a repr."""
    assert "Jan" not in repr(TextLeaf(("a",), ("Jan",), "Jan"))
