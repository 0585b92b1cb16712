"""The rule: whatever stops a request that comes alone stops the file in which it is a line, wherever the line stands and however it ends."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.batch import Asked, Batch
from gateway.extract import asked
from gateway.extract.documents import batch, text
from gateway.extract.documents.reader import Reader
from gateway.extract.documents.registry import documents
from gateway.extract.google_upload import FORMAT as GOOGLE_UPLOAD
from gateway.extract.openai_files import FORMAT as OPENAI_FILES
from gateway.model import Extracted, File, OpaqueBody, OpaqueReason
from support.batches import GOOGLE, MCP, OPENAI, WORDS, alone, line
from support.forms import form, part
from support.wire import body

PLAIN = line("/v1/chat/completions", WORDS)
NAMES = line("/v1/responses", {"input": "x", "tools": [MCP]})
ESCAPED = '{"body": {"input": "\\u0159"}}'
SOURCE = Asked(frozenset({"https://mcp.urad.example/spisy"}))
READER = Reader(documents(), None)


def looked(content: str | bytes, kind: Batch = Batch.PERHAPS) -> Asked | str:
    try:
        return batch.read(content if isinstance(content, bytes) else content.encode(), kind).asked
    except OpaqueBody as opaque:
        return opaque.reason.value


def uploaded(extracted: Extracted) -> Asked | str:
    """What an upload asks for, with what document workers say of its files, as the pipeline puts it together."""
    try:
        read = [READER.read(file).asked for file in extracted.files]
    except OpaqueBody as opaque:
        return opaque.reason.value
    return asked.together((extracted.asked, asked.of(extracted.segments), *read))


def openai(content: bytes, name: str, media: str, purpose: str | None) -> Asked | str:
    parts = [part("purpose", purpose)] if purpose else []
    try:
        return uploaded(OPENAI_FILES.segments(form(*parts, part("file", content, name, media))))
    except OpaqueBody as opaque:
        return opaque.reason.value


def same(found: Asked | str, expected: Asked | str) -> bool:
    """One more way to see a source may not be able to name it; it is stopped all the same."""
    if isinstance(found, str) or isinstance(expected, str):
        return found == expected
    named = found.sources == expected.sources and set(found.files) == set(expected.files)
    return found.nameless if expected.nameless else named and not found.nameless


FILES = st.tuples(
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from(["\n", "\r\n", "\n\n", " \n\t\n"]),
    st.sampled_from(["", "\ufeff"]),
    st.booleans(),
)
"""Lines before and behind, how they end, how the file begins, whether the last line ends."""


def written(one: str, other: str, shape: tuple[int, int, str, str, bool]) -> bytes:
    before, behind, end, begins, ends = shape
    content = begins + end.join([*[other] * before, one, *[other] * behind]) + (end if ends else "")
    return content.encode()


@given(
    st.sampled_from(OPENAI),
    FILES,
    st.sampled_from(["a.jsonl", "a.JSONL", "a.txt", "a.json", "a", "a.csv"]),
    st.sampled_from(["application/jsonl", "text/plain", "application/octet-stream", "application/json"]),
    st.sampled_from(["batch", "Batch", "batch-api", "user_data", None]),
    st.booleans(),
)
def test_a_form(row: tuple[str, str, str, Any], shape: Any, name: str, media: str, purpose: str | None, addressed: bool) -> None:
    """Whatever the file is called, and whatever it is said to be for."""
    why, wire, url, request = row
    content = written(line(url, request, addressed=addressed), PLAIN, shape)
    assert same(openai(content, name, media, purpose), alone(wire, json.dumps(request))), why


@given(st.sampled_from(GOOGLE), FILES, st.sampled_from(["application/json", "application/jsonl", "text/plain", ""]))
def test_bytes_alone(row: tuple[str, str, str, Any], shape: Any, media: str) -> None:
    """Google's upload says nothing of what the file is for: its lines do."""
    why, wire, url, request = row
    content = written(line(url, request), line("", {"contents": [{"parts": [{"text": "x"}]}]}), shape)
    assert same(uploaded(GOOGLE_UPLOAD.segments(body(content, media))), alone(wire, json.dumps(request))), why


@pytest.mark.parametrize("kind", [Batch.PERHAPS, Batch.YES])
@pytest.mark.parametrize(
    ("why", "content", "expected"),
    [
        ("plain requests", f"{PLAIN}\n{PLAIN}", Asked()),
        ("nothing", "", Asked()),
        ("blank lines", "\n\r\n \n", Asked()),
        ("a line", f"{PLAIN}\n{NAMES}\n", SOURCE),
        ("UTF-16", f"{PLAIN}\n{NAMES}\n".encode("utf-16"), SOURCE),
        ("letters of Windows", f'{PLAIN}\n{{"x": "\u017d", {NAMES[1:]}'.encode("cp1250"), SOURCE),
        ("data", '{"file_id": "file-1"}\n{"tools_": 5}\n', Asked()),
        ("another reader's line inside one", f"[1,\r{NAMES}\r,2]", SOURCE),
        ("what is no JSON for us", f'{PLAIN}\n{{"custom_id": NaN, {NAMES[1:]}', "invalid_json"),
        ("two in one line", f"{NAMES} {NAMES}", "invalid_json"),
        ("a line that is cut", f"{PLAIN}\n{NAMES[:-9]}", "invalid_json"),
    ],
)  # fmt: skip
def test_lines(why: str, content: str | bytes, expected: Asked | str, kind: Batch) -> None:
    """Whether or not the upload says that they are requests."""
    assert looked(content, kind) == expected, why


