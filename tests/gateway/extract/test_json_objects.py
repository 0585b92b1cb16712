"""The rule: an object ends where its last bracket does, whatever its texts hold; what is not whole has no end."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.json_objects import ends, several

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.text(max_size=4), VALUES, max_size=3), min_size=1, max_size=4), st.sampled_from(["", " ", "\t"]))
def test_objects_are_found_again(objects: list[dict[str, Any]], between: str) -> None:
    """Each by itself, in order, and nothing is left."""
    data = between.join(json.dumps(one, ensure_ascii=False) for one in objects).encode()
    cuts = [0, *ends(data)]
    assert [json.loads(data[start:end]) for start, end in pairwise(cuts)] == objects
    assert cuts[-1] == len(data)
    assert several(data) or len(objects) == 1


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b'{"a": 1}{"b": "}', [8]),
        (b'{"a": "\\"}{"}{', [13]),
        (b'{"a', []),
        (b"}{", []),
        (b"", []),
        (b"words", []),
        (b'{"a": [1, {}]} {', [14]),
        (b'{"a": "\\', []),
    ],
)
def test_what_is_not_whole(data: bytes, found: list[int]) -> None:
    """A text may hold brackets and quotes; the end of the data is no end of an object."""
    assert list(ends(data)) == found


@pytest.mark.parametrize("data", [b'{"a": 1}', b"[]{}", b'0:{"a": 1}{"b": 1}', b""])
def test_others_are_not_looked_at(data: bytes) -> None:
    """One object, or something else."""
    assert not several(data)
