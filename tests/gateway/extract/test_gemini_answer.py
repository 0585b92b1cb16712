"""Where Gemini keeps text in its answers."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.gemini import FORMAT
from support.formats import sse, streams_whole
from support.wire import Holding, answered


def response(*parts, finish=None, index=None):
    candidate = {"content": {"parts": list(parts), "role": "model"}}
    candidate |= {"finishReason": finish} if finish else {}
    candidate |= {} if index is None else {"index": index}
    return {"candidates": [candidate], "usageMetadata": {"totalTokenCount": 3}, "modelVersion": "m", "responseId": "r"}


RESPONSES = [
    response({"text": "Přemýšlím.", "thought": True}),
    response({"text": "Dobrý "}, {"text": "den"}, index=0),
    response({"text": "jiný"}, index=1),
    response({"functionCall": {"name": "f", "args": {"osoba": {"jmeno": "Jana"}, "n": 1}}, "thoughtSignature": "abc"}, index=0),
    response({"executableCode": {"code": "print('Jana')", "language": "PYTHON"}}, index=0),
    response({"text": " a konec", "thoughtSignature": "abc"}, finish="STOP", index=0),
    response({"text": "!"}, finish="STOP", index=1),
    {"usageMetadata": {"totalTokenCount": 9}},
]
STREAM = sse(*RESPONSES)
ARRAY = json.dumps(RESPONSES, ensure_ascii=False, indent=1).encode()
WHOLE = json.dumps(response({"text": "Dobrý den", "thoughtSignature": "abc"}, finish="STOP"), ensure_ascii=False).encode()
EVENTS, JSON = "text/event-stream", "application/json; charset=UTF-8"


@pytest.mark.parametrize(("content_type", "data"), [(EVENTS, STREAM), (JSON, ARRAY), (JSON, WHOLE)], ids=["sse", "array", "object"])
@given(at=st.lists(st.integers(0, 2500), max_size=15))
def test_streams(content_type, data, at):
    """However an answer is cut, it comes whole, as events, as an array or at once."""
    streams_whole(FORMAT, content_type, data, at)


@pytest.mark.parametrize(("content_type", "data"), [(EVENTS, STREAM), (JSON, ARRAY), (JSON, WHOLE)], ids=["sse", "array", "object"])
def test_what_is_text(content_type, data):
    """Texts, arguments and code go through the transform; thoughts, signatures, names and roles do not."""
    seen = []
    out = answered(FORMAT, content_type, lambda key, text, last: seen.append((key, text, last)) or text.replace("Jana", "PAN"), [data])
    assert ("candidate", 0, "text") in {key for key, _, _ in seen}
    assert not {"Přemýšlím.", "abc", "f", "model", "STOP"} & {text for _, text, _ in seen}
    assert b"Jana" not in out


def test_held_back_text_is_a_response_of_its_own():
    """It stands before the one that ends its candidate, with the candidate's index."""
    out = answered(FORMAT, EVENTS, Holding(100), [sse(response({"text": "a"}, index=1), response(finish="STOP", index=1))])
    texts = [json.loads(line[6:]) for line in out.decode().splitlines() if line]
    assert [one["candidates"][0]["content"]["parts"] for one in texts] == [[{"text": ""}], [{"text": "a"}], []]
    assert texts[1] == {
        "candidates": [{"content": {"parts": [{"text": "a"}], "role": "model"}, "index": 1}],
        "modelVersion": "m",
        "responseId": "r",
    }


def test_an_error_ends_everything():
    """What was held back comes out before an error."""
    out = answered(FORMAT, EVENTS, Holding(100), [sse(response({"text": "abc"}), {"error": {"code": 500}})])
    assert out.index(b"abc") < out.index(b'"error"')


def test_predictions():
    """Every string of a prediction is text."""
    data = json.dumps({"predictions": [{"content": "Jana", "safetyAttributes": {"blocked": False}}]}).encode()
    assert answered(FORMAT, JSON, lambda *_: "x", [data]) == data.replace(b"Jana", b"x")


def test_anything_else_passes():
    """An answer of another type is not touched."""
    assert answered(FORMAT, "image/png", lambda *_: "x", [WHOLE]) == WHOLE
    assert answered(FORMAT, "application/json; charset=latin1", lambda *_: "x", [WHOLE]) == WHOLE
