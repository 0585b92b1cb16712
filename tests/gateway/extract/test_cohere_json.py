"""Cohere's operations without a history."""

import pytest

from gateway.extract.cohere_json import FORMAT
from support.formats import rebuilds, refusal, spoken
from support.wire import body, head, opaque

REQUESTS = [
    ("/v2/embed", "embed", {"texts": ["v-a", "v-b"], "input_type": "search_query"}, {"v-a", "v-b"}),
    ("/v2/embed", "embed", {"inputs": [{"content": [{"type": "text", "text": "v-a"}]}]}, {"v-a"}),
    ("/v2/rerank", "rerank", {"query": "v-q", "documents": ["v-d"]}, {"v-q", "v-d"}),
    ("/v1/rerank", "rerank", {"query": "v-q", "documents": [{"text": "v-d"}]}, {"v-q", "v-d"}),
    ("/v1/classify", "classify", {"inputs": ["v-i"], "examples": [{"text": "v-e", "label": "v-l"}]}, {"v-i", "v-e", "v-l"}),
    ("/v1/tokenize", "tokenize", {"text": "v-t"}, {"v-t"}),
]


@pytest.mark.parametrize(("path", "operation", "request_body", "expected"), REQUESTS)
def test_every_carrier_is_seen(path, operation, request_body, expected):
    """Each operation is known by its path, each text is the user's and can be changed."""
    assert FORMAT.operation(head(path=path)) == operation
    assert spoken(FORMAT, request_body) == dict.fromkeys(expected, "user")
    rebuilds(FORMAT, request_body)


def test_pictures_and_tokens():
    """A picture is a file; tokens are opaque."""
    assert [file.media for file in FORMAT.segments(body({"images": ["data:image/png;base64,AAAA"]})).files] == ["image/png"]
    assert opaque(FORMAT.segments, body({"tokens": [5, 6]})) == "tokens"
    assert list(refusal(FORMAT)) == ["message", "id"]
