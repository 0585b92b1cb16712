"""OpenAI's smaller JSON operations."""

import json

import pytest

from gateway.extract.openai_json import FORMAT
from support.formats import rebuilds, refusal, spoken
from support.wire import JSON, answered, body, head, opaque

REQUESTS = [
    ("/v1/moderations", "moderations", {"input": ["v-a", "v-b"]}, {"v-a": "user", "v-b": "user"}),
    ("/v1/moderations", "moderations", {"input": [{"type": "text", "text": "v-a"}]}, {"v-a": "user"}),
    ("/v1/chat/moderations", "moderations", {"input": [[{"role": "user", "content": "v-a"}]]}, {"v-a": "user"}),
    ("/v1/images/generations", "images.generations", {"prompt": "v-p", "user": "v-u"}, {"v-p": "user", "v-u": "metadata"}),
    ("/v1/audio/speech", "audio.speech", {"input": "v-i", "instructions": "v-s", "voice": "alloy"}, {"v-i": "user", "v-s": "system"}),
    ("/v1/rerank", "rerank", {"query": "v-q", "documents": ["v-d", {"text": "v-t"}]}, {"v-q": "user", "v-d": "user", "v-t": "user"}),
    (
        "/v1/ocr",
        "ocr",
        {"document": {"type": "document_url", "document_url": "https://v.example", "document_name": "v-n"}},
        {"v-n": "user"},
    ),
    ("/v1/batches", "batches", {"input_file_id": "file-1", "metadata": {"v-k": "v-v"}}, {"v-k": "metadata", "v-v": "metadata"}),
    ("/v1/vector_stores", "vector_stores", {"name": "v-n", "description": "v-d"}, {"v-n": "metadata", "v-d": "metadata"}),
    ("/v1/vector_stores/vs_1/search", "vector_stores", {"query": "v-q", "filters": {"value": "v-f"}}, {"v-q": "user", "v-f": "metadata"}),
    ("/v1/vector_stores/vs_1/file_batches", "vector_stores", {"file_ids": ["f"], "attributes": {"a": "v-a"}}, {"v-a": "metadata"}),
    ("/v1/uploads", "uploads", {"filename": "v-name.pdf", "bytes": 5, "purpose": "assistants"}, {"v-name.pdf": "metadata"}),
    ("/v1/uploads/upload_1/complete", "uploads", {"part_ids": ["v-p"]}, {"v-p": "metadata"}),
    ("/v1/chat/completions/c_1", "chat.completions.stored", {"metadata": {"a": "v-a"}}, {"v-a": "metadata"}),
    ("/search", "search", {"query": "v-q"}, {"v-q": "user"}),
    ("/models/session", "models.session", {"auto_mode": {"hint": "v-h"}}, {"v-h": "metadata"}),
    ("/async/chat/completions", "chat.completions.async", {"request": {"messages": [{"role": "user", "content": "v-c"}]}}, {"v-c": "user"}),
    ("/v1/agents", "agents", {"instructions": "v-i", "tools": [{"name": "v-t"}]}, {"v-i": "system", "v-t": "tool"}),
]


@pytest.mark.parametrize(
    ("path", "operation", "request_body", "expected"), REQUESTS, ids=[f"{row[1]}-{at}" for at, row in enumerate(REQUESTS)]
)
def test_every_carrier_is_seen(path, operation, request_body, expected):
    """Each operation is known by its path, each planted value a segment with the right speaker, and each can be changed."""
    assert FORMAT.operation(head(path=path)) == operation
    assert spoken(FORMAT, request_body) == expected
    rebuilds(FORMAT, request_body)


def test_files_and_tokens():
    """A document in a data: URI is a file; token ids are opaque."""
    found = FORMAT.segments(body({"document": {"type": "document_url", "document_url": "data:application/pdf;base64,AAAA"}}))
    assert [file.media for file in found.files] == ["application/pdf"]
    assert opaque(FORMAT.segments, body({"input": [5]})) == "tokens"


def test_answer_side():
    """OpenAI's envelope; the prompt as the model rewrote it is read, the rest of an answer is not."""
    assert refusal(FORMAT)["error"]["code"] == "czech_pii_blocked"
    answer = {"data": [{"url": "OSOBA_1", "revised_prompt": "OSOBA_1 u okna"}]}
    out = answered(FORMAT, JSON, lambda _key, text, _last: text.replace("OSOBA_1", "Jan"), [json.dumps(answer).encode()])
    assert json.loads(out)["data"] == [{"url": "OSOBA_1", "revised_prompt": "Jan u okna"}]
