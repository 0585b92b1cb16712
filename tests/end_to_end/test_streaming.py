"""Answers stream through: what the provider has sent is at the client before it sends more."""

from itertools import product
from pathlib import Path

import httpx
import pytest

from gateway.demo.outcome import streamed
from gateway.demo.replies import LARGE, TEXT
from support.certificates import trusting
from support.clients import Sdks
from support.gateway_process import Gateway, sdk_bodies
from support.persons import CLEAN

VENDORS = ("openai", "anthropic")
PATHS = {"openai": "https://api.openai.com/v1/chat/completions", "anthropic": "https://api.anthropic.com/v1/messages"}
ENTRANCE_PATHS = {"openai": "/openai/v1/chat/completions", "anthropic": "/anthropic/v1/messages"}


@pytest.mark.parametrize(("vendor", "entrance"), list(product(VENDORS, ("proxy", "base_url"))))
def test_text_arrives_before_the_end_is_sent(house: Gateway, sdks: Sdks, vendor: str, entrance: str) -> None:
    """The SDK has its first event while the provider still holds the rest back; were it buffered, this would wait for ever."""
    released: list[int] = []

    def first() -> None:
        released.append(1)
        house.provider.release()

    body = sdk_bodies(vendor, CLEAN, stream=True) | {"model": "gated"}
    result = sdks(house, entrance).call({"vendor": vendor, "body": body, "watch": True}, first)
    assert (released, result["text"]) == ([1], TEXT)


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize(
    ("entrance", "http2"), [("proxy", False), ("proxy", True), ("base_url", False)], ids=["HTTP/1.1", "HTTP/2", "base URL"]
)
def test_a_chunk_in_is_a_chunk_out(house: Gateway, vendor: str, entrance: str, http2: bool) -> None:
    """The first event is read while the provider waits behind it; after its release the rest comes, byte for byte."""
    body = sdk_bodies(vendor, CLEAN, stream=True) | {"model": "gated"}
    alpn = ("h2", "http/1.1") if http2 else ("http/1.1",)
    url = PATHS[vendor] if entrance == "proxy" else house.entrance + ENTRANCE_PATHS[vendor]
    proxy = house.proxy if entrance == "proxy" else None
    with (
        httpx.Client(proxy=proxy, verify=trusting(house.ca, *alpn), http2=http2, trust_env=False, timeout=60) as client,
        client.stream("POST", url, json=body, headers={"x-api-key": "k", "anthropic-version": "2023-06-01"}) as answer,
    ):
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        parts = answer.iter_raw()
        first = next(parts)
        assert b"data: " in first
        house.provider.release()
        rest = b"".join(parts)
    assert streamed(first + rest, "openai" if vendor == "openai" else "anthropic") == TEXT


@pytest.mark.parametrize("option", ["--http1.1", "--http2"])
def test_a_large_answer_passes(house: Gateway, option: str, tmp_path: Path) -> None:
    """An answer of 50 MB, far over the limit on requests, passes, and the gateway does not hold it in memory."""
    house.forget_peaks()
    before = house.peaks()
    answer = house.curl.send(PATHS["openai"], b'{"model":"large","messages":[{"role":"user","content":"x"}]}', {}, [option])
    assert (answer.status, len(answer.body) >= LARGE) == (200, True)
    assert house.grown(before) < LARGE // 2
