"""Where OpenAI Assistants keeps text in its answers."""

import json

import pytest

from gateway.extract import json_text
from gateway.extract.openai_assistants_answer import OpenAIAssistantsAnswer

SHAPE = OpenAIAssistantsAnswer()


def read(value):
    return json_text.read(json.dumps(value))


MESSAGE = {"object": "thread.message", "status": "completed", "content": [{"type": "text", "text": {"value": "a", "annotations": []}}]}


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"object": "thread.message.delta", "delta": {"content": [{"index": 2, "type": "text", "text": {"value": "a"}}]}}, [(("message", 2, "text"), "a")]),
        ({"object": "thread.run.step.delta", "delta": {"step_details": {"tool_calls": [{"index": 1, "code_interpreter": {"input": "a"}}]}}}, [(("step", 1, "input"), "a")]),
        (MESSAGE, [(("whole", "thread.message", "completed", "content", 0, "text", "value"), "a")]),
        ({"object": "thread.run", "instructions": "a"}, []),
        ([], []),
    ],
)  # fmt: skip
def test_deltas(event, expected):
    """Pieces by part or call, whole texts by place; what a run echoes of the request is left alone."""
    assert [(leaf.key, leaf.text) for leaf in SHAPE.deltas(read(event))] == expected


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (MESSAGE, (("message",), ("whole",))),
        ({"object": "thread.run.step", "status": "completed"}, (("step",), ("whole",))),
        ({"object": "thread.run", "status": "requires_action"}, ((),)),
        ({"object": "thread.run", "status": "in_progress"}, (("whole",),)),
        ({"error": {"message": "x"}}, ((),)),
        ({"object": "thread.message.delta"}, ()),
    ],
)
def test_ended(event, expected):
    """Text ends with its message, calls with their step, everything with the run."""
    assert SHAPE.ended(read(event)) == expected


def test_event_with():
    """An event of our own is a delta of the same object."""
    name, data = SHAPE.event_with(("message", 1, "text"), "ž", '{"id": "m", "object": "thread.message.delta", "delta": {}}')
    assert name == "thread.message.delta"
    assert [leaf.key for leaf in SHAPE.deltas(json_text.read(data))] == [("message", 1, "text")]
    name, data = SHAPE.event_with(("step", 1, "arguments"), "{", '{"id": "s", "object": "thread.run.step.delta", "delta": {}}')
    assert [leaf.key for leaf in SHAPE.deltas(json_text.read(data))] == [("step", 1, "arguments")]


def test_leaves():
    """A message, a list of messages, and the calls that a run waits for."""
    run = {"required_action": {"submit_tool_outputs": {"tool_calls": [{"function": {"name": "f", "arguments": "{}"}}]}}}
    assert [leaf.text for value in (MESSAGE, {"data": [MESSAGE]}, run) for leaf in SHAPE.leaves(read(value))] == ["a", "a", "{}"]
