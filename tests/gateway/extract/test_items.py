"""Histories of items."""

import pytest

from gateway.extract import items, json_format
from gateway.extract.place import INSIDE, KEY
from gateway.model import Speaker
from support.wire import body, opaque


@pytest.mark.parametrize(
    ("item", "speaker"),
    [
        ({"role": "user", "content": "a"}, Speaker.USER),
        ({"role": "developer", "content": "a"}, Speaker.SYSTEM),
        ({"role": "unheard_of", "content": "a"}, Speaker.USER),
        ({"type": "message", "content": "a"}, Speaker.USER),
        ({"type": "message.output", "role": "assistant", "content": "a"}, Speaker.ASSISTANT),
        ({"type": "function_call", "arguments": "a"}, Speaker.ASSISTANT),
        ({"type": "function_call_output", "output": "a"}, Speaker.TOOL),
        ({"type": "function.result", "result": "a"}, Speaker.TOOL),
        ({"type": "mcp_list_tools", "tools": []}, Speaker.TOOL),
        ({"type": "reasoning", "summary": []}, Speaker.ASSISTANT),
        ({}, Speaker.USER),
    ],
)
def test_speaker(item, speaker):
    """The role of an item tells whose words it holds, else its type."""
    for name in ("input", "items", "inputs"):
        assert items.speaker(json_format.read(body({name: [item]})))((name, 0, "content")) is speaker


def test_other_names():
    """What stands beside the items has speakers of its own."""
    speaker = items.speaker(json_format.read(body({"input": "a", "instructions": "b", "tools": []})))
    places = [("input",), ("input", KEY), ("instructions",), ("tools", 0, "name"), ("metadata", "a")]
    assert [speaker(place).value for place in places] == ["user", "user", "system", "tool", "metadata"]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (("instructions",), (("instructions",), True)),
        (("input",), (("input",), True)),
        (("input", 1, "content"), (("input", 1), True)),
        (("input", 1, "content", 0, "text"), (("input", 1), True)),
        (("input", 1, "output"), (("input", 1), True)),
        (("input", 1, "id"), (("input", 1), False)),
        (("input", 1, "arguments", INSIDE, "text"), (("input", 1), False)),
        (("tools", 0, "description"), None),
    ],
)
def test_turn(place, expected):
    """An item is a turn; its content and results are running text, ids and arguments are not."""
    turn = items.turn(place)
    assert (turn and (turn.place, turn.is_text)) == expected


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({}, None),
        ({"inputs": "a"}, None),
        ({"items": [{"content": "a"}]}, None),
        ({"inputs": True}, "unknown_shape"),
        ({"items": {"0": {}}}, "unknown_shape"),
        ({"inputs": [{}, "a"]}, "unknown_shape"),
        ({"input": [None]}, "unknown_shape"),
    ],
)
def test_check(value, reason):
    """Items are a string or a list of objects."""
    assert opaque(items.check, json_format.read(body(value))) == reason
