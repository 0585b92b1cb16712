"""The shorter way to read JSON."""

import json
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import json_quick, json_text
from gateway.extract.budget import Budget
from gateway.model import OpaqueBody

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | words
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4))


def seen(text, prefix):
    """Everything a reading says, and what it cost."""
    budget = Budget(40)
    try:
        read = json_text.read(text, prefix, budget)
    except OpaqueBody as refused:
        return refused.reason, budget.left
    return read.leaves, read.nodes, budget.left


texts = (
    st.text(alphabet='{}[]",:\\ue0-9.tfnalsr \n\x00é😀', max_size=40)
    | values.map(json.dumps)
    | st.lists(st.tuples(st.sampled_from("ab"), values), max_size=4).map(
        lambda members: "{" + ",".join(f'"{name}":{json.dumps(value)}' for name, value in members) + "}"
    )
    | st.tuples(st.sampled_from(["[", '{"a":']), st.integers(1, 70)).map(
        lambda deep: deep[0] * deep[1] + "1" + ("]" if deep[0] == "[" else "}") * deep[1]
    )
)


@given(texts, st.sampled_from([0, 6, 7, 8, 62, 64]))
def test_both_ways_see_the_same(text, depth):
    """The shorter way leads to the same leaves, containers, refusals and cost as the careful reader, repeated keys and limits included."""
    prefix = ("a",) * depth
    shorter = seen(text, prefix)
    with patch.object(json_quick, "QUICK", -1):
        assert seen(text, prefix) == shorter


def test_a_history_goes_the_shorter_way():
    """No string of an ordinary chat is read character by character in our own code."""
    messages = [{"role": role, "content": f"Žádost č. {at} „o kotel“\n" * 60} for at in range(50) for role in ("user", "assistant")]
    with patch.object(json_text, "_Reader", None):
        read = json_text.read_bytes(json.dumps({"model": "m", "n": 1.5, "stream": True, "messages": messages}).encode())
    assert len(read.leaves) == 400 + 7