@pytest.mark.parametrize(
    ("why", "content"),
    [
        ("words", "Dobrý den,\n{posílám} přehled.\n"),
        ("a program", 'x = {\n  "body": {"tools": []},\n}\n'),
        ("a table", "a;b\n1;2\n"),
        ("one object over several lines", json.dumps({"request": {"tools": [MCP]}}, indent=1)),
        ("no text at all", b"\x89PNG\0\0"),
    ],
)
def test_what_is_no_file_of_requests(why: str, content: str | bytes) -> None:
    """It asks for nothing, unless the upload says that it is one: then nobody can read it."""
    assert looked(content) == Asked(), why
    assert looked(content, Batch.YES) in {"invalid_json", "unknown_document"}, why


def test_what_only_a_reader_of_json_sees() -> None:
    """Words behind escapes, and files, each with its line; what the plain text says is said once."""
    escaped, picture = (
        '{"body": {"input": "\\u0159 7\\u00310319/2745"}}',
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
    )
    shown = line("/v1/chat/completions", {"messages": [{"role": "user", "content": [picture]}]})
    found = batch.read(f"{PLAIN}\n{escaped}\n{shown}\n".encode(), Batch.PERHAPS)
    assert [(piece.text, piece.where) for piece in found.document.pieces] == [("body: input: ř 710319/2745\n", (("line", 2),))]
    assert [(file.load(), file.media, file.where) for file in found.document.attachments] == [(bytes(3), "image/png", (("line", 3),))]


def test_the_reader_says_it() -> None:
    """Only for a file whose lines may be requests; its texts are read beside those of the file itself."""
    content = f'{NAMES}\n{{"body": {{"input": "\\u0159"}}}}\n'.encode()
    assert READER.read(File((), content, "", "a.jsonl")).asked == Asked()
    found = READER.read(File((), content, "", "a.jsonl", batch=Batch.PERHAPS))
    assert found.asked == SOURCE
    assert [one.text for one in found.segments] == [f"{NAMES}\n\n", "body: input: ř\n"]
    assert found.segments[1].where_at(0) == (("line", 2),)


@pytest.mark.parametrize(
    ("why", "content", "rest"),
    [
        ("nothing to decode", f"{PLAIN}\n{NAMES}", f"{PLAIN}\n{NAMES}"),
        ("in the middle", f"{PLAIN}\n{ESCAPED}\r\n{PLAIN}\n", f"{PLAIN}\n\n{PLAIN}\n"),
        ("alone", ESCAPED, ""),
        ("a line that is no JSON", f"{ESCAPED}\nslova \\u0159\n", "\nslova \\u0159\n"),
        ("JSON that is no object", '["\\u0159"]\n', '["\\u0159"]\n'),
        ("lines in a line stay", f"[1,\r{ESCAPED}\r]", f"[1,\r{ESCAPED}\r]"),
        ("in another encoding", f"{ESCAPED}\nž".encode("utf-16"), "\nž"),
    ],
)
def test_what_is_left_to_the_reader_of_texts(why: str, content: str | bytes, rest: str) -> None:
    """Every line is read once, and keeps its number."""
    found = batch.read(content if isinstance(content, bytes) else content.encode(), Batch.PERHAPS)
    assert found.rest.decode() == rest, why


@pytest.mark.parametrize("bad", [b"\x00", b"\x01\xff", b"\xff\xfe\xff"])
def test_bytes_that_are_no_text(bad: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that skips what is no JSON finds the line behind them; and so does a reader of what is too long."""
    content = bad + f"\n{ESCAPED}\n{NAMES}\n".encode()
    found = batch.read(content, Batch.PERHAPS)
    assert (found.asked, found.rest) == (SOURCE, content)
    assert batch.read(bad + b"\n{x", Batch.PERHAPS).asked == Asked()
    monkeypatch.setattr(text, "CHARACTERS", 10)
    assert looked(NAMES) == "document_limit"
    assert looked("x" * 100) == Asked(), "its own reader says that it is too long"


def test_bytes_of_two_encodings_are_left_whole() -> None:
    """Which of them a line is in, nobody knows."""
    content = f"{ESCAPED}\n".encode() + b"\xb9"
    assert batch.read(content, Batch.PERHAPS).rest == content


def test_a_file_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused before its lines are read."""
    monkeypatch.setattr(text, "CHARACTERS", 10)
    for kind in Batch:
        for size in (41, 11):
            with pytest.raises(OpaqueBody) as opaque:
                READER.read(File((), b"x" * size, "", "a.jsonl", batch=kind))
            assert opaque.value.reason is OpaqueReason.DOCUMENT_LIMIT


def test_many_lines_of_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a thousand lines ask for is kept once."""
    seen = []
    monkeypatch.setattr("gateway.extract.asked.together", lambda every: seen.append(len(list(every))) or Asked())
    batch.read("\n".join([PLAIN] * 1000).encode(), Batch.YES)
    assert seen[-1] == 1
