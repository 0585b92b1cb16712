"""What an address says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.url import url_segments
from gateway.model import SegmentKind
from support.wire import opaque


def said(path="/", query=""):
    return [segment.text for segment in url_segments(path, query)]


@pytest.mark.parametrize(
    ("why", "path", "query", "expected"),
    [
        ("an empty address", "/", "", []),
        ("the path as one text", "/v1/530712/1234", "", ["/v1/530712/1234"]),
        ("percent escapes", "/Jan%20Vzorn%C3%BD", "", ["/Jan Vzorný"]),
        ("a pair gives its name as context", "/", "rodne_cislo=530712345", ["rodne_cislo=530712345"]),
        ("all pairs, also of one name", "/", "q=a&q=b;c=d&e&&f=", ["q=a", "q=b", "c=d", "e", "f="]),
        ("a value with an equals sign", "/", "q=a=b", ["q=a=b"]),
        ("plus is a space", "/", "q=rodn%C3%A9+%C4%8D%C3%ADslo+530712", ["q=rodné číslo 530712"]),
        ("but not in front of a telephone number", "/", "q=+420602123456&tel+x=1", ["q=+420602123456", "tel x=1"]),
        ("an escaped plus stays", "/", "q=tel+%2B420", ["q=tel +420"]),
        ("plus in a path is a plus", "/a+b", "", ["/a+b"]),
        ("encoded twice, as in a redirect", "/", "next=https%3A%2F%2Fa%2F%3Fq%3DJan%2520V", ["next=https://a/?q=Jan V"]),
        ("windows-1250, as old forms send it", "/", "q=Vzorn%FD", ["q=Vzorný"]),
        ("broken escapes stay", "/", "q=100%&r=%zz", ["q=100%", "r=%zz"]),
        ("raw bytes of a request line", "/\udcc3\udcbd", "", ["/ý"]),
        ("JSON without escapes is seen as it is", "/", "q={%22a%22:1}", ['q={"a":1}']),
        ("JSON with escapes gives its leaves, too", "/", 'q=["53\\u0030712"]', ['q=["53\\u0030712"]', "530712"]),
        ("broken JSON is text, and its escapes are read", "/", "q=[\\u0030", ["q=[\\u0030", "[0"]),
        ("five times", "/", "q=%" + "25" * 4 + "37", ["q=7"]),
        ("a key of Google's APIs belongs to the tool", "/", "key=AIza" + "x" * 35 + "&alt=sse", ["alt=sse"]),
        ("but only a whole one, under its name", "/", "key=AIzax&k=AIza" + "x" * 35, ["key=AIzax", "k=AIza" + "x" * 35]),
        ("Microsoft's own, too", "/", "accessToken=Ew" + "Ab%2B" * 60 + "&a=b", ["a=b"]),
        ("a token of a WebSocket belongs to the tool", "/", "access_token=eyJhbGciOiJub25l.eyJzdWIiOiJ4In0.x&a=b", ["a=b"]),
        (
            "but only as a token is written, under its name",
            "/",
            "access_token=710319&b=eyJhbGciOiJub25l.e.x",
            ["access_token=710319", "b=eyJhbGciOiJub25l.e.x"],
        ),
        ("a number cut between a name and its value", "/", "rc+710319=2745", ["rc 710319=2745", "rc 7103192745"]),
    ],
)
def test_segments(why, path, query, expected):
    """An address is decoded as its reader would decode it, and every part of it is scanned."""
    assert said(path, query) == expected, why


@pytest.mark.parametrize("where", [("/%" + "25" * 5 + "37", ""), ("/", "q=%" + "25" * 5 + "37"), ("/", "%" + "25" * 9 + "37=q")])
def test_encoded_without_end(where):
    """An address that is still encoded after the last round is opaque."""
    assert opaque(url_segments, *where) == "too_deep"


def test_one_budget_for_all_pairs():
    """JSON in many values, read or given up, is bounded as in one body."""
    query = "&".join(["q=[" + "1," * 30_000 + "\\}"] * 5)
    assert opaque(url_segments, "/", query) == "too_many_leaves"


def test_kinds_and_places():
    """These segments are addresses, each with its place."""
    found = url_segments("/a", "b=1&c=2")
    assert [segment.place for segment in found] == [("path",), ("query", 0), ("query", 1)]
    assert {segment.kind for segment in found} == {SegmentKind.URL}


@given(st.text(max_size=40), st.text(alphabet='ab=&;%+0C3FD\\[]"u{}:', max_size=40))
def test_any_address(path, query):
    """Any address is read; lone surrogates do not come out."""
    assert opaque(url_segments, path, query) in {None, "too_deep", "too_many_leaves"}
    "".join(said(path, query)).encode("utf-8")
