"""The rule: a request that is stopped when it comes alone is stopped in a line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.batch import Asked
from gateway.extract import batch_line, json_format
from gateway.extract.batch_line import Line
from gateway.extract.budget import Budget
from gateway.extract.json_text import read as json_text
from gateway.model import OpaqueBody
from support.batches import FILE, GOOGLE, MCP, OPENAI, PICTURE, WORDS, alone, line


def looked(text: str) -> Line | str:
    try:
        return batch_line.read(text)
    except OpaqueBody as opaque:
        return opaque.reason.value


ROWS = [*OPENAI, *GOOGLE]


@pytest.mark.parametrize("addressed", [True, False])
@pytest.mark.parametrize(("why", "name", "url", "request_"), ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_a_line_is_what_its_request_is(why: str, name: str, url: str, request_: Any, addressed: bool) -> None:
    """The same refusal, or the same things that the provider is asked to read."""
    expected, found = alone(name, json.dumps(request_)), looked(line(url, request_, addressed=addressed))
    assert expected != Asked(), "the row is about something that is stopped"
    assert (found if isinstance(found, str) else found.asked) == expected, why


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("a second body", '{"body": {"input": "x"}, "body": {"tools": [MCP]}}'),
        ("the first of two", '{"body": {"tools": [MCP]}, "body": {"input": "x"}}'),
        ("a second list", '{"body": {"tools": [], "tools": [MCP]}}'),
        ("a name with an escape", '{"bod\\u0079": {"\\u0074ools": [MCP]}}'),
        ("a request alone", '{"messages": [], "tools": [MCP]}'),
        ("Anthropic's", '{"params": {"mcp_servers": [{"type": "url", "url": "https://mcp.urad.example/spisy"}]}}'),
        ("an address that is another's", '{"url": "/v1/embeddings", "body": {"input": "x", "tools": [MCP]}}'),
        ("an address that is no text", '{"url": 5, "body": {"input": "x", "tools": [MCP]}}'),
        ("an address that is none", '{"url": "x?y", "body": {"input": "x", "tools": [MCP]}}'),
        ("spaces", '{ "a" : [1 , {}] , "body"\t:\r{ "tools" : [MCP] } }'),
    ],
)
def test_what_is_written_oddly(why: str, text: str) -> None:
    """Whichever of two a provider takes."""
    found = looked(text.replace("MCP", json.dumps(MCP)))
    assert isinstance(found, Line), why
    assert found.is_request
    assert found.asked.sources == {"https://mcp.urad.example/spisy"} or found.asked.nameless, why
    assert batch_line.alone(text.replace("MCP", json.dumps(MCP))) in {found.asked, Asked()}, why


@pytest.mark.parametrize(
    ("why", "text", "reason"),
    [
        ("numbers under another address", '{"url": "/v1/responses", "body": {"input": [1]}}', "tokens"),
        ("a number of many digits", '{"body": {"input": ' + "1" * 5000 + "}}", "tokens"),
        ("numbers without one", '{"body": {"inputs": [[1]]}}', "tokens"),
        ("messages without one", '{"body": {"messages": 5}}', "unknown_shape"),
        ("messages under another", '{"url": "/v1/responses", "body": {"messages": 5}}', "unknown_shape"),
        ("no JSON", '{"body": NaN}', "invalid_json"),
        ("too deep", '{"body": ' + "[" * 100 + "]" * 100 + "}", "too_deep"),
    ],
)  # fmt: skip
def test_what_cannot_be_read(why: str, text: str, reason: str) -> None:
    """It is refused as it is when it comes alone, whatever the line says of itself."""
    assert looked(text) == reason, why


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("a row of data", '{"file_id": "file-1", "text": "x"}'),
        ("another row", '{"prompt": "x", "completion": "y", "data": "zz", "mimeType": "image/png"}'),
        ("no object", "[1, 2]"),
        ("a number", "5"),
    ],
)
def test_what_is_no_request(why: str, text: str) -> None:
    """It asks for nothing, and its texts are there."""
    found = looked(text)
    assert isinstance(found, Line), why
    assert (found.is_request, found.asked) == (False, Asked())
    assert json_format.of_text(json_text(text), Budget()).segments(lambda _: found.segments[0].speaker) == found.segments


def test_what_passes_alone_passes() -> None:
    """Training data and plain requests ask for nothing."""
    log = '{"url": "/api/search", "request": "GET / HTTP/1.1", "body": "slova"}'
    for text in (log, json.dumps(WORDS), line("/v1/chat/completions", WORDS), line("", {"contents": [{"parts": [{"text": "x"}]}]})):
        found = looked(text)
        assert isinstance(found, Line)
        assert (found.is_request, found.asked, found.files) == (True, Asked(), ())
    assert looked(line("/v1/responses", {"input": [{"role": "user", "content": [FILE]}]})).asked == Asked(files=("file-a",))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("url", "request_"),
    [
        ("/v1/chat/completions", {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": PICTURE}}]}]}),
        ("", {"contents": [{"parts": [{"inlineData": {"mimeType": "image/png", "data": "AAAA"}}]}]}),
        ("", {"instances": [{"image": {"bytesBase64Encoded": "AAAA"}}]}),
    ],
)
def test_files_in_a_request(url: str, request_: Any) -> None:
    """Each once, as when the request comes alone."""
    found = looked(line(url, request_))
    assert isinstance(found, Line)
    assert [bytes(file.content) for file in found.files] == [bytes(3)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{'request': {}}", True),
        ("{request: {}}", True),
        ('{"\\u0062ody" : {', True),
        ('{"body": {}} {"body": {}}', True),
        ('{"a": "body"}', False),
        ('{"request": "GET / HTTP/1.1", "body_by', False),
        ("{", False),
        ("body: x", False),
        ("{ font: x; }", False),
    ],
)
def test_what_a_lenient_reader_may_take(text: str, expected: bool) -> None:
    """Names with other quotes, or none; not words of a text, and not other languages."""
    assert batch_line.looks_like_one(text) is expected
