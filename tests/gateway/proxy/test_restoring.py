"""Answers on their way back."""

from __future__ import annotations

import json

import pytest
from mitmproxy import http
from mitmproxy.test import tflow

from gateway.act.tokens import Token
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


@pytest.mark.parametrize("given", [None, ONE])
def test_what_is_passed_on(given):
    """An answer to an unchanged request, and one in a coding that nobody asked for."""
    made = flow(**({"content-encoding": "gzip"} if given else {}))
    restoring.expect(made, given)
    assert restoring.stream(made) is None


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

    pieces = restoring._Pieces(Broken())
    assert [pieces(b"a"), pieces(b"b"), pieces(b"")] == [[b"a"], [b"b"], []]
