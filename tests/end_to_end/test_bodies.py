"""What leaves is what was scanned (DESIGN, rule 8): bodies that could be read in two ways, and values in unusual carriers."""

import gzip
import json
import zlib

import brotli
import pytest
import zstandard

from gateway.demo.run import KEYS
from support.gateway_process import Gateway
from support.persons import BIRTH_NUMBER, CLEAN, SAYS_BIRTH_NUMBER

URL = "https://api.openai.com/v1/chat/completions"
CLEAN_BODY = json.dumps({"model": "m", "messages": [{"role": "user", "content": CLEAN}]}).encode()
PLANTED = json.dumps({"model": "m", "messages": [{"role": "user", "content": SAYS_BIRTH_NUMBER}]}).encode()
DIGITS = BIRTH_NUMBER.replace("/", "")


def chat(content: str) -> bytes:
    return b'{"model": "m", "messages": [{"role": "user", "content": %s}]}' % content.encode()


def split(*parts: str) -> bytes:
    return json.dumps(
        {"model": "m", "messages": [{"role": "user", "content": [{"type": "text", "text": part} for part in parts]}]}
    ).encode()


CODED = [
    ("two gzip members", "gzip", gzip.compress(CLEAN_BODY[:20]) + gzip.compress(CLEAN_BODY[20:-1]) + gzip.compress(b', "user": "' + BIRTH_NUMBER.encode() + b'"}')),
    ("bytes after gzip", "gzip", gzip.compress(CLEAN_BODY) + BIRTH_NUMBER.encode()),
    ("bytes after deflate", "deflate", zlib.compress(CLEAN_BODY) + BIRTH_NUMBER.encode()),
    ("bytes after br", "br", brotli.compress(CLEAN_BODY) + BIRTH_NUMBER.encode()),
    ("bytes after zstd", "zstd", zstandard.compress(CLEAN_BODY) + BIRTH_NUMBER.encode()),
    ("cut gzip", "gzip", gzip.compress(CLEAN_BODY)[:-9]),
    ("another coding than said", "gzip", PLANTED),
    ("a coding that is not said", "", gzip.compress(PLANTED)),
    ("an unknown coding", "compress", PLANTED),
    ("planted under two codings", "gzip, br", brotli.compress(gzip.compress(PLANTED))),
    ("a gzip bomb", "gzip", gzip.compress(bytes(300 * 1024 * 1024), 9)),
    ("a bomb of bombs", "gzip, gzip", gzip.compress(gzip.compress(bytes(300 * 1024 * 1024), 9), 9)),
    ("a zstd bomb", "zstd", zstandard.compress(bytes(300 * 1024 * 1024))),
    ("a br bomb", "br", brotli.compress(bytes(100 * 1024 * 1024), quality=1)),
]  # fmt: skip

CARRIERS = [
    ("an earlier duplicate key", b'{"model":"m","messages":[{"role":"user","content":"%s"}],"messages":[{"role":"user","content":"x"}]}' % BIRTH_NUMBER.encode()),
    ("a later duplicate key", b'{"model":"m","messages":[{"role":"user","content":"x","content":"%s"}]}' % BIRTH_NUMBER.encode()),
    ("a number", b'{"model":"m","messages":[{"role":"user","content":"x"}],"metadata":{"rodne_cislo":%s}}' % DIGITS.encode()),
    ("an object key", b'{"model":"m","messages":[{"role":"user","content":"x"}],"metadata":{"rodne cislo %s":1}}' % BIRTH_NUMBER.encode()),
    ("escapes", chat('"' + "".join(f"\\u{ord(c):04x}" for c in SAYS_BIRTH_NUMBER) + '"')),
    ("an escaped slash", chat(f'"r. č. {BIRTH_NUMBER}"').replace(b"/3127", b"\\/3127")),
    ("full-width digits", chat('"r. č. ８００４１２/３１２７"')),
    ("zero-width characters", chat('"r. č. 8004\u200b12/31\u200b27"')),
    ("two neighbouring parts", split("Žadatel má r. č. 8004", "12/3127 a žádá.")),
    ("arguments in a string", json.dumps({"model": "m", "messages": [{"role": "assistant", "tool_calls": [{"id": "c", "type": "function", "function": {"name": "f", "arguments": json.dumps({"a": json.dumps({"rc": BIRTH_NUMBER})})}}]}, {"role": "user", "content": "x"}]}).encode()),
    ("an unknown field", json.dumps({"model": "m", "messages": [{"role": "user", "content": "x"}], "x_pole": {"hluboko": [SAYS_BIRTH_NUMBER]}}).encode()),
    ("the model's name", json.dumps({"model": SAYS_BIRTH_NUMBER, "messages": [{"role": "user", "content": "x"}]}).encode()),
]  # fmt: skip

