"""How places say what no name and no index can say."""

import pytest

from gateway.extract.place import INSIDE, KEY, again, merged, name


def test_marks_cannot_be_keys_or_indexes():
    """Marks are negative integers, all different: a key is a string and an index counts from 0."""
    marks = [KEY, INSIDE, *(again(n) for n in range(1, 100))]
    assert len(set(marks)) == len(marks)
    assert all(mark < 0 for mark in marks)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (("a", "b"), "b"),
        (("a", "b", again(1)), "b"),
        (("a", "b", again(7)), "b"),
        ((), None),
        (("a", 0), None),
        (("a", "b", KEY), None),
        (("a", "b", INSIDE), None),
    ],
)
def test_name(place, expected):
    """The name of a value is the key it stands under, however often that key was repeated."""
    assert name(place) == expected


def test_merged():
    """Merging drops the marks of repetition and keeps all others."""
    assert merged(("a", again(2), 0, "b", again(1), INSIDE, "c", KEY)) == ("a", 0, "b", INSIDE, "c", KEY)
    assert merged(("a", 0)) == ("a", 0)
