"""The rule: bad input of whatever format gets a clear answer and one event, is no exception, and is not sent on."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable

import pytest

from allowlist.answers import Approved, Role
from gateway.extract.examples.registry import examples
from gateway.extract.registry import formats
from gateway.model import RequestHead
from gateway.pipeline import Request
from gateway.proxy.outcome import Progress, Stop
from support.customs import customs

LIMIT = 64 * 1024 * 1024
WORDS = "Dobry den"
NAMES = sorted(name for name in formats() if any(not one.opaque for one in examples()[name](WORDS)))

type Bad = Callable[[bytes, str], tuple[bytes, str, str]]
"""(good body, its content type) → (body, content type, content encoding)."""

EVERY: dict[str, Bad] = {
    "truncated": lambda good, kind: (good[: len(good) // 2], kind, ""),
    "another content type": lambda good, _: (good, "image/png", ""),
    "no content type": lambda good, _: (good, "", ""),
    "another charset": lambda good, kind: (good.decode("utf-8", "replace").encode("utf-16"), kind, ""),
    "invalid UTF-8": lambda good, kind: (good.replace(b"Dobry", b"\xff\xfe\x80"), kind, ""),
    "a coding that it has not": lambda good, kind: (good, kind, "gzip"),
    "a coding that nobody knows": lambda good, kind: (good, kind, "rot13"),
    "a coding cut short": lambda good, kind: (gzip.compress(good)[:-9], kind, "gzip"),
    "more behind a coding": lambda good, kind: (gzip.compress(good) + b"x", kind, "gzip"),
    "a hundred objects deep": lambda _, kind: (b'{"a":' * 101 + b"1" + b"}" * 101, kind, ""),
    "a hundred lists deep": lambda _, kind: (b"[" * 101 + b"]" * 101, kind, ""),
}
HUGE: dict[str, bytes] = {
    "a million keys": b"{" + b",".join(b'"%d":0' % number for number in range(1_000_000)) + b"}",
    "a million items": b'{"messages":[' + b"0," * 999_999 + b"0]}",
    "a million objects": b"[" + b"{}," * 999_999 + b"{}]",
    "a million repeated keys": b"{" + b'"a":0,' * 999_999 + b'"a":0}',
}


def stopped(name: str, body: bytes, kind: str, coding: str) -> None:
    made, _, recorder = customs()
    headers = (("content-type", kind), *((("content-encoding", coding),) if coding else ()))
    head = RequestHead("https", "h.example", 443, "POST", "/a/b", "", headers)
    request = Request(head, body, Approved("openai", "chat", Role.PROMPT, "test", name), LIMIT)
    outcome = asyncio.run(made.inspect(request, "proxy", Progress()))
    assert isinstance(outcome, Stop)
    assert outcome.answer.status in {200, 400, 403, 413}
    assert outcome.answer.body
    (event,) = recorder.events
    assert (event.reason, event.disclosed.value) == ("opaque_body", "none")
    assert event.id.encode() in outcome.answer.body or event.id in dict(outcome.answer.headers).values()


@pytest.mark.parametrize("why", EVERY)
def test_bad_input_of_every_format(why: str) -> None:
    """The format's own example, made bad."""
    for name in NAMES:
        good = next(one for one in examples()[name](WORDS) if not one.opaque)
        stopped(name, *EVERY[why](good.content, good.content_type))


@pytest.mark.parametrize("why", HUGE)
@pytest.mark.parametrize("name", ["openai_chat", "chatgpt_web", "walk"])
def test_huge_input(name: str, why: str) -> None:
    """More than anybody says at once, told without reading it all."""
    stopped(name, HUGE[why], "application/json", "")
