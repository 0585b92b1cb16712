"""SignalR's records."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import signalr
from support.wire import opaque

BODY = b'{"protocol":"json","version":1}\x1e{"type":4,"arguments":[{"message":{"text":"v-question"}}]}\x1e'


def test_records():
    """Each record is read leaf by leaf, and put back with the others as they were."""
    read = signalr.read(BODY)
    by_text = {s.text: s.place for s in read.segments()[0]}
    assert {"protocol", "json", "1", "v-question"} <= by_text.keys()
    assert read.rebuild({}) == BODY
    assert read.rebuild({by_text["v-question"]: "ž"}) == BODY.replace(b"v-question", b"\\u017e")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "unknown_shape"),
        (b'{"type":6}', "unknown_shape"),
        (b'{"type":6}\x1e{"a"', "unknown_shape"),
        (b'{"type":6}\x1e\x1e', "invalid_json"),
        (b"\x1e", "invalid_json"),
        (b"\x82\xa1a\x01\x1e", "invalid_json"),
    ],
)
def test_opaque(content, reason):
    """What is cut off, empty or no JSON is opaque."""
    assert opaque(signalr.read, content) == reason


@given(st.lists(st.dictionaries(st.text(max_size=4), st.text(max_size=8), max_size=3), min_size=1, max_size=4))
def test_any_records_come_back(values):
    """Unchanged records are the same bytes, and those of ours can be read."""
    content = "".join(signalr.record(value) for value in values).encode("utf-8", "surrogatepass")
    if opaque(signalr.read, content) is None:
        assert signalr.read(content).rebuild({}) == content
        assert len(signalr.read(content).pieces) == len(values)


def test_record():
    """A record of ours ends with the separator, and holds none inside."""
    assert json.loads(signalr.record({"a": "\x1e"})[:-1]) == {"a": "\x1e"}
    assert signalr.record({"a": "\x1e"}).count("\x1e") == 1
