"""Events as the body of a request."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import sse_body
from support.wire import opaque

BODY = b': v-comment\nevent: v-name\ndata: {"text": "v-json"}\nid: v-id\n\ndata: v-first\ndata: v-second\r\n\r\ndata:v-last'


def test_every_line_is_seen():
    """Data, names, ids and comments are read, JSON leaf by leaf, data of several lines as one."""
    read = sse_body.read(BODY)
    assert [s.text for s in read.segments()[0]] == [
        ": v-comment", "event: v-name", "text", "v-json", "id: v-id", "v-first\nv-second", "v-last",
    ]  # fmt: skip
    assert read.rebuild({}) == BODY


@pytest.mark.parametrize(
    ("text", "new", "expected"),
    [
        ("v-json", "č", BODY.replace(b"v-json", b"\\u010d")),
        ("v-first\nv-second", "a\nb", BODY.replace(b"v-first", b"a").replace(b"v-second", b"b")),
        ("v-first\nv-second", "a", BODY.replace(b"data: v-first\ndata: v-second\r\n", b"data: a\n")),
        ("v-last", "a", BODY.replace(b"v-last", b"a")),
        ("id: v-id", "id: a", BODY.replace(b"v-id", b"a")),
    ],
)
def test_changes(text, new, expected):
    """A change is written where the text stood, in as many lines as it needs; every other byte stays."""
    read = sse_body.read(BODY)
    place = next(s.place for s in read.segments()[0] if s.text == text)
    assert read.rebuild({place: new}) == expected


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "unknown_shape"),
        (b"\n\n", "unknown_shape"),
        (b"data: a\nid: 1\ndata: b\n\n", "unknown_shape"),
        (b"id: \xff\n\n", "charset"),
        (b"data: \xff\n\n", "charset"),
    ],
)
def test_opaque(content, reason):
    """What two readers could put together in two ways, and what is no UTF-8, is opaque."""
    assert opaque(sse_body.read, content) == reason


@given(
    st.lists(st.sampled_from([b"data: a", b"data", b"data:", b": c", b"", b"id: 1", b'data: {"a": "b"}', b"x", b"\xc5\x99"])),
    st.sampled_from([b"\n", b"\r\n", b"\r"]),
)
def test_any_lines_come_back(lines, end):
    """Unchanged events are the same bytes, whatever ends their lines."""
    content = end.join(lines)
    if opaque(sse_body.read, content) is None:
        assert sse_body.read(content).rebuild({}) == content
