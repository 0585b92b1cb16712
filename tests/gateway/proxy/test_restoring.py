"""Answers on their way back."""

from __future__ import annotations

import gzip
import json
import zlib

import brotli
import pytest
import zstandard
from mitmproxy import http
from mitmproxy.test import tflow

from gateway.act.tokens import Token
from gateway.extract.named import conversation_key
from gateway.extract.registry import formats
from gateway.proxy import restoring
from gateway.proxy.outcome import Restoring

ONE = Restoring(formats()["openai_chat"], {Token("OSOBA", 1): "Jan Novák"})
ANSWER = json.dumps({"choices": [{"index": 0, "message": {"content": "Pan [OSOBA_1]."}}]}).encode()


def flow(**headers: str) -> http.HTTPFlow:
    made = tflow.tflow(resp=True)
    made.response = http.Response.make(200, ANSWER, {"content-type": "application/json", **headers})
    return made


def test_an_answer_is_restored():
    """Asked for in clear, its length left open, its token a value."""
    made = flow()
    restoring.expect(made, ONE)
    assert made.request.headers["accept-encoding"] == "identity"
    stream = restoring.stream(made)
    assert stream is not None
    assert "content-length" not in made.response.headers
    assert made.response.headers["transfer-encoding"] == "chunked"
    pieces = [*stream(ANSWER), *stream(b"")]
    assert b"" not in pieces
    assert json.loads(b"".join(pieces))["choices"][0]["message"]["content"] == "Pan Jan Novák."
    assert restoring.stream(made) is None


def test_a_conversation_that_is_loaded_is_not_kept_by_browsers():
    """Its values would outlive the table in their cache."""
    made = flow(**{"cache-control": "private, max-age=3600"})
    made.request.method = "GET"
    restoring.expect(made, ONE)
    assert restoring.stream(made) is not None
    assert made.response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("given", [None, ONE])
def test_what_is_passed_on(given):
    """An answer to an unchanged request, and one in a coding that nobody knows."""
    made = flow()
    if given:
        made.response.headers["content-encoding"] = "compress"
    restoring.expect(made, given)
    assert restoring.stream(made) is None


CODINGS = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstandard.compress, "deflate": zlib.compress}


@pytest.mark.parametrize("coding", CODINGS)
def test_an_answer_in_a_coding(coding):
    """A provider that codes what it was asked to send in clear: the client gets it restored, in clear."""
    made = flow(etag="x")
    made.response.headers["content-encoding"] = coding
    restoring.expect(made, ONE)
    stream = restoring.stream(made)
    assert stream is not None
    assert not {"content-encoding", "etag"} & set(made.response.headers)
    coded = CODINGS[coding](ANSWER)
    out = b"".join(piece for at in range(0, len(coded), 7) for piece in stream(coded[at : at + 7])) + b"".join(stream(b""))
    assert json.loads(out)["choices"][0]["message"]["content"] == "Pan Jan Novák."


def test_not_in_its_coding():
    """The answer ends there; nothing is raised."""
    made = flow(**{"content-encoding": "gzip"})
    restoring.expect(made, ONE)
    stream = restoring.stream(made)
    assert stream is not None
    assert [stream(b"xyz"), stream(b"more"), stream(b"")] == [[], [], []]


def test_the_conversation_is_told():
    """With the piece that completes the id, once; also out of a coding."""
    told = []
    identifier = "6f9e4a1c-3b2d-4c5e-8f70-a1b2c3d4e5f6"
    made = flow()
    made.response.headers["content-encoding"] = "gzip"
    made.response.headers["content-type"] = "text/event-stream"
    restoring.expect(made, Restoring(formats()["chatgpt_web"], {}, begins=told.append))
    stream = restoring.stream(made)
    coded = gzip.compress(b'data: {"v": 1, "conversation_id": "' + identifier.encode() + b'"}\n\n' * 2)
    for at in range(0, len(coded), 9):
        stream(coded[at : at + 9])
    stream(b"")
    assert told == [conversation_key("chatgpt_web", identifier)]


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_without_a_body(status):
    """It may not be announced in chunks: RFC 9112 section 6.1."""
    made = flow()
    made.response.status_code = status
    restoring.expect(made, ONE)
    assert restoring.stream(made) is None
    assert "transfer-encoding" not in made.response.headers


def test_a_fault_does_not_end_the_answer():
    """From the piece that could not be read on, the answer goes on as it came."""

    class Broken:
        def feed(self, data: bytes) -> bytes:
            raise ValueError("tajné")

        def close(self) -> bytes:
            return b""

    pieces = restoring._Pieces(Broken(), bytes)
    assert [pieces(b"a"), pieces(b"b"), pieces(b"")] == [[b"a"], [b"b"], []]