SHAPES = [
    ("not JSON", {}, b"Napis rozhodnuti."),
    ("JSON and more", {}, CLEAN_BODY + b' {"a": 1}'),
    ("cut JSON", {}, CLEAN_BODY[:-2]),
    ("a list", {}, b"[]"),
    ("nothing", {}, b""),
    ("Python's NaN", {}, b'{"model":"m","messages":[{"role":"user","content":"x"}],"temperature":NaN}'),
    ("UTF-16", {}, PLANTED.decode().encode("utf-16")),
    ("another charset", {"content-type": "application/json; charset=windows-1250"}, PLANTED),
    ("not UTF-8", {}, '{"model":"m","messages":[{"role":"user","content":"Žluťoučký"}]}'.encode("cp1250")),
    ("too deep", {}, b'{"model":"m","messages":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    ("a form", {"content-type": "application/x-www-form-urlencoded"}, b"q=" + BIRTH_NUMBER.encode()),
    ("multipart", {"content-type": "multipart/form-data; boundary=x"}, b'--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'),
]  # fmt: skip


def refused(house: Gateway, body: bytes, headers: dict[str, str], *options: str) -> None:
    for version in ("--http1.1", "--http2"):
        answer = house.curl.send(URL, body, {**KEYS["openai"], **headers}, [version, *options])
        assert answer.status == 403
        assert answer.headers["x-should-retry"] == "false"
        error = json.loads(answer.body)["error"]
        assert error["message"]
        assert DIGITS not in answer.body.decode().replace("/", "")
    assert house.provider.untouched()


@pytest.mark.parametrize(("coding", "body"), [row[1:] for row in CODED], ids=[row[0] for row in CODED])
def test_content_codings(house: Gateway, coding: str, body: bytes) -> None:
    """A body that its coding does not explain to the last byte, or that grows over the limit, does not leave."""
    house.forget_peaks()
    before = house.peaks()
    refused(house, body, {"content-encoding": coding} if coding else {})
    assert house.grown(before) < 100 * 1024 * 1024


@pytest.mark.parametrize("body", [row[1] for row in CARRIERS], ids=[row[0] for row in CARRIERS])
def test_carriers(house: Gateway, body: bytes) -> None:
    """A birth number is found in every leaf of the JSON, however it is written."""
    refused(house, body, {})


@pytest.mark.parametrize(("headers", "body"), [row[1:] for row in SHAPES], ids=[row[0] for row in SHAPES])
def test_opaque_bodies(house: Gateway, headers: dict[str, str], body: bytes) -> None:
    """A body that cannot be read in exactly one way does not leave, and leaves one event."""
    refused(house, body, headers)


def test_two_content_types(house: Gateway) -> None:
    """Two Content-Type headers are two readings."""
    refused(house, CLEAN_BODY, {}, "--header", "content-type: text/plain")


def test_what_is_sent_on_is_what_was_scanned(house: Gateway) -> None:
    """A clean compressed body goes on without its coding, byte for byte as it was scanned."""
    answer = house.curl.send(URL, gzip.compress(CLEAN_BODY), {**KEYS["openai"], "content-encoding": "gzip"})
    assert answer.status == 200
    (request,) = house.provider.requests()
    assert (request["coding"], request["bytes"]) == ("", len(CLEAN_BODY))


def test_two_gzip_members_of_a_clean_body_pass(house: Gateway) -> None:
    """All members are one body (RFC 1952, 2.2)."""
    body = gzip.compress(CLEAN_BODY[:30]) + gzip.compress(CLEAN_BODY[30:])
    assert house.curl.send(URL, body, {**KEYS["openai"], "content-encoding": "gzip"}).status == 200
