"""Which reader an answer gets."""

import pytest

from gateway.extract.answer import PassThrough, open_stream
from gateway.extract.answer_json import JsonAnswer
from gateway.extract.answer_lines import LinesAnswer
from gateway.extract.answer_sse import SseAnswer
from gateway.extract.openai_chat_answer import OpenAIChatAnswer
from support.wire import unchanged


@pytest.mark.parametrize(
    ("content_type", "reader"),
    [
        ("text/event-stream", SseAnswer),
        ("Text/Event-Stream; charset=utf-8", SseAnswer),
        ("application/json", JsonAnswer),
        ("application/json; charset=UTF-8", JsonAnswer),
        ("application/json; charset=utf-16", PassThrough),
        ("application/x-ndjson", LinesAnswer),
        ("application/stream+json", LinesAnswer),
        ("application/jsonl; charset=utf-16", PassThrough),
        ("audio/mpeg", PassThrough),
        ("text/html", PassThrough),
        ("", PassThrough),
        ("nonsense", PassThrough),
    ],
)
def test_by_content_type(content_type, reader):
    """Streams are read by event, lines by line, JSON whole, and anything else passes."""
    assert type(open_stream(content_type, unchanged, OpenAIChatAnswer())) is reader


def test_pass_through():
    """An answer that is not read passes at once."""
    stream = PassThrough()
    assert stream.feed(b"abc") == b"abc"
    assert stream.close() == b""
