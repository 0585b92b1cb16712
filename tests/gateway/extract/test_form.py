"""The lossless reader of forms."""

import json
from urllib.parse import parse_qsl, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import form
from gateway.extract.json_format import UnknownPlaceError
from gateway.extract.place import INSIDE, KEY
from support.wire import opaque


def seen(content):
    segments, joins = form.read(content).segments()
    return {s.place: s.text for s in segments}, [
        "".join(b + segments[p].text for p, b in zip(j.parts, j.separators, strict=True)) for j in joins
    ]


def test_every_name_and_value():
    """Names, values, repeated and empty fields are all segments; a name is its value's context."""
    texts, joined = seen(b"text=Jan+Vzorn%C3%BD&text=b&rodne_cislo=5&&empty=&bare")
    assert list(texts.values()) == ["text", "Jan Vzorný", "text", "b", "rodne_cislo", "5", "empty", "", "bare", ""]
    assert joined[2] == "rodne_cislo: 5"


def test_json_in_a_field_is_opened():
    """A field that holds JSON, in strings inside one another, is seen to its leaves with their context."""
    inner = json.dumps([["Jan", {"rc": 5}]])
    texts, joined = seen(urlencode({"f.req": json.dumps([None, inner])}).encode())
    assert texts["form", 0, INSIDE, 1, INSIDE, 0, 0] == "Jan"
    assert "rc: 5" in joined


def test_escapes_in_a_field():
    """A value with escapes is seen in both readings, and a change to the decoded one is written."""
    content = urlencode({"q": "viz 710319\\u002f2745"}).encode()
    texts, _ = seen(content)
    assert (texts["form", 0], texts["form", 0, INSIDE]) == ("viz 710319\\u002f2745", "viz 710319/2745")
    assert form.read(content).rebuild({("form", 0, INSIDE): "viz X"}) == b"q=viz+X"


def test_a_number_cut_between_a_name_and_its_value():
    """Such a pair is scanned with nothing between, too."""
    _, joined = seen(b"rc+710319=2745")
    assert joined == ["rc 710319: 2745", "rc 7103192745"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", None),
        (b"a=%", "undecodable"),
        (b"a=%4", "undecodable"),
        (b"a=%zz", "undecodable"),
        ("a=ř".encode(), "undecodable"),  # raw bytes: browsers escape them
        (b"a=%FD", "charset"),
        (b"%FD=a", "charset"),
        (b"a&" * 10_001, "too_many_leaves"),
        (b"a=" + quote_plus("[" * 100 + "]" * 100).encode(), "too_deep"),
        (b"&".join([b"a=" + quote_plus(json.dumps(list(range(40_000)))).encode()] * 3), "too_many_leaves"),
        (b"a=[", None),
        (b"&".join([b"a=" + quote_plus("[" + "1," * 40_000 + "}").encode()] * 3), "too_many_leaves"),  # attempts that fail count
    ],
)
def test_bad_input(content, reason):
    """What browsers do not send is opaque, and so is too much of it."""
    assert opaque(form.read, content) == reason


def test_rebuild():
    """Changed texts are encoded again; every other byte stays, escapes and all."""
    content = b"a=x%20y&b=1+2&j=%7B+%22k%22:%22v%22%7D&a=%7e&c"
    read = form.read(content)
    assert read.rebuild({}) == content
    assert read.rebuild({("form", 1): "ř&="}) == content.replace(b"1+2", b"%C5%99%26%3D")
    assert read.rebuild({("form", 0, KEY): "z", ("form", 4): "n"}) == content.replace(b"a=x", b"z=x")[:-1] + b"cn"
    assert parse_qsl(read.rebuild({("form", 2, INSIDE, "k"): "w"}).decode())[2] == ("j", '{ "k":"w"}')
    with pytest.raises(UnknownPlaceError):
        read.rebuild({("Jan",): "x"})


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs"]), max_size=5), st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
        ),
        max_size=5,
    )
)
def test_agrees_with_the_standard_library(pairs):
    """What urlencode writes reads back, and rebuilding without a change is identity."""
    content = urlencode(pairs).encode()
    read = form.read(content)
    assert [(one.name, one.value) for one in read.fields] == pairs
    assert read.rebuild({}) == content


def test_nothing_is_shown():
    """A form shows nothing of itself in a repr."""
    assert "Jan" not in repr(form.read(b"Jan=Jan")) + repr(form.read(b"Jan=Jan").fields)
