"""Where Grok's page keeps text in its answers."""

import json

import pytest

from gateway.extract import json_text
from gateway.extract.grok_web_answer import GrokAnswer


@pytest.mark.parametrize(
    ("event", "texts", "ends"),
    [
        ({"result": {"response": {"token": "a", "isThinking": False, "isSoftStop": False}}}, [(("token", 0), "a")], False),
        ({"result": {"token": "a"}}, [(("token", 0), "a")], False),
        ({"result": {"token": "a", "isThinking": True}}, [(("thinking", 0), "a")], False),
        ({"result": {"token": "a", "isSoftStop": True}}, [(("token", 0), "a")], True),
        ({"result": {"modelResponse": {"message": "a"}}}, [(("whole", 1), "a")], True),
        ({"result": {"followUpSuggestions": [{"label": "a", "properties": {}}]}}, [(("whole", 1), "a")], False),
        ({"error": {"code": 7, "message": "a"}}, [(("whole", 1), "a")], True),
        ({"result": {"response": {"token": None}}}, [], False),
        ("a", [], False),
    ],
)
def test_lines(event, texts, ends):
    """Each line gives its texts with the key of their stream, and tells whether the answer ends."""
    shape = GrokAnswer()
    read = json_text.read(json.dumps(event))
    ended = shape.ended(read)
    assert [(leaf.key, leaf.text) for leaf in shape.deltas(read)] == texts
    assert (("token", 0) in ended) is ends
    assert ("whole",) in ended


def test_event_with():
    """A line of our own is like the latest, with other text."""
    like = {"result": {"response": {"token": "a", "responseId": "r"}}}
    assert json.loads(GrokAnswer().event_with(("token", 0), "ž", json.dumps(like))[1]) == {
        "result": {"response": {"token": "ž", "responseId": "r"}}
    }
