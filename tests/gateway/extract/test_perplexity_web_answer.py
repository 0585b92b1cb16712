"""Where Perplexity's page keeps text in its answers."""

import json

import pytest

from gateway.extract import json_text
from gateway.extract.perplexity_web_answer import PerplexityAnswer


def block(*patches, **more):
    return {
        "blocks": [
            {
                "intended_usage": "ask_text",
                **({"diff_block": {"field": "markdown_block", "patches": list(patches)}} if patches else {}),
                **more,
            }
        ]
    }


def told(*events):
    """(key, text) of each text of the last event, and what it ends."""
    shape = PerplexityAnswer()
    for event in events:
        read = json_text.read(json.dumps(event))
        ended = shape.ended(read)
        found = [(leaf.key, leaf.text) for leaf in shape.deltas(read)]
    return found, ended


REPLACE = {"op": "replace", "path": "", "value": {"chunks": ["a", "b"]}}
RUN = ("chunks", "ask_text", 0)


@pytest.mark.parametrize(
    ("events", "texts", "why"),
    [
        ([block(REPLACE)], [(RUN, "a"), (RUN, "b")], "chunks run on"),
        ([block(REPLACE), block({"op": "add", "path": "/chunks/2", "value": "c"})], [(RUN, "c")], "the next chunk"),
        ([block(REPLACE), block(REPLACE)], [(("chunks", "ask_text", 1), "a"), (("chunks", "ask_text", 1), "b")], "a replacement begins anew"),
        ([block(markdown_block={"chunks": ["a"], "answer": "b"})], [(RUN, "a"), (("whole", 1), "b")], "a whole block"),
        ([block({"op": "replace", "path": "/goals/0/description", "value": "a"})], [(("whole", 1), "a")], "any other patch is whole"),
        ([{"text": '[{"a": 1}]'}], [(("whole", 1, "arguments"), '[{"a": 1}]')], "JSON in a string"),
        ([{"thread_title": "a", "status": "PENDING"}], [(("whole", 1), "a")], "texts, but no words of the protocol"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_events(events, texts, why):
    """Each sort of block gives its texts with the key of their stream."""
    assert told(*events)[0] == texts, why


@pytest.mark.parametrize(
    ("event", "everything"),
    [({"status": "COMPLETED"}, True), ({"final": True}, True), ({}, True), ({"final": False}, False), ({"status": "PENDING"}, False)],
)
def test_ends(event, everything):
    """The last event ends everything."""
    assert (told(event)[1] == ((),)) is everything


def test_event_with():
    """A chunk of our own is the next of its block."""
    shape = PerplexityAnswer()
    shape.ended(json_text.read(json.dumps(block(REPLACE))))
    name, data = shape.event_with(RUN, "ž", "")
    assert name == "message"
    assert json.loads(data)["blocks"][0]["diff_block"]["patches"] == [{"op": "add", "path": "/chunks/2", "value": "ž"}]


def test_leaves():
    """Texts of a thread that is loaded."""
    read = json_text.read('{"entries": [{"query_str": "a", "status": "COMPLETED", "text": "{}"}]}')
    assert [leaf.text for leaf in PerplexityAnswer().leaves(read)] == ["a", "{}"]
