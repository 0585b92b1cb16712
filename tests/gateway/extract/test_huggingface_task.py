"""Hugging Face inference by task."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.huggingface_task import FORMAT
from gateway.extract.json_format import UnknownPlaceError
from support.formats import rebuilds, refusal, spoken, sse, streams_whole
from support.wire import body, head, opaque

REQUESTS = [
    {"inputs": "v-text", "parameters": {"stop": ["v-stop"]}},
    {"inputs": ["v-one", "v-two"]},
    {"inputs": {"question": "v-question", "context": "v-context"}},
    {"inputs": {"source_sentence": "v-source", "sentences": ["v-sentence"]}},
    {"inputs": {"query": "v-query", "table": {"v-column": ["v-cell"]}}},
    {"inputs": "v-text", "parameters": {"candidate_labels": ["v-label"]}},
]


@pytest.mark.parametrize("request_body", REQUESTS)
def test_every_carrier_is_seen(request_body):
    """Inputs of every task are the user's, parameters are scanned beside them, and each can be changed."""
    found = spoken(FORMAT, request_body)
    assert len(found) == str(request_body).count("v-")
    assert {speaker for text, speaker in found.items() if text not in {"v-stop", "v-label"}} == {"user"}
    rebuilds(FORMAT, request_body)


@pytest.mark.parametrize(
    ("content", "content_type", "reason"),
    [
        (b"\x89PNG", "image/png", None),
        (b"RIFF", "audio/wav", "media"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio/wav", None),
        (b"\0", "video/mp4", "media"),
        (b'{"inputs": "' + base64.b64encode(b"\x89PNG" * 100)[:-3] + b'"}', "application/json", "undecodable"),
        (b'{"inputs": "a b"}', "", "content_type"),
        (b"x", "text/plain; charset=utf-16", "charset"),
    ],
)
def test_bytes(content, content_type, reason):
    """A picture and a recording go to document workers; samples without a head, films and broken base64 are opaque."""
    assert opaque(FORMAT.segments, body(content, content_type)) == reason


def test_a_picture():
    """The bytes are the file, and they do not change."""
    sent = body(b"\x89PNG", "image/png")
    assert [file.media for file in FORMAT.segments(sent).files] == ["image/png"]
    assert FORMAT.rebuild(sent, {}) == b"\x89PNG"
    assert FORMAT.conversation(sent).key is None
    content = b"\x89PNG" * 100
    inside = FORMAT.segments(body({"inputs": base64.b64encode(content).decode(), "parameters": {"a": "v-b"}}))
    assert [file.content for file in inside.files] == [content]
    assert [segment.text for segment in inside.segments if segment.place[0] == "inputs"] == ["inputs", ""]
    with pytest.raises(UnknownPlaceError):
        FORMAT.rebuild(sent, {("body",): "x"})


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("/hf-inference/models/google/mt5-base", "task"),
        ("/hf-inference/models/a/b/pipeline/feature-extraction", "task"),
        ("/models/gpt2", "task"),
        ("/pipeline/feature-extraction/a/b", "task"),
        ("/embed", "endpoint"),
        ("/generate_stream", "endpoint"),
        ("/", "endpoint"),
    ],
)
def test_operation(path, operation):
    """The router, the older host, endpoints; the refusal is what the client shows as an error."""
    assert FORMAT.operation(head(path=path)) == operation
    assert list(refusal(FORMAT)) == ["error", "code"]


STREAM = sse(
    *({"index": at, "token": {"id": 5, "text": text, "logprob": -1.5, "special": False}, "generated_text": None} for at, text in enumerate(("Dobrý den, OSO", "BA_1"))),
    {"index": 2, "token": {"id": 2, "text": "", "special": True}, "generated_text": "Dobrý den, OSOBA_1"},
)  # fmt: skip


@given(st.lists(st.integers(0, len(STREAM)), max_size=8))
def test_any_cut(at):
    """However the stream is cut, it comes out the same, and what is held back comes out before the whole text."""
    streams_whole(FORMAT, "text/event-stream", STREAM, at)
