"""Answers that arrive as server-sent events."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import sse
from gateway.extract.registry import formats
from support.wire import Holding, answered, cut, unchanged

SSE = "text/event-stream; charset=utf-8"
FORMATS = formats()  # loaded here, so that no example of a property waits for it


def chunk(delta, index=0, finish=None, **more):
    return {"id": "c", "model": "m", "choices": [{"index": index, "delta": delta, "finish_reason": finish}], **more}


def openai(*events, end="\n"):
    lines = [f"data: {event if isinstance(event, str) else json.dumps(event, ensure_ascii=False)}{end}{end}" for event in events]
    return "".join(lines).encode()


def anthropic(*events, end="\n"):
    return "".join(f"event: {event['type']}{end}data: {json.dumps(event)}{end}{end}" for event in events).encode()


def tool(arguments, index=0):
    return {"tool_calls": [{"index": index, "function": {"arguments": arguments}}]}


OPENAI = openai(
    chunk({"role": "assistant", "content": ""}),
    chunk({"content": "Dobrý "}),
    chunk({"content": "den", "refusal": "ne"}),
    chunk({"content": "druhá"}, index=1),
    chunk({}, index=0, finish="stop"),
    chunk(tool('{"a":'), index=1),
    chunk(tool('"b"}'), index=1),
    chunk(tool("[1]", 1), index=1),
    chunk({"content": " konec"}, index=1, finish="tool_calls"),
    chunk({}, usage={"total_tokens": 3}) | {"choices": []},
    "[DONE]",
)

ANTHROPIC = anthropic(
    {"type": "message_start", "message": {"id": "m", "content": []}},
    {"type": "content_block_start", "index": 0, "content_block": {"type": "thinking", "thinking": ""}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "thinking_delta", "thinking": "hm, hm"}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "signature_delta", "signature": "abcdef"}},
    {"type": "content_block_stop", "index": 0},
    {"type": "content_block_start", "index": 1, "content_block": {"type": "text", "text": ""}},
    {"type": "ping"},
    {"type": "content_block_delta", "index": 1, "delta": {"type": "text_delta", "text": "Dobrý "}},
    {"type": "content_block_delta", "index": 1, "delta": {"type": "text_delta", "text": "den"}},
    {"type": "content_block_stop", "index": 1},
    {"type": "content_block_start", "index": 2, "content_block": {"type": "tool_use", "id": "t", "name": "f", "input": {}}},
    {"type": "content_block_delta", "index": 2, "delta": {"type": "input_json_delta", "partial_json": '{"a":'}},
    {"type": "content_block_delta", "index": 2, "delta": {"type": "input_json_delta", "partial_json": '"b"}'}},
    {"type": "content_block_stop", "index": 2},
    {"type": "message_delta", "delta": {"stop_reason": "tool_use"}},
    {"type": "message_stop"},
)

ODD = b': ping\n\ndata: not json\n\ndata: \xff\n\nid: 1\nretry: 5\n\ndata: {\ndata: }\n\n\r\ndata:{"choices":[{"delta":{"content":"\\u0159"}}]}\r\r\ndata'
STREAMS = [("openai_chat", OPENAI), ("anthropic_messages", ANTHROPIC), ("openai_chat", ODD), ("anthropic_messages", ODD)]


def data_of(stream):
    return [json.loads(line[6:]) for line in stream.decode().splitlines() if line.startswith("data: {")]


def text_of(name, stream):
    """The running texts that an SDK would put together, by stream."""
    texts = {}

    def add(key, text):
        if text:
            texts[key] = texts.get(key, "") + text

    for event in data_of(stream):
        for choice in event.get("choices", []):
            delta = choice["delta"]
            for field in ("content", "refusal"):
                add((choice["index"], field), delta.get(field))
            for call in delta.get("tool_calls", []):
                add((choice["index"], call["index"]), call["function"]["arguments"])
        if event.get("type") == "content_block_delta":
            for field, text in event["delta"].items():
                add((event["index"], field), text if field != "type" else None)
    return texts


@pytest.mark.parametrize(("name", "stream"), STREAMS)
@given(at=st.lists(st.integers(0, 2500), max_size=20))
def test_a_transform_that_changes_nothing_changes_no_byte(name, stream, at):
    """With the identity the client gets the provider's bytes, wherever they were cut."""
    assert answered(FORMATS[name], SSE, unchanged, cut(stream, at)) == stream


