"""What is scanned together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import joins, json_format
from gateway.extract.place import name
from gateway.extract.seams import REACH
from gateway.model import Segment, Speaker
from support.wire import body, joined_text


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
        ("a number cut between key and value", {"rc 710319": "2745"}, ["rc 710319\n2745".replace("\n", ""), "rc 710319: 2745"]),
        ("with separators", {"rc 710319 /": "- 2745"}, ["rc 710319 /- 2745", "rc 710319 /: - 2745"]),
        ("before a number", {"rc 710319": 2745}, ["rc 7103192745", "rc 710319: 2745"]),
        ("over a list", {"rc 710319": ["2745", "1"]}, ["rc 7103192745", "rc 710319: 2745 1"]),
        ("all pairs of an object in one", {"a1": 2, "b": 3, "c4": 5}, ["a12\nc45", "a1: 2\nb: 3\nc4: 5"]),
        ("digits on one side only", {"rc 710319": "x", "rc": "2745"}, ["rc 710319: x\nrc: 2745"]),
        ("escapes stand beside what they are written as", {"rc": "71\\u0030"}, ["rc: 71\\u0030: 710"]),
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
        (["", "x"], []),
        (["x"], []),
        ([], []),
    ],
)
def test_runs(parts, expected):
    """Text cut in two is scanned whole, and once more with a space where a word would run into a number."""
    found = joins.runs(segments(*parts), [range(len(parts))])
    assert [joined_text(join, segments(*parts)) for join in found] == expected


def test_a_long_run_shows_its_seams():
    """Of long texts only what lies about the seam is scanned again, once more with a space where a word would run into a number."""
    texts = segments("x " * 1000 + "rodné číslo", "530712345" + " y" * 1000)
    tight, loose = joins.runs(texts, [(0, 1)])
    assert tight.cuts == loose.cuts
    assert all(len(joined_text(join, texts)) <= 2 * REACH + 1 for join in (tight, loose))
    assert "rodné číslo 530712345" in joined_text(loose, texts)


@pytest.mark.parametrize(
    ("left", "right", "cuts", "goes_on"),
    [
        ("710319", "2745", True, True),
        ("710319/ \u200b", "\u200b - 2745", True, True),
        ("rodné číslo", "2745", False, True),
        ("710319", "x 2745", False, False),
        ("jan@", "urad.example", False, True),
        ("jan", " @urad.example", False, True),
        ("", "", False, False),
        ("1" + "." * 40, "2", False, True),
    ],
)
def test_seams(left, right, cuts, goes_on):
    """A number may be cut where digits stand on both sides; a text goes on where a number or the rest of an address follows."""
    assert (joins.cuts_a_number(left, right), joins.goes_on(left, right)) == (cuts, goes_on)


values = st.recursive(
    st.integers() | st.text("ab1", max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab", max_size=3), inner, max_size=4),
)


@given(values)
def test_a_leaf_is_in_one_line_at_most(value):
    """The total size of all lines and pairs is linear in the body."""
    read = json_format.read(body(value))
    parts = [part for join in joins.lines(read) for part in join.parts]
    assert all(parts.count(part) <= 3 for part in parts)
    assert all(0 <= part < len(read.leaves) for part in parts)
    assert all(len(join.parts) == len(join.separators) and join.separators[0] == "" for join in joins.lines(read))
