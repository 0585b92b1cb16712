"""Every wire format in trouble: bad input of each kind, refusals, answers that are none."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.extract.api import Body
from gateway.extract.registry import formats
from gateway.model import OpaqueBody
from support.formats import NOTICE
from support.forms import MULTIPART, form, part
from support.wire import answered, cut, unchanged

NAMES = sorted(formats())
CONTENT_TYPES = [
    "application/json", "application/x-ndjson", "application/x-www-form-urlencoded", "text/plain", "text/event-stream", MULTIPART,
    "application/octet-stream", "image/png", "application/grpc-web+proto", "", "nonsense",
]  # fmt: skip
BAD = [
    (b"", "nothing"),
    (b"{", "cut short"),
    (b'{"messages": [{"role": "user", "content": "a"}', "cut short later"),
    (b"\xff\xfe\x00", "no UTF-8"),
    (b"\x1f\x8b\x08\x00", "compressed"),
    (b"[" * 200 + b"]" * 200, "too deep"),
    (b'{"a": ' * 100 + b"1" + b"}" * 100, "objects too deep"),
    (b'{"messages": "\\ud800"}', "half a surrogate"),
    (b"null", "nothing at all"),
    (b'"text"', "a bare string"),
    (b"\x00" * 1000, "zero bytes"),
    (b"--X-BOUNDARY-1\r\n", "a form cut short"),
]


def read_or_opaque(wire_format, body):
    """Reads a body as the pipeline does. Anything but OpaqueBody is a fault of ours."""
    try:
        found = wire_format.segments(body)
    except OpaqueBody:
        return False
    count = len(found.segments)
    assert all(0 <= at < count for join in found.joins for at in join.parts)
    assert wire_format.rebuild(body, {}) == body.content
    return True


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("content", "why"), BAD, ids=[row[1] for row in BAD])
def test_bad_input(name, content, why):
    """Bad input of every kind has an answer, whatever it says it is."""
    for content_type in CONTENT_TYPES:
        read_or_opaque(formats()[name], Body(content, content_type, "/a/b"))


@pytest.mark.parametrize("name", ["openai_chat", "openai_responses", "cohere_v1", "huggingface_task", "walk"])
def test_a_million_keys(name):
    """More keys than anybody sends are opaque."""
    keys = b"{" + b",".join(b'"%d":0' % n for n in range(60_000)) + b"}"
    assert not read_or_opaque(formats()[name], Body(keys, "application/json", "/a/b"))


@pytest.mark.parametrize("name", NAMES)
def test_a_form_in_place_of_json(name):
    """A form is read or opaque wherever it is sent."""
    read_or_opaque(formats()[name], form(part("file", b"%PDF", "a.pdf", "application/pdf"), part("a", "b")))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["cs", "en"])
def test_every_refusal_says_so(name, language):
    """A refusal names its reference, whether the client waits for a stream or not, and may be sent to a client as it is."""
    for streaming in (False, True):
        answer = formats()[name].block_answer(NOTICE, language, streaming)
        assert b"01REF" in answer.body or "01REF" in dict(answer.headers).values()
        assert all("\r" not in value and "\n" not in value for _, value in answer.headers)


ANSWERS = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["choices", "delta", "content", "text", "type", "index", "message", "v", "p", "o", "object", "done", "outputs"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    data=st.binary(max_size=80)
    | ANSWERS.map(lambda value: json.dumps(value).encode() + b"\n")
    | ANSWERS.map(lambda value: f"data: {json.dumps(value)}\n\n".encode()),
    at=st.lists(st.integers(0, 80), max_size=4),
    content_type=st.sampled_from(["text/event-stream", "application/json", "application/x-ndjson", "text/plain"]),
)
def test_any_answer_passes(name, data, at, content_type):
    """Whatever a provider answers, however it is cut, it comes out as it is when nothing is to be changed."""
    assert answered(formats()[name], content_type, unchanged, cut(data, at)) == data
