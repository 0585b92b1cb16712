"""Where Claude's page keeps text in its answers."""

import json

from gateway.extract import json_text
from gateway.extract.answer_sse import SseAnswer
from gateway.extract.claude_web_answer import ClaudeAnswer
from support.pages import TOKEN, VALUE, Restoring, split, sse, sse_data


def test_the_older_events():
    """``completion`` is a running text that ends with its stop reason."""
    events = [{"type": "completion", "completion": piece, "stop_reason": None} for piece in split(f"a {TOKEN} b [OSO")]
    source = sse(*(("completion", event) for event in [*events, {"type": "completion", "completion": "", "stop_reason": "stop_sequence"}]))
    answer = SseAnswer(ClaudeAnswer(), Restoring())
    out = sse_data(answer.feed(source) + answer.close())
    assert "".join(event["completion"] for event in out) == f"a {VALUE} b [OSO"
    assert out[-1]["stop_reason"] == "stop_sequence"


def test_the_api_s_events():
    """The events of the Messages API are read as they are there."""
    read = json_text.read(json.dumps({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "a"}}))
    assert [leaf.key for leaf in ClaudeAnswer().deltas(read)] == [("block", 0, "text")]
    assert ClaudeAnswer().event_with(("block", 0, "text"), "a", "")[0] == "content_block_delta"


def test_leaves():
    """Texts of a conversation that is loaded."""
    read = json_text.read('{"name": "n", "chat_messages": [{"text": "a", "content": [{"type": "text", "text": "b"}]}]}')
    assert [leaf.text for leaf in ClaudeAnswer().leaves(read)] == ["a", "b"]
