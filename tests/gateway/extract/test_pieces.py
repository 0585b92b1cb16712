"""Bodies of several texts with something between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import pieces
from gateway.extract.budget import Budget
from gateway.extract.json_format import UnknownPlaceError
from gateway.extract.pieces import Pieces
from gateway.model import Join, Speaker
from support.wire import opaque

LINES = b'{"rodne_cislo": 530712345}\r\n\n  ["\\u0061", "b"]  \n{"x": "{\\"y\\": \\"z\\"}"}'


def test_lines():
    """Every leaf of every line is a segment, and lines of JSON have their joins; ends of lines and spaces stay."""
    read = pieces.lines(LINES)
    segments, joins = read.segments()
    assert [s.text for s in segments] == ["rodne_cislo", "530712345", "a", "b", "x", "y", "z"]
    assert [[segments[part].text for part in join.parts] for join in joins][:2] == [["rodne_cislo", "530712345"], ["a", "b"]]
    assert read.rebuild({}) == LINES
    assert read.rebuild({segments[2].place: "č"}) == LINES.replace(b'"\\u0061"', b'"\\u010d"')
    assert len({s.place for s in segments}) == len(segments)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"a": 1}\n{', "invalid_json"),
        (b"\n\n", "unknown_shape"),
        (b"", "unknown_shape"),
        (b'"\xff"\n', "invalid_json"),
        (b"[" * 99, "too_deep"),
    ],
)
def test_opaque_lines(content, reason):
    """A line that is no JSON makes the body opaque, and so does a body without any."""
    assert opaque(pieces.lines, content) == reason


def test_words():
    """What is no JSON is words: scanned as written and with its escapes decoded; a change to the reading goes into the text."""
    one = pieces.piece(rb"Eva \u004eov\u00e1", ("text",), Budget())
    read = Pieces((one, b"|", pieces.piece(b"a 710319", ("more",), Budget())))
    segments, joins = read.segments(lambda _: Speaker.TOOL)
    assert [s.text for s in segments] == [r"Eva \u004eov\u00e1", "Eva Nová", "a 710319"]
    assert {s.speaker for s in segments} == {Speaker.TOOL}
    assert Join((0, 2), ("", "")) in joins
    assert read.rebuild({segments[1].place: "[X]"}) == b"[X]|a 710319"
    assert read.rebuild({segments[2].place: "b"}) == rb"Eva \u004eov\u00e1|b"
    assert opaque(pieces.piece, b"\xff", ("text",), Budget()) == "charset"


def test_an_unknown_place_is_refused():
    """A change to a place that is not there raises and does not name it."""
    with pytest.raises(UnknownPlaceError) as error:
        pieces.lines(b"1\n").rebuild({("lines", 7): "secret"})
    assert "secret" not in str(error.value)


def test_files_of_all_texts():
    """A file in any of the texts is a file of the body."""
    read = pieces.lines(b'{"a": "data:image/png;base64,AAAA"}\n{"a": "data:image/gif;base64,AAAA"}')
    assert [file.media for file in read.files] == ["image/png", "image/gif"]


@given(
    st.lists(
        st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3), max_leaves=5),
        min_size=1,
        max_size=4,
    )
)
def test_any_lines_come_back(values):
    """Whatever the lines are, unchanged they are the same bytes, also when each text is put back as it was read."""
    import json

    content = "\n".join(json.dumps(value) for value in values).encode()
    if opaque(pieces.lines, content) is None:
        read = pieces.lines(content)
        assert read.rebuild({}) == content
        segments, _ = read.segments()
        assert pieces.lines(read.rebuild({s.place: s.text for s in segments})).segments()[0] == segments
