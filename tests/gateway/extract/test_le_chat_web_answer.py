"""Where Le Chat's page keeps text in its answers."""

import json

import pytest

from gateway.extract import json_text
from gateway.extract.le_chat_web_answer import LeChatAnswer

TEXT = "/contentChunks/0/text"


def patch(op, path, value):
    return {"json": {"type": "message", "messageId": "m", "patches": [{"op": op, "path": path, "value": value}]}}


def told(*events):
    """(key, text) of each text of the last event, and what it ends."""
    shape = LeChatAnswer()
    for event in events:
        read = json_text.read(json.dumps(event))
        ended = shape.ended(read)
        found = [(leaf.key, leaf.text) for leaf in shape.deltas(read)]
    return found, ended


@pytest.mark.parametrize(
    ("events", "texts", "why"),
    [
        ([patch("append", TEXT, "a")], [(("message", 0, TEXT), "a")], "running"),
        ([patch("replace", TEXT, "a")], [(("whole", 1), "a")], "replaced whole"),
        ([patch("replace", "/contentChunks", [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}])], [(("message", 1, TEXT), "a"), (("message", 1, "/contentChunks/1/text"), "b")], "a new list goes on later"),
        ([patch("replace", "/contentChunks", [{"type": "text", "text": "a"}]), patch("append", TEXT, "b")], [(("message", 1, TEXT), "b")], "and it goes on"),
        ([patch("add", "/references", [{"text": "a"}])], [(("whole", 1), "a")], "text elsewhere is whole"),
        ([patch("append", "/other", "a")], [], "no text"),
        (["a"], [(("text",), "a")], "an older line"),
        ([{"type": "bootstrap", "messages": [{"content": "a"}], "title": "b"}], [(("whole", 1), "a"), (("whole", 2), "b")], "what is loaded"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_events(events, texts, why):
    """Each sort of line gives its texts with the key of their stream."""
    assert told(*events)[0] == texts, why


@pytest.mark.parametrize(("event", "everything"), [(None, True), ({"finishReason": "stop"}, True), (patch("append", TEXT, "a"), False)])
def test_ends(event, everything):
    """The last line ends everything; whole texts end at once."""
    assert told(event)[1] == (((),) if everything else (("whole",),))


def test_event_with():
    """A line of our own names the message that it goes on with."""
    prefix, data = LeChatAnswer().event_with(("message", 1, TEXT), "ž", json.dumps(patch("append", TEXT, "a")))
    assert prefix == "15"
    assert json.loads(data)["json"]["messageId"] == "m"
    assert json.loads(data)["json"]["patches"] == [{"op": "append", "path": TEXT, "value": "ž"}]
    assert LeChatAnswer().event_with(("text",), "ž", "") == ("0", '"ž"')
