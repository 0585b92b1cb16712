"""What every wire format offers."""

import pytest

from gateway.extract.api import Body
from gateway.extract.registry import formats
from gateway.model import Notice
from support.wire import unchanged

FORMATS = list(formats().values())


@pytest.mark.parametrize("wire_format", FORMATS, ids=lambda f: f.name)
def test_a_format_without_its_answer_side_is_not_done(wire_format):
    """Every format has a refusal of its own and an answer side for every content type."""
    assert wire_format.block_answer(Notice("r", "t", {}, "personal_data"), "cs", False).status == 403
    for content_type in ("text/event-stream", "application/json", "text/html", "", "broken"):
        stream = wire_format.answer_stream(content_type, unchanged)
        assert stream.feed(b"data: x\n\n") + stream.close() == b"data: x\n\n"


@pytest.mark.parametrize("wire_format", FORMATS, ids=lambda f: f.name)
def test_a_format_keeps_nothing(wire_format):
    """Two readings of one body are equal: a format has no memory."""
    body = Body(b'{"messages": [{"role": "user", "content": "x"}]}', "application/json")
    assert wire_format.segments(body) == wire_format.segments(body)


def test_a_body_shows_nothing():
    """A body shows nothing of itself in a repr."""
    assert "Jan" not in repr(Body(b"Jan", "text/plain"))
