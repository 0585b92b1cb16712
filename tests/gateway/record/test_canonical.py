import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.record.canonical import MAX_INTEGER, NotCanonical, canonical

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("value", "spelling", "why"),
    [
        ({"b": 1, "a": 2}, '{"a":2,"b":1}', "keys are sorted, no white space"),
        ({"č": "ř"}, '{"č":"ř"}', "UTF-8, not escapes"),
        ("\n\u0000", '"\\n\\u0000"', "control characters are escaped (RFC 8259)"),
        ([True, None, 0], "[true,null,0]", "the three literals"),
        ((1, 2), "[1,2]", "a tuple is a list"),
    ],
)
def test_one_spelling(value, spelling, why):
    """A value has exactly one spelling."""
    assert canonical(value) == spelling.encode(), why


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (1.5, "floats differ between writers"),
        ({"a": float("nan")}, "NaN is no JSON"),
        ({1: "a"}, "keys are strings"),
        (MAX_INTEGER + 1, "beyond what every reader keeps"),
        (b"a", "bytes have no JSON"),
        ("\ud800", "a lone surrogate has no UTF-8"),
        ({"\udfff": 1}, "nor has a key"),
    ],
)
def test_refused(value, why):
    """What two writers could spell differently is refused."""
    with pytest.raises(NotCanonical):
        canonical(value)


def test_error_holds_no_value():
    """The error and its chain hold nothing of the value."""
    with pytest.raises(NotCanonical) as caught:
        canonical({"detail": "Alena Nováková \ud800"})
    assert "Nováková" not in repr(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_depth_is_bounded():
    """Nesting beyond any event is refused before Python's own recursion limit."""
    value = None
    for _ in range(5000):
        value = [value]
    with pytest.raises(NotCanonical):
        canonical(value)


@given(VALUES)
def test_round_trip(value):
    """Reading the spelling and spelling it again changes nothing."""
    spelt = canonical(value)
    assert json.loads(spelt) == value
    assert canonical(json.loads(spelt)) == spelt
