"""The rule: a request is asked about its files only if it may have any, and every one of them must be known."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from dataclasses import replace

import pytest

from allowlist.answers import Approved, Role
from gateway.batch import Asked
from gateway.extract.registry import formats
from gateway.model import RequestHead
from gateway.pipeline import Reading, Request, read
from gateway.proxy.unseen import refers_to_unseen


class Files:
    """Knows what a test says."""

    def __init__(self, *known: str) -> None:
        self.known, self.asked = known, 0

    def digests(self, tool: str, ids: Iterable[str]) -> tuple[bytes, ...]:
        return tuple(f"{tool}/{one}".encode() for one in ids)

    def add(self, digests: Iterable[bytes]) -> None:
        raise NotImplementedError

    async def all_known(self, tool: str, ids: Iterable[str]) -> bool:
        self.asked += 1
        return all(f"{tool}/{one}" in self.known for one in ids)


def reading(body: object) -> Reading:
    approved = Approved("openai", "responses", Role.PROMPT, "api", "openai_responses")
    head = RequestHead("https", "api.openai.com", 443, "POST", "/v1/responses", headers=(("content-type", "application/json"),))
    return read(Request(head, json.dumps(body).encode(), approved, 100_000), formats())


def part(identity: str) -> dict[str, object]:
    return {"model": "m", "input": [{"role": "user", "content": [{"type": "input_file", "file_id": identity}]}]}


@pytest.mark.parametrize(
    ("why", "body", "expected", "asked"),
    [
        ("nothing of files", {"model": "m", "input": "Ahoj"}, False, 0),
        ("the word in a text", {"model": "m", "input": "Co je file_id?"}, False, 0),
        ("a known one", part("file-1"), False, 1),
        ("an unknown one", part("file-2"), True, 1),
        ("a source, which is never known", {"input": "x", "tools": [{"type": "mcp", "connector_id": "connector_gmail"}]}, True, 0),
        ("an unknown store", {"input": "x", "tools": [{"type": "file_search", "vector_store_ids": ["vs_1"]}]}, True, 1),
    ],
)
def test_what_is_unseen(why: str, body: object, expected: bool, asked: int) -> None:
    """Most requests ask nobody."""
    files = Files("openai/file-1")
    assert asyncio.run(refers_to_unseen(files, reading(body), "openai")) is expected, why
    assert files.asked == asked


SERVER = {"type": "mcp", "server_label": "s", "server_url": "https://mcp.urad.example/mcp"}
LISTED = frozenset({"https://mcp.urad.example/mcp", "connector:connector_gmail"})


@pytest.mark.parametrize(
    ("why", "body", "approved", "expected"),
    [
        ("listed", {"input": "x", "tools": [SERVER]}, LISTED, False),
        ("nothing is listed", {"input": "x", "tools": [SERVER]}, frozenset(), True),
        ("another is", {"input": "x", "tools": [SERVER]}, {"connector:connector_gmail"}, True),
        ("two listed ones", {"input": "x", "tools": [SERVER, {"type": "mcp", "connector_id": "connector_gmail"}]}, LISTED, False),
        ("one of two", {"input": "x", "tools": [SERVER, {"type": "mcp", "connector_id": "connector_dropbox"}]}, LISTED, True),
        ("another sort beside it", {"prompt": {"id": "pmpt_1"}, "tools": [SERVER]}, LISTED, True),
        ("an unknown file beside it", {**part("file-2"), "tools": [SERVER]}, LISTED, True),
        ("a known file beside it", {**part("file-1"), "tools": [SERVER]}, LISTED, False),
    ],
)  # fmt: skip
def test_an_approved_source(why: str, body: object, approved: frozenset[str], expected: bool) -> None:
    """A request passes only if every source that it names is on the list; its files are looked up as ever."""
    assert asyncio.run(refers_to_unseen(Files("openai/file-1"), reading(body), "openai", approved)) is expected, why


@pytest.mark.parametrize(
    ("address", "expected", "why"),
    [
        ("gs://urad-spisy/a.pdf", False, "of the approved bucket"),
        ("gs://urad-spisy2/a.pdf", True, "of another"),
        ("gs://urad-spisy/../jine/a.pdf", True, "of who knows which"),
        ("https://generativelanguage.googleapis.com/v1beta/files/urad-spisy", True, "a file that is not known"),
    ],
)
def test_a_file_of_an_approved_bucket(address: str, expected: bool, why: str) -> None:
    """What Vertex reads as a file by its address is known by its bucket."""
    head = RequestHead("https", "x.googleapis.com", 443, "POST", "/v1/x", headers=(("content-type", "application/json"),))
    body = json.dumps({"contents": [{"parts": [{"fileData": {"fileUri": address, "mimeType": "application/pdf"}}]}]}).encode()
    read_one = read(Request(head, body, Approved("vertex", "generate", Role.PROMPT, "api", "gemini"), 100_000), formats())
    assert asyncio.run(refers_to_unseen(Files(), read_one, "vertex", frozenset({"gs://urad-spisy"}))) is expected, why


@pytest.mark.parametrize(
    ("why", "asked", "expected"),
    [
        ("nothing", Asked(), False),
        ("a listed source", Asked(LISTED), False),
        ("another beside it", Asked(LISTED | {"prompt:pmpt_1"}), True),
        ("one without a name", Asked(LISTED, True), True),
        ("a known file", Asked(files=("file-1",)), False),
        ("an unknown file beside it", Asked(LISTED, files=("file-1", "file-2")), True),
        ("one of an approved bucket", Asked(files=("gs://urad-spisy/a.pdf",)), False),
    ],
)
def test_what_a_file_of_requests_asks_for(why: str, asked: Asked, expected: bool) -> None:
    """As if its requests had come alone."""
    plain = reading({"model": "m", "input": "Ahoj"})
    brings = replace(plain, extracted=replace(plain.extracted, asked=asked))
    approved = LISTED | {"gs://urad-spisy"}
    assert asyncio.run(refers_to_unseen(Files("openai/file-1"), brings, "openai", approved)) is expected, why
    assert asyncio.run(refers_to_unseen(None, brings, "openai")) is bool(asked.sources or asked.nameless), why


def test_nobody_to_ask() -> None:
    """Where nothing is kept of files nothing is said of them; a source needs nobody to be asked."""
    assert not asyncio.run(refers_to_unseen(None, reading(part("file-2")), "openai"))
    assert asyncio.run(refers_to_unseen(None, reading({"prompt": {"id": "pmpt_1"}}), "openai"))
