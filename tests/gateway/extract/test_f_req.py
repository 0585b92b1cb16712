"""Requests with ``f.req``."""

import json
from urllib.parse import urlencode

import pytest

from gateway.extract import f_req
from gateway.model import Speaker
from support.wire import body, opaque

FORM = "application/x-www-form-urlencoded;charset=UTF-8"


def sent(value, **more):
    return body(urlencode({"f.req": json.dumps(value), "at": "AJ:17", **more}).encode(), FORM)


def test_a_method_of_its_own():
    """``[null, "…"]`` is one call whose method the path names."""
    read = f_req.read(sent([None, json.dumps([["v-question"], None, ["c_1"]])]))
    assert [call.rpc for call in read.calls] == [""]
    assert read.argument(read.calls[0], 0, 0) == "v-question"
    assert read.argument(read.calls[0], 2, 0) == "c_1"
    assert read.argument(read.calls[0], 7) is None


def test_a_batch():
    """``[[["id", "…", null, "generic"], …]]`` is a call for each element."""
    read = f_req.read(sent([[["aaa", '["v-a"]', None, "generic"], ["bbb", "[]", None, "1"]]]))
    assert [call.rpc for call in read.calls] == ["aaa", "bbb"]
    assert read.argument(read.calls[0], 0) == "v-a"
    assert "aaa" not in repr(read.calls[0])


def test_speakers():
    """The format says whose words stand in the arguments; the form's own fields are metadata."""
    read = f_req.read(sent([None, json.dumps([["v-question"], "v-else"])]))
    segments, _ = read.segments(lambda _call, place: Speaker.USER if place[:1] == (0,) else Speaker.TOOL)
    spoken = {segment.text: segment.speaker.value for segment in segments}
    assert (spoken["v-question"], spoken["v-else"], spoken["AJ:17"], spoken["at"]) == ("user", "tool", "metadata", "metadata")


@pytest.mark.parametrize(
    ("request_body", "reason"),
    [
        (body(b"f.req=%5B%5D", "application/json"), "content_type"),
        (body(b"f.req=%5B%5D", ""), "content_type"),
        (body(b"at=1", FORM), "unknown_shape"),
        (body(b"f.req=text", FORM), "unknown_shape"),
        (sent([]), "unknown_shape"),
        (sent({"a": 1}), "unknown_shape"),
        (sent([None, "words"]), "unknown_shape"),
        (body(sent([None, "[]"]).content + b"&f.req=%5Bnull%2C%22%5B1%5D%22%5D", FORM), "unknown_shape"),
        (body(b"f.req=%ff", FORM), "charset"),
    ],
)
def test_opaque(request_body, reason):
    """A request that is none of the known shapes, or two at once, is opaque."""
    assert opaque(f_req.read, request_body) == reason
