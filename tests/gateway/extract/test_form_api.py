"""A described format whose requests may also be forms."""

import pytest

from gateway.extract.deepl import FORMAT
from gateway.extract.form_api import FORM, is_form
from support.wire import JSON, body, joined, opaque

SENT = b"text=%C4%8D.+71&target_lang=EN&text=0319&context=v-context"


def test_a_form_is_read():
    """Every name and value is a segment; fields of running text follow one another."""
    found = FORMAT.segments(body(SENT, FORM))
    assert [segment.text for segment in found.segments] == ["text", "č. 71", "target_lang", "EN", "text", "0319", "context", "v-context"]
    assert {"č. 710319", "text: č. 71", "context: v-context"} <= set(joined(found))
    assert FORMAT.conversation(body(SENT, FORM)).key is None


def test_rebuild():
    """A changed field changes, and nothing else."""
    assert FORMAT.rebuild(body(SENT, FORM), {}) == SENT
    assert FORMAT.rebuild(body(SENT, FORM), {("form", 3): "X"}) == SENT.replace(b"v-context", b"X")


def test_json_is_read_as_before():
    """The described format reads JSON."""
    source = body({"text": ["č. 71", "0319"], "context": "v"})
    assert "č. 710319" in joined(FORMAT.segments(source))
    assert FORMAT.rebuild(source, {("context",): "w"}) == source.content.replace(b'"v"', b'"w"')


@pytest.mark.parametrize(("content_type", "form"), [(FORM, True), (f"{FORM}; charset=utf-8", True), (JSON, False)])
def test_is_form(content_type, form):
    """The Content-Type says what it is."""
    assert is_form(body(b"", content_type)) is form


@pytest.mark.parametrize(
    ("content", "content_type", "reason"),
    [(b"text=%zz", FORM, "undecodable"), (SENT, f"{FORM}; charset=latin1", "charset"), (SENT, "text/plain", "content_type")],
)
def test_opaque(content, content_type, reason):
    """What cannot be read is opaque."""
    assert opaque(FORMAT.segments, body(content, content_type)) == reason
