"""What formats with a JSON body share."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import json_format
from gateway.extract.json_format import UnknownPlaceError
from gateway.extract.place import INSIDE, KEY
from gateway.model import SegmentKind, Speaker
from support.wire import body, opaque


@pytest.mark.parametrize(
    ("content_type", "reason"),
    [
        ("application/json", None),
        ("application/json; charset=utf-8", None),
        ("Application/JSON", None),
        ("", "content_type"),
        ("text/plain", "content_type"),
        ("application/ld+json", "content_type"),
        ("application/json; charset=utf-16", "charset"),
        ("application/json, text/plain", "content_type"),
    ],
)
def test_content_type(content_type, reason):
    """Only application/json is read as JSON; a missing type could be read as anything."""
    assert opaque(json_format.read, body(b"{}", content_type)) == reason


def test_suffix():
    """A format may take other JSON types, too."""
    assert opaque(lambda: json_format.read(body(b"{}", "application/ld+json"), suffix="+json")) is None


def test_every_leaf_is_a_segment():
    """Strings, numbers and keys are segments with their kinds; literals are none."""
    read = json_format.read(body(b'{"a": ["x", 1.5e1, true, null], "b": "{\\"c\\": 2}"}'))
    assert [(s.place, s.text, s.kind) for s in read.segments(lambda _: Speaker.TOOL)] == [
        (("a", KEY), "a", SegmentKind.KEY),
        (("a", 0), "x", SegmentKind.TEXT),
        (("a", 1), "15", SegmentKind.NUMBER),
        (("b", KEY), "b", SegmentKind.KEY),
        (("b", INSIDE, "c", KEY), "c", SegmentKind.KEY),
        (("b", INSIDE, "c"), "2", SegmentKind.NUMBER),
    ]
    assert {s.speaker for s in read.segments(lambda _: Speaker.TOOL)} == {Speaker.TOOL}


def test_questions_about_the_shape():
    """A format asks for strings and for true; anything else is None and False."""
    read = json_format.read(body(b'{"a": {"b": "x"}, "stream": true, "n": 1, "s": "true"}'))
    assert read.string("a", "b") == "x"
    assert read.string("n") is None
    assert read.string("nothing") is None
    assert read.is_true("stream")
    assert not read.is_true("s")
    assert read.containers == {(): True, ("a",): True}


def test_rebuild():
    """Changed leaves are put back; a place the body does not have is an error that does not name it."""
    read = json_format.read(body(b'{"a": "\\u0159", "b":1}'))
    assert read.rebuild({("a",): "x"}) == b'{"a": "x", "b":1}'
    assert read.rebuild({}) == b'{"a": "\\u0159", "b":1}'
    with pytest.raises(UnknownPlaceError) as error:
        read.rebuild({("Jan Vzorny",): "x"})
    assert "Jan" not in str(error.value)


@pytest.mark.parametrize(
    ("token", "plain"),
    [
        ("5307121234", "5307121234"),
        ("530712123.4e1", "5307121234"),
        ("5.307121234E+9", "5307121234"),
        ("5307121234.0", "5307121234"),
        ("0.70", "0.7"),
        ("-1e-2", "-0.01"),
        ("1e400", "1e400"),  # written out it would be a bomb
        ("1e99999999999999999999", "1e99999999999999999999"),
        ("9" * 100 + ".0", "9" * 100),
        ("7103192745." + "0" * 40, "7103192745"),
        ("7103192745" + "0" * 40 + "e-40", "7103192745"),
        ("0." + "0" * 35 + "7103192745e45", "7103192745"),
        ("0." + "0" * 100_000 + "7103192745e100010", "7103192745"),
        ("-7.103192745e9", "-7103192745"),
        ("7103192745.5", "7103192745 .5"),  # as one they would look like no identifier
        ("71031927450.5e-1", "7103192745 .05"),
        ("1234567.5", "1234567.5"),
        ("0.0", "0"),
        ("0e999999999999999999999999", "0"),
        ("7e40", "7e40"),
        ("7e-42", "7e-42"),
        ("1e-99999999999999999999", "1e-99999999999999999999"),
        ("1e" + "9" * 5000, "1e" + "9" * 5000),
        ("5" * 5000, "5" * 5000),
        ("1e0005", "100000"),
    ],
)
def test_plain_number(token, plain):
    """A number is scanned with its digits in the open."""
    assert json_format.plain_number(token) == plain


@given(st.decimals(allow_nan=False, allow_infinity=False, places=5, min_value=-(10**12), max_value=10**12), st.integers(-12, 12))
def test_the_value_stays(number, exponent):
    """The plain form is the same number, however it was written."""
    token = f"{number}e{exponent}"
    assert Decimal(json_format.plain_number(token).replace(" ", "")) == Decimal(token)


def test_nothing_is_shown():
    """A body shows nothing of itself in a repr."""
    assert "Jan" not in repr(json_format.read(body(b'{"Jan": "Jan"}')))
