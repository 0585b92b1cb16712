"""Where ChatGPT's page keeps text in its answers."""

import json

import pytest

from gateway.extract import json_text
from gateway.extract.chatgpt_web_answer import ChatGPTAnswer

PART = "/message/content/parts/0"
MESSAGE = {"v": {"message": {"content": {"parts": [""]}}}}


def told(*events):
    """What the last of these events holds: (path, text) of each delta, and whether it ends the message."""
    shape = ChatGPTAnswer()
    for event in events:
        read = json_text.read(json.dumps(event))
        ended = shape.ended(read)
        found = list(shape.deltas(read))
    return [(leaf.key[-1], leaf.text) for leaf in found], bool(ended)


@pytest.mark.parametrize(
    ("events", "expected", "why"),
    [
        ([{"p": PART, "o": "append", "v": "a"}], ([(PART, "a")], False), "explicit"),
        ([{"p": PART, "o": "append", "v": "a"}, {"v": "b"}], ([(PART, "b")], False), "shorthand goes on"),
        ([{"p": PART, "o": "append", "v": "a"}, {"o": "patch", "p": "", "v": []}, {"v": "b"}], ([(PART, "b")], False), "bare text after a patch"),
        ([{"o": "patch", "v": [{"p": PART, "o": "append", "v": "a"}]}, {"v": [{"p": PART, "o": "append", "v": "b"}]}], ([(PART, "b")], False), "a patch goes on"),
        ([{"p": "/message/metadata/x", "o": "append", "v": "a"}], ([], False), "no text"),
        ([{"p": "/message/content/thoughts/0/content", "o": "append", "v": "a"}], ([("/message/content/thoughts/0/content", "a")], False), "thoughts"),
        ([{"o": "patch", "v": [{"p": PART, "o": "append", "v": "a"}, {"p": "/message/status", "o": "replace", "v": "finished_successfully"}]}], ([(PART, "a")], True), "the end"),
        ([{"p": "/message/status", "o": "replace", "v": "in_progress"}], ([], False), "not the end"),
        ([MESSAGE], ([], True), "a message begins, the one before it ends"),
        ([{"v": {"message": {"content": {"parts": ["a"]}}}}], ([(PART, "a")], True), "a message that begins with text"),
        ([{"type": "message_stream_complete"}], ([], True), "all ends"),
        ([{"type": "error", "message": "x"}], ([], True), "an error"),
        ([{"message": {"content": {"parts": ["a", {"x": "y"}]}}, "error": None}], ([(0, "a"), ("x", "y")], True), "an older event"),
        ([{"p": PART, "o": "replace", "v": "a"}], ([(1, "a")], True), "a text that is replaced is whole"),
        (["v1"], ([], False), "the name of the encoding"),
        ([{"p": 1, "o": [], "v": None}], ([], False), "nonsense"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_events(events, expected, why):
    """Each way to write a change gives its text and tells whether a message ends."""
    assert told(*events) == expected, why


def test_event_with():
    """An event of our own is an explicit change, so that it means the same wherever it stands."""
    assert ChatGPTAnswer().event_with(("message", 1, PART), "ž", "") == ("delta", f'{{"p":"{PART}","o":"append","v":"ž"}}')


def test_leaves():
    """Parts of whole conversations."""
    read = json_text.read('{"mapping": {"a": {"message": {"content": {"parts": ["x"], "other": ["y"]}}}}}')
    assert [leaf.text for leaf in ChatGPTAnswer().leaves(read)] == ["x"]
