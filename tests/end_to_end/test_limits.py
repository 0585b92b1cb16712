"""Requests over the limit are refused with bounded memory, whichever way they come."""

import json
from contextlib import suppress

import pytest

from support.certificates import secured
from support.gateway_process import Gateway
from support.raw_sockets import connect, head_of, whole_answer

MEGABYTE = 1024 * 1024
BLOCK = b"x" * MEGABYTE
HEAD = b"POST /v1/chat/completions HTTP/1.1\r\nHost: api.openai.com\r\nContent-Type: application/json\r\n"


def test_a_length_over_the_limit_is_answered_at_once(house: Gateway) -> None:
    """A Content-Length over the limit is refused before any of the body is sent."""
    with connect(house, "api.openai.com:443") as plain, secured(plain, house.ca, "api.openai.com", "http/1.1") as connection:
        connection.sendall(HEAD + b"Content-Length: 60000000\r\n\r\n")
        assert head_of(connection).startswith(b"HTTP/1.1 403")
    assert house.provider.untouched()


def test_a_length_with_expect_is_answered_at_once(house: Gateway) -> None:
    """A client that waits for 100 Continue gets the refusal instead."""
    with connect(house, "api.openai.com:443") as plain, secured(plain, house.ca, "api.openai.com", "http/1.1") as connection:
        connection.sendall(HEAD + b"Expect: 100-continue\r\nContent-Length: 60000000\r\n\r\n")
        assert head_of(connection).startswith(b"HTTP/1.1 403")
    assert house.provider.untouched()


def test_chunks_over_the_limit(house: Gateway) -> None:
    """A chunked body is read up to the limit, refused in the vendor's envelope, and never held whole."""
    house.forget_peaks()
    before = house.peaks()
    with connect(house, "api.openai.com:443") as plain, secured(plain, house.ca, "api.openai.com", "http/1.1") as connection:
        connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        for _ in range(40):
            connection.sendall(b"%x\r\n" % MEGABYTE + BLOCK + b"\r\n")
        connection.sendall(b"0\r\n\r\n")
        head, body = whole_answer(connection)
    assert head.startswith(b"HTTP/1.1 403")
    assert json.loads(body)["error"]["message"]
    assert house.grown(before) < 40 * MEGABYTE
    assert house.provider.untouched()


@pytest.mark.parametrize("version", ["--http1.1", "--http2"])
@pytest.mark.parametrize("length", [True, False], ids=["with its length", "without"])
def test_curl_gets_the_refusal(house: Gateway, version: str, length: bool) -> None:
    """curl, which sends all before it reads, gets the refusal too."""
    if not length and version == "--http2":
        options = [version, "--header", "content-length:"]
    else:
        options = [version] if length else [version, "--header", "transfer-encoding: chunked"]
    house.forget_peaks()
    before = house.peaks()
    answer = house.curl.send("https://api.openai.com/v1/chat/completions", BLOCK * 30, {}, options)
    assert (answer.status, answer.headers["x-should-retry"]) == (403, "false")
    assert house.grown(before) < 40 * MEGABYTE
    assert house.provider.untouched()


def test_an_endless_head(house: Gateway) -> None:
    """A head without an end is cut off."""
    house.forget_peaks()
    before = house.peaks()
    with connect(house, "api.openai.com:443") as plain, secured(plain, house.ca, "api.openai.com", "http/1.1") as connection:
        connection.sendall(b"GET /v1/models HTTP/1.1\r\nHost: api.openai.com\r\nX-A: ")
        sent = 0
        with suppress(OSError):  # reset or broken pipe, as the system has it
            while sent < 200:
                connection.sendall(BLOCK)
                sent += 1
        assert sent < 100
    assert house.grown(before) < 20 * MEGABYTE
    assert house.provider.untouched()


def test_large_prompts_under_the_limit_pass(house: Gateway) -> None:
    """A clean prompt of a megabyte is scanned whole and passes."""
    text = "Vysvětli prosím občanům, co je to stavební řízení. " * 4_000
    body = json.dumps({"model": "m", "messages": [{"role": "user", "content": text}]}, ensure_ascii=False).encode()
    assert house.curl.send("https://api.openai.com/v1/chat/completions", body).status == 200


def test_a_value_at_the_end_of_a_large_prompt_is_found(house: Gateway) -> None:
    """Nothing is judged by its beginning."""
    text = "Vysvětli prosím občanům, co je to stavební řízení. " * 4_000 + "r. č. 800412/3127"
    body = json.dumps({"model": "m", "messages": [{"role": "user", "content": text}]}, ensure_ascii=False).encode()
    assert house.curl.send("https://api.openai.com/v1/chat/completions", body).status == 403
    assert house.provider.untouched()
