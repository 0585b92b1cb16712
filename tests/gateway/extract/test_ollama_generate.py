"""Ollama's generation and embeddings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.ollama_generate import FORMAT
from support.formats import lines, rebuilds, refusal, spoken, streams_whole
from support.wire import body, head, joined, opaque

REQUESTS = [
    ("/api/generate", "generate", {"prompt": "v-p", "system": "v-s", "suffix": "v-x", "template": "v-t"}, {"v-p": "user", "v-s": "system", "v-x": "user", "v-t": "metadata"}),
    ("/api/embed", "embed", {"input": ["v-a", "v-b"]}, {"v-a": "user", "v-b": "user"}),
    ("/api/embeddings", "embeddings", {"prompt": "v-p"}, {"v-p": "user"}),
    ("/api/create", "create", {"from": "m", "system": "v-s", "messages": [{"role": "user", "content": "v-m"}]}, {"v-s": "system", "v-m": "user"}),
]  # fmt: skip


@pytest.mark.parametrize(("path", "operation", "request_body", "expected"), REQUESTS, ids=[row[1] for row in REQUESTS])
def test_every_carrier_is_seen(path, operation, request_body, expected):
    """Each operation is known by its path, each planted value a segment with the right speaker, and each can be changed."""
    assert FORMAT.operation(head(path=path)) == operation
    assert spoken(FORMAT, request_body) == expected
    rebuilds(FORMAT, request_body)


def test_neighbours_pictures_and_tokens():
    """Texts of one list are read together; a picture is a file; the token ids of an earlier answer are opaque."""
    assert "7103" + "19/2745" in joined(FORMAT.segments(body({"input": ["7103", "19/2745"]})))
    assert [file.content for file in FORMAT.segments(body({"prompt": "a", "images": ["AAAA"]})).files] == [b"\0\0\0"]
    assert opaque(FORMAT.segments, body({"prompt": "a", "context": [1, 2]})) == "tokens"
    assert list(refusal(FORMAT)) == ["error", "code"]


STREAM = lines(
    *({"model": "m", "response": text, "done": False} for text in ("Dobrý den, OSO", "BA_1.")),
    {"model": "m", "response": "", "done": True, "context": [1, 2]},
)


@given(st.lists(st.integers(0, len(STREAM)), max_size=8))
def test_any_cut(at):
    """However the lines are cut, they come out the same, and what is held back comes out before the last one."""
    streams_whole(FORMAT, "application/x-ndjson", STREAM, at)
