"""What is scanned together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import joins, json_format
from gateway.extract.place import name
from gateway.model import Segment, Speaker
from support.wire import body


def lines(value, **options):
    read = json_format.read(body(value))
    segments = read.segments(lambda _: Speaker.USER)
    found = joins.lines(read, **options)
    return ["".join(s + segments[p].text for p, s in zip(join.parts, join.separators, strict=True)) for join in found]


@pytest.mark.parametrize(
    ("why", "value", "expected"),
    [
        ("a number gets its key as context", {"rodne_cislo": 530712345}, ["rodne_cislo: 530712345"]),
        ("one object, one join", {"jmeno": "Jan", "rc": 5}, ["jmeno: Jan\nrc: 5"]),
        ("name and value fields", [{"name": "rodne_cislo", "value": 5}], ["name: rodne_cislo\nvalue: 5"]),
        ("the key of an inner object", {"rodne_cislo": {"value": 5}}, ["rodne_cislo\nvalue: 5"]),
        ("the key of a list", {"rodna_cisla": [5, 6]}, ["rodna_cisla: 5 6"]),
        ("the cells of a row", [["Jan", "Vzorný", 5]], ["Jan Vzorný 5"]),
        ("in JSON in a string, too", {"arguments": '{"rc": 5}'}, ["rc: 5"]),
        ("duplicate keys", b'{"rc": 1, "rc": 2}', ["rc: 1\nrc: 2"]),
        ("prose stands alone", {"a": "x" * 201}, []),
        ("so does its key", {"k" * 201: "x", "b": "y"}, ["x\nb: y"]),
        ("one cell needs no join", [["Jan"]], []),
        ("literals are no leaves", {"a": None, "b": True}, []),
        ("nothing", {}, []),
    ],
)
def test_lines(why, value, expected):
    """The scalars of a container are scanned as lines, with the keys they stand under."""
    assert lines(value) == expected, why


def test_skip():
    """A value that says nothing about a person is no context for its neighbours."""
    assert lines({"role": "user", "rc": 5}, skip=lambda place: name(place) == "role") == ["rc: 5"]
    assert lines({"role": "user"}, skip=lambda place: name(place) == "role") == []


def segments(*texts):
    return [Segment((at,), text) for at, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["530712", "/1234"], ["530712/1234"]),
        (["r. č. ", "530712/1234"], ["r. č. 530712/1234"]),
        (["rodné číslo je", "530712345"], ["rodné číslo je530712345", "rodné číslo je 530712345"]),
        (["a", "1", "b"], ["a1b", "a 1 b"]),
        (["", "x"], ["x"]),
        (["x"], []),
        ([], []),
    ],
)
def test_runs(parts, expected):
    """Text cut in two is scanned whole, and once more with a space where a word would run into a number."""
    found = joins.runs(segments(*parts), [range(len(parts))])
    assert ["".join(s + parts[p] for p, s in zip(join.parts, join.separators, strict=True)) for join in found] == expected


values = st.recursive(
    st.integers() | st.text("ab1", max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab", max_size=3), inner, max_size=4),
)


@given(values)
def test_a_leaf_is_in_one_line_at_most(value):
    """The total size of all line joins is linear in the body."""
    read = json_format.read(body(value))
    parts = [part for join in joins.lines(read) for part in join.parts]
    assert len(parts) == len(set(parts))
    assert all(0 <= part < len(read.leaves) for part in parts)
    assert all(len(join.parts) == len(join.separators) and join.separators[0] == "" for join in joins.lines(read))
