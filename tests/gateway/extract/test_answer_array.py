"""An answer that is an array which grows."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import answer_array
from gateway.extract.answer_array import ArrayAnswer
from gateway.extract.gemini_answer import GeminiAnswer
from support.wire import Holding, cut, unchanged


def response(text, finish=None, index=0):
    candidate = {"content": {"parts": [{"text": text}], "role": "model"}, "index": index}
    return {"candidates": [candidate | ({"finishReason": finish} if finish else {})], "modelVersion": "m", "x": '\\"[{'}


RESPONSES = [response("Dobrý "), response("den"), response("druhá", index=1), response(" a konec", "STOP"), response("!", "STOP", 1)]
ARRAY = ("[" + ",\r\n".join(json.dumps(one, ensure_ascii=False, indent=1) for one in RESPONSES) + "\n]\n").encode()
ODD = b'\n [ {} , "a\\"]", 7 , [ {"candidates":[]} ] , {"candidates":[{"content":{"parts":[{"text":"\\u0159"}]}}]}] trailing'
UNCLOSED = ARRAY[:-20]
ARRAYS = [ARRAY, ODD, UNCLOSED, b"[]", b"[", b"", b"  ", b"]", b"{}", b"null", b'{"candidates":[]}']


def answered(transform, pieces):
    stream = ArrayAnswer(GeminiAnswer(), transform)
    return b"".join([*(stream.feed(piece) for piece in pieces), stream.close()])


@pytest.mark.parametrize("data", ARRAYS)
@given(at=st.lists(st.integers(0, 1200), max_size=20))
def test_a_transform_that_changes_nothing_changes_no_byte(data, at):
    """With the identity the client gets the provider's bytes, wherever they were cut."""
    assert answered(unchanged, cut(data, at)) == data


@given(st.binary(max_size=60), st.lists(st.integers(0, 60), max_size=5))
def test_any_bytes_pass(data, at):
    """Any bytes at all pass unchanged, behind a bracket too."""
    assert answered(unchanged, cut(data, at)) == data
    assert answered(unchanged, cut(b"[" + data, at)) == b"[" + data


def texts(data):
    said = {}
    for one in json.loads(data):
        for candidate in one["candidates"]:
            for part in candidate["content"]["parts"]:
                said[candidate["index"]] = said.get(candidate["index"], "") + part["text"]
    return said


@given(size=st.integers(0, 20), at=st.lists(st.integers(0, 1200), max_size=20))
def test_held_back_text_comes_out_in_order(size, at):
    """Whatever a transform holds back, the array stays an array and the texts are the same."""
    transform = Holding(size)
    assert texts(answered(transform, cut(ARRAY, at))) == {0: "Dobrý den a konec", 1: "druhá!"}
    assert not transform.held


def test_what_never_ended_comes_before_the_bracket():
    """A stream without a finish reason ends with the array."""
    out = answered(Holding(4), [json.dumps([response("Dobrý den")], ensure_ascii=False).encode()])
    assert texts(out) == {0: "Dobrý den"}
    assert len(json.loads(out)) == 2


def test_an_element_goes_on_when_it_is_whole():
    """Nothing but the element in progress waits."""
    stream = ArrayAnswer(GeminiAnswer(), unchanged)
    first = b'[{"candidates":[]}'
    assert stream.feed(first[:5]) == b"["
    assert stream.feed(first[5:]) == first[1:]
    assert stream.feed(b",{") == b","


def test_an_endless_element_passes(monkeypatch):
    """An element over the limit goes through as it is, and so does the rest."""
    monkeypatch.setattr(answer_array, "MAX_ANSWER", 100)
    data = b'[{"a":"' + b"x" * 200 + b'"}, ' + ARRAY[1:]
    assert answered(Holding(3), cut(data, [50, 120, 300])) == data


def test_an_object_is_read_whole():
    """What is no array is one response."""
    data = json.dumps(response("ahoj", "STOP")).encode()
    assert answered(lambda _key, text, _last: text.upper(), [data[:9], data[9:]]) == data.replace(b"ahoj", b"AHOJ")
