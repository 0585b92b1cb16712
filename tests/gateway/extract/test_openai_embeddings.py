"""OpenAI Embeddings."""

import pytest

from gateway.extract.openai_embeddings import FORMAT
from support.formats import rebuilds, refusal, spoken
from support.wire import body, head, joined, opaque

REQUEST = {"model": "text-embedding-3-small", "input": ["v-one 7103", "19/2745 v"], "user": "v-who", "dimensions": 256}


def test_every_carrier_is_seen():
    """Each text is a segment, and neighbours in the list are read together."""
    assert spoken(FORMAT, REQUEST) == {"v-one 7103": "user", "v-who": "metadata"}
    assert "v-one 710319/2745 v" in joined(FORMAT.segments(body(REQUEST)))
    assert spoken(FORMAT, {"input": "v-alone"}) == {"v-alone": "user"}
    assert FORMAT.conversation(body(REQUEST)).key is None
    rebuilds(FORMAT, REQUEST)


@pytest.mark.parametrize("value", [[18820, 650], [[18820, 650], [5]], 5])
def test_token_ids_are_opaque(value):
    """What token ids stand for cannot be said."""
    assert opaque(FORMAT.segments, body({"input": value})) == "tokens"


@pytest.mark.parametrize("path", ["/v1/embeddings", "/openai/deployments/e/embeddings", "/embeddings"])
def test_operation(path):
    """Under any prefix."""
    assert FORMAT.operation(head(path=path)) == "embeddings"


def test_answer_side():
    """OpenAI's envelope; numbers pass as they are."""
    assert refusal(FORMAT)["error"]["type"] == "policy_violation"
    stream = FORMAT.answer_stream("application/json", lambda *_: "x")
    assert stream.feed(b'{"data": []}') + stream.close() == b'{"data": []}'