@pytest.mark.parametrize(("name", "stream"), STREAMS[:2])
@given(size=st.integers(0, 20), at=st.lists(st.integers(0, 2500), max_size=20))
def test_held_back_text_comes_out_in_order_and_in_time(name, stream, size, at):
    """Whatever a transform holds back, the client's texts are the same, and each stream is ended exactly once."""
    transform = Holding(size)
    out = answered(FORMATS[name], SSE, transform, cut(stream, at))
    assert text_of(name, out) == text_of(name, stream)
    assert not transform.held
    assert len(set(transform.ended)) == len(transform.ended) == (5 if name == "openai_chat" else 2)


@pytest.mark.parametrize(("name", "stream"), STREAMS[:2])
def test_nothing_comes_after_the_end(name, stream):
    """Held-back text stands before the event that ends its stream: finish_reason, content_block_stop, [DONE], message_stop."""
    out = answered(FORMATS[name], SSE, Holding(100), [stream])
    assert out.endswith(stream[-30:])
    ended = set()
    for event in data_of(out):
        for choice in event.get("choices", []):
            assert choice["index"] not in ended
            ended |= {choice["index"]} if choice["finish_reason"] else set()
        if event.get("type", "").startswith("content_block"):
            assert event["index"] not in ended
            ended |= {event["index"]} if event["type"] == "content_block_stop" else set()
    assert len(ended) == (2 if name == "openai_chat" else 3)


@pytest.mark.parametrize("marker", ["[DONE]", None])
def test_a_stream_that_never_says_stop(marker):
    """Text held back comes out before [DONE], or when the connection ends."""
    stream = openai(chunk({"content": "abc"}), *([marker] if marker else []))
    out = answered(FORMATS["openai_chat"], SSE, Holding(2), [stream])
    assert text_of("openai_chat", out) == {(0, "content"): "abc"}
    assert marker is None or out.endswith(b"data: [DONE]\n\n")


def test_only_the_changed_text_changes():
    """A change touches one string; other fields, escapes, spaces, names and line ends stay."""
    stream = b'event: x\r\ndata:{ "choices":[{"delta":{"content":"\\u0159 A"},"z":1.0}] , "u":"\\/" }\r\n\r\n'
    out = answered(FORMATS["openai_chat"], SSE, lambda _key, text, _last: text.replace("A", "Á"), [stream])
    assert out == stream.replace(b"\\u0159 A", b"\\u0159 \\u00c1")


def test_thinking_is_untouched():
    """Signed thinking reaches the client as it came, whatever the transform does."""
    out = answered(FORMATS["anthropic_messages"], SSE, lambda *_: "x", [ANTHROPIC])
    assert b"hm, hm" in out
    assert b"abcdef" in out


def test_an_event_goes_on_when_it_is_whole():
    """Nothing but the event in progress waits: each whole event is out at once."""
    stream = FORMATS["openai_chat"].answer_stream(SSE, unchanged)
    for event in OPENAI.split(b"\n\n")[:-1]:
        half = len(event) // 2
        assert stream.feed(event[:half]) == b""
        assert stream.feed(event[half:] + b"\n\n") == event + b"\n\n"
    assert stream.feed(b": keep-alive\n") == b": keep-alive\n"


def test_our_own_event_ends_its_lines_like_its_neighbours():
    """An event that carries held-back text uses the line ends of the stream."""
    out = answered(FORMATS["anthropic_messages"], SSE, Holding(2), [anthropic(*data_of(ANTHROPIC), end="\r\n")])
    assert out.replace(b"\r\n", b"").count(b"\n") == 0


def test_an_endless_event_passes_and_nothing_is_lost():
    """An event over the limit goes through as it is, after what was held back; so does the rest."""
    transform = Holding(2)
    stream = FORMATS["openai_chat"].answer_stream(SSE, transform)
    first = stream.feed(openai(chunk({"content": "abc"})))
    long = b"data: " + b"x" * sse.MAX_EVENT
    out = first + stream.feed(long) + stream.feed(b"y\n\n" + openai(chunk({"content": "def"}))) + stream.close()
    assert out.endswith(long + b"y\n\n" + openai(chunk({"content": "def"})))
    assert text_of("openai_chat", out.replace(long, b"")) == {(0, "content"): "abcdef"}
    assert not transform.held


@given(st.binary(max_size=80), st.lists(st.integers(0, 80), max_size=5))
def test_any_bytes_pass(stream, at):
    """Any bytes at all pass unchanged."""
    for wire_format in FORMATS.values():
        assert answered(wire_format, SSE, unchanged, cut(stream, at)) == stream
