"""What every wire format offers."""

import pytest

from gateway.extract.api import Body
from gateway.extract.registry import formats
from gateway.model import Notice, OpaqueBody
from support.wire import unchanged

FORMATS = list(formats().values())
FINAL = {403, 400, 200}
"""403; 400 where an SDK takes 403 for a bad key; 200 for a page, which shows the refusal as an answer."""


@pytest.mark.parametrize("wire_format", FORMATS, ids=lambda f: f.name)
def test_a_format_without_its_answer_side_is_not_done(wire_format):
    """Every format has a refusal that no client sends again, and an answer side for every content type."""
    assert wire_format.block_answer(Notice("r", "t", {}, "personal_data"), "cs", False).status in FINAL
    for content_type in ("text/event-stream", "application/json", "text/html", "", "broken"):
        stream = wire_format.answer_stream(content_type, unchanged)
        assert stream.feed(b"data: x\n\n") + stream.close() == b"data: x\n\n"


@pytest.mark.parametrize("wire_format", FORMATS, ids=lambda f: f.name)
def test_a_format_keeps_nothing(wire_format):
    """Two readings of one body are equal: a format has no memory."""
    for value in (b'{"messages": [{"role": "user", "content": "x"}]}', b'{"input": "x", "prompt": "x", "inputs": "x"}', b"[]"):
        body = Body(value, "application/json")
        try:
            first = wire_format.segments(body)
        except OpaqueBody as opaque:
            with pytest.raises(OpaqueBody, match=opaque.reason.value):
                wire_format.segments(body)
        else:
            assert wire_format.segments(body) == first


def test_a_body_shows_nothing():
    """A body shows nothing of itself in a repr."""
    assert "Jan" not in repr(Body(b"Jan", "text/plain"))
