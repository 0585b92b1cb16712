"""curl over HTTP/1.1 and HTTP/2, through both entrances, with every content coding."""

import gzip
import json
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard

from gateway.demo.outcome import Result, of_http
from gateway.demo.run import HOSTS, KEYS, PATHS
from support.gateway_process import Gateway, sdk_bodies
from support.persons import BIRTH_NUMBER, CLEAN, SAYS_BIRTH_NUMBER

WAYS = [
    pytest.param("proxy", "--http1.1", id="proxy-HTTP/1.1"),
    pytest.param("proxy", "--http2", id="proxy-HTTP/2"),
    pytest.param("base_url", "--http1.1", id="base URL"),
]
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}


def address(house: Gateway, vendor: str, entrance: str) -> str:
    base = HOSTS[vendor] if entrance == "proxy" else f"{house.entrance}/{vendor}"
    return base + PATHS[vendor]


@pytest.mark.parametrize("vendor", ["openai", "anthropic"])
@pytest.mark.parametrize(("entrance", "version"), WAYS)
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
def test_clean_passes_and_planted_stops(house: Gateway, vendor: str, entrance: str, version: str, stream: bool) -> None:
    """A clean prompt gets its answer; a planted one the vendor's refusal, and nothing of it leaves."""
    kind = "openai" if vendor == "openai" else "anthropic"
    url = address(house, vendor, entrance)
    for text, expected in ((SAYS_BIRTH_NUMBER, Result.STOPPED), (CLEAN, Result.ANSWERED)):
        house.provider.reset()
        body = json.dumps(sdk_bodies(vendor, text, stream=stream)).encode()
        answer = house.curl.send(url, body, KEYS[vendor], [version])
        assert of_http(answer, kind, stream=stream).result is expected
        assert house.provider.untouched() is (expected is Result.STOPPED)
        assert BIRTH_NUMBER.encode() not in answer.body


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("version", ["--http1.1", "--http2"])
def test_codings_are_looked_into(house: Gateway, coding: str, version: str) -> None:
    """A birth number in a compressed body stops it; a clean compressed body passes, as what was scanned."""
    url = address(house, "openai", "proxy")
    headers = {**KEYS["openai"], "content-encoding": coding}
    planted = CODINGS[coding](json.dumps(sdk_bodies("openai", SAYS_BIRTH_NUMBER)).encode())
    assert of_http(house.curl.send(url, planted, headers, [version]), "openai", stream=False).result is Result.STOPPED
    assert house.provider.untouched()
    clean = CODINGS[coding](json.dumps(sdk_bodies("openai", CLEAN)).encode())
    assert of_http(house.curl.send(url, clean, headers, [version]), "openai", stream=False).result is Result.ANSWERED


def test_providers_answers_are_not_changed(house: Gateway) -> None:
    """Status, headers and body of the provider's own errors come through."""
    answer = house.curl.send("https://api.openai.com/v1/models/neznamy", headers=KEYS["openai"])
    assert (answer.status, answer.headers["x-request-id"]) == (404, "req_stand_in")
    assert json.loads(answer.body)["error"]["message"] == "no such operation"
