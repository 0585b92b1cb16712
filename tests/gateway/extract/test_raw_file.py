"""Bodies that are a file."""

import json

import pytest

from gateway.extract.api import Body
from gateway.extract.json_format import UnknownPlaceError
from gateway.extract.raw_file import FORMAT
from support.formats import NOTICE
from support.wire import head, opaque


def test_the_body_is_the_file():
    """Its type is the Content-Type, its name the last of the path, its bytes stay."""
    sent = Body(b"%PDF\xff", "application/pdf", "/box/v%C3%BDpis.pdf")
    (file,) = FORMAT.segments(sent).files
    assert (file.content, file.media, file.name) == (b"%PDF\xff", "application/pdf", "výpis.pdf")
    assert FORMAT.rebuild(sent, {}) == sent.content
    assert FORMAT.conversation(sent).key is None
    with pytest.raises(UnknownPlaceError):
        FORMAT.rebuild(sent, {("body",): "x"})


def test_a_type_that_misleads_is_opaque():
    """A malformed type or another charset."""
    assert opaque(FORMAT.segments, Body(b"x", "text/plain; charset=utf-16")) == "charset"
    assert opaque(FORMAT.segments, Body(b"x", "pdf")) == "content_type"


def test_the_rest():
    """Any PUT or POST, a plain refusal, answers as they are."""
    assert [FORMAT.operation(head(method=method)) for method in ("PUT", "POST", "GET")] == ["file", "file", None]
    assert "01REF" in json.loads(FORMAT.block_answer(NOTICE, "cs", False).body)["error"]["message"]
    assert FORMAT.answer_stream("text/plain", lambda *_: "x").feed(b"a") == b"a"
