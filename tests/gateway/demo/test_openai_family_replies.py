"""The stand-in's other OpenAI operations."""

import json

import pytest

from gateway.demo.exchange import Request
from gateway.demo.openai_family_replies import answer
from gateway.demo.replies import TEXT
from gateway.extract import json_text
from gateway.extract.openai_responses_answer import OpenAIResponsesAnswer


def send(path, body, content_type="application/json", method="POST"):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return answer(Request(method, "api.openai.com", path, (("content-type", content_type),), content))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/v1/embeddings", "list"),
        ("/v1/batches", "batch"),
        ("/v1/vector_stores", "vector_store"),
        ("/v1/threads/thread_1/messages", "thread.message"),
        ("/openai/v1/conversations", "conversation"),
        ("/v1/responses", "response"),
        ("/openai/deployments/x/completions", "text_completion"),
    ],
)
def test_objects(path, name):
    """Each operation answers with the object its SDK expects."""
    reply = send(path, {"input": "a"})
    assert reply.status == 200
    assert json.loads(b"".join(reply.parts))["object"] == name


@pytest.mark.parametrize(("path", "method"), [("/v1/neznama", "POST"), ("/v1/batches/b_1", "POST"), ("/v1/responses", "GET")])
def test_none_of_these(path, method):
    """Anything else is left to others."""
    assert send(path, {}, method=method) is None


def test_bodies():
    """A form is an upload; what is no object is a 400."""
    assert json.loads(b"".join(send("/v1/files", b"--x--", "multipart/form-data; boundary=x").parts))["object"] == "file"
    assert send("/v1/embeddings", b"{").status == 400
    assert send("/v1/embeddings", []).status == 400


def test_streams():
    """The pieces of a streamed response are the text that its later events repeat; a streamed completion ends as OpenAI's do."""
    stream = b"".join(send("/v1/responses", {"stream": True}).parts).decode()
    data = [json_text.read(line.removeprefix("data: ")) for line in stream.splitlines() if line.startswith("data: ")]
    leaves = [leaf for event in data for leaf in OpenAIResponsesAnswer().deltas(event)]
    assert "".join(leaf.text for leaf in leaves if leaf.key[0] == "output") == TEXT
    assert [leaf.text for leaf in leaves if leaf.key[0] == "whole"] == [TEXT] * 4
    assert b"".join(send("/v1/completions", {"stream": True}).parts).endswith(b"data: [DONE]\n\n")
