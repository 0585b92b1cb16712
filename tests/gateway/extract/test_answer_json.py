"""Answers that are one JSON text."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import answer_json
from gateway.extract.registry import formats
from support.wire import JSON, answered, cut, unchanged

OPENAI = b' {"choices": [{"index":0,"message":{"content":"Dobr\\u00fd den","tool_calls":[{"function":{"arguments":"{}"}}]}}], "n": 1e400} '
ANTHROPIC = (
    b'{"content":[{"type":"text","text":"Dobr\\u00fd den"},{"type":"tool_use","input":{"k":"den"}},{"type":"thinking","thinking":"den"}]}'
)
ANSWERS = [("openai_chat", OPENAI), ("anthropic_messages", ANTHROPIC)]


@pytest.mark.parametrize(
    ("name", "answer"), [*ANSWERS, ("openai_chat", b"{"), ("openai_chat", b"\xff"), ("openai_chat", b""), ("openai_chat", b'"x"')]
)
@given(at=st.lists(st.integers(0, 200), max_size=5))
def test_identity(name, answer, at):
    """With the identity, and where nothing can be read, the client gets the provider's bytes."""
    assert answered(formats()[name], JSON, unchanged, cut(answer, at)) == answer


@pytest.mark.parametrize(("name", "answer"), ANSWERS)
def test_each_text_is_transformed_once_and_last(name, answer):
    """Each text is a stream that begins and ends at once; only its own bytes change."""
    calls = []

    def shout(key, text, last):
        calls.append((key, last))
        return text.replace("den", "večer")

    out = answered(formats()[name], JSON, shout, [answer])
    assert all(last for _, last in calls)
    assert len(set(calls)) == len(calls) == 2
    assert json.loads(out) == json.loads(answer.replace(b"\\u00fd den", "ý večer".encode()).replace(b'"k":"den"', '"k":"večer"'.encode()))
    assert out.startswith(answer[:13])


def test_a_long_answer_passes(monkeypatch):
    """An answer over the limit is not held any longer and passes unrestored."""
    monkeypatch.setattr(answer_json, "MAX_ANSWER", 10)
    stream = formats()["openai_chat"].answer_stream(JSON, lambda *_: "x")
    assert stream.feed(b"0123456789") == b""
    assert stream.feed(b"a") == b"0123456789a"
    assert stream.feed(b"b") == b"b"
    assert stream.close() == b""
