"""Described formats over multipart."""

import json

import pytest

from gateway.batch import Asked, Batch
from gateway.extract.json_api import Dialect, JsonApi, by_name
from gateway.extract.json_format import UnknownPlaceError
from gateway.extract.multipart_api import MOST_HERE, MultipartApi
from gateway.model import OpaqueBody, OpaqueReason
from support.formats import refusal
from support.forms import form, part
from support.wire import body, head, joined, opaque, texts

JSON_SIDE = JsonApi("example", {}, Dialect(by_name({})))
FORMAT = MultipartApi("example", {"files": "/files"}, json=JSON_SIDE)

LINES = b"".join(
    json.dumps({"custom_id": f"r{at}", "body": {"messages": [{"role": "user", "content": text}]}}).encode() + b"\r\n\n"
    for at, text in enumerate(("v-first", "v-second {\\u0061}"))
)
BODY = form(part("purpose", "batch"), part("file", LINES, "v-batch.JSONL", "application/octet-stream"))


def test_a_file_goes_to_document_workers():
    """Texts of the form are segments, its file is a file with its name."""
    found = FORMAT.segments(form(part("purpose", "assistants"), part("file", b"%PDF", "v-smlouva.pdf", "application/pdf")))
    assert {"purpose", "assistants", "file", "v-smlouva.pdf"} == set(texts(found).values())
    assert [(file.name, file.content) for file in found.files] == [("v-smlouva.pdf", b"%PDF")]


def test_lines_of_json_are_read_here():
    """A file of JSON lines is read line by line, each leaf a segment that can be changed where it stands."""
    found = FORMAT.segments(BODY)
    assert not found.files
    values = {text: place for place, text in texts(found).items()}
    assert {"v-first", "v-batch.JSONL", "custom_id"} <= set(values)
    assert "custom_id: r0" in joined(found)
    assert FORMAT.rebuild(BODY, {}) == BODY.content
    changed = FORMAT.rebuild(BODY, {values["v-first"]: "[X]", values["batch"]: "[Y]"})
    assert changed == BODY.content.replace(b"v-first", b"[X]").replace(b"batch\r\n", b"[Y]\r\n", 1)
    with pytest.raises(UnknownPlaceError):
        FORMAT.rebuild(BODY, {("parts", 1, "lines", 99): "x"})


@pytest.mark.parametrize("content", [b"a;b\n1;2\n", b"\n \n", b"{}\nno json\n"])
def test_lines_that_are_none(content):
    """What is only called JSON lines goes to document workers like any other file."""
    assert [file.content for file in FORMAT.segments(form(part("file", content, "a.jsonl"))).files] == [content]


def test_files_inside_lines():
    """A picture in a line is a file of its own; what cannot be read in one makes the body opaque."""
    line = {"image_url": {"url": "data:image/png;base64,AAAA"}}
    found = FORMAT.segments(form(part("file", json.dumps(line), "a.jsonl")))
    assert [(file.place, file.media) for file in found.files] == [
        (("parts", 0, "lines", 0, "image_url", "url", -2), "image/png"),
    ]
    deep = form(part("file", "[" * 100 + "]" * 100, "a.jsonl"))
    assert opaque(FORMAT.segments, deep) == "too_deep"


BATCHES = MultipartApi("example", {"files": "/files"}, batches=True)
MANY = b"{}\n" * 101_000


@pytest.mark.parametrize(
    ("why", "wire", "purpose", "name", "content", "expected"),
    [
        ("lines that are JSON", BATCHES, "batch", "a", b"{}\n", None),
        ("said to be one, and none", BATCHES, "batch", "a.jsonl", b"{}\nx", Batch.YES),
        ("not said", BATCHES, "user_data", "a.jsonl", b"{}\nx", Batch.PERHAPS),
        ("another name", BATCHES, "user_data", "a.txt", b"{}\n", Batch.PERHAPS),
        ("Together's word", BATCHES, "batch-api", "a.txt", b"x", Batch.YES),
        ("more than is read here", BATCHES, "batch", "a.jsonl", MANY, Batch.YES),
        ("larger", BATCHES, "fine-tune", "a.jsonl", b'{"a": "%s"}' % (b"x" * MOST_HERE), Batch.PERHAPS),
        ("where no lines are carried out", FORMAT, "batch", "a.txt", b"{}\n", Batch.NO),
    ],
)
def test_who_looks_for_requests(why, wire, purpose, name, content, expected):
    """What is not read here goes to document workers, who are told what the form says; None: read here."""
    found = wire.segments(form(part("purpose", purpose), part("file", content, name))).files
    assert [file.batch for file in found] == ([] if expected is None else [expected]), why


def test_two_files_that_are_large_together():
    """The second goes to document workers; a change is written into the first alone."""
    line = b'{"a": "v-%s"}' % (b"x" * (MOST_HERE - 200))
    both = form(part("file", b'{"a": "v-first"}\n', "a.jsonl"), part("file", line, "b.jsonl"), part("file", line, "c.jsonl"))
    found = BATCHES.segments(both)
    assert [file.place for file in found.files] == [("parts", 2)]
    place = next(place for place, text in texts(found).items() if text == "v-first")
    assert BATCHES.rebuild(both, {place: "[X]"}) == both.content.replace(b"v-first", b"[X]")


def test_a_request_that_nobody_can_read():
    """It stops the file, where lines may be requests; what they ask for is there."""
    line = json.dumps({"url": "/v1/embeddings", "body": {"input": [1, 2]}})
    assert opaque(BATCHES.segments, form(part("file", line, "a.jsonl"))) == "tokens"
    assert opaque(FORMAT.segments, form(part("file", line, "a.jsonl"))) is None
    names = json.dumps({"url": "/v1/responses", "body": {"prompt": {"id": "pmpt_1"}}})
    assert BATCHES.segments(form(part("file", names, "a.jsonl"))).asked == Asked(frozenset({"prompt:pmpt_1"}))
    assert opaque(FORMAT.segments, form(part("file", MANY, "a.jsonl"))) == "too_many_leaves"


def test_json_instead_of_a_form():
    """Where an operation takes both, JSON is read as JSON; where it takes a form only, JSON is opaque."""
    assert "v-a" in texts(FORMAT.segments(body({"file_id": "v-a"}))).values()
    assert FORMAT.rebuild(body({"file_id": "v-a"}), {("file_id",): "b"}) == b'{"file_id": "b"}'
    assert FORMAT.conversation(body({})).key is None
    assert opaque(MultipartApi("x", {}).segments, body({})) == "content_type"


def test_check_and_operation():
    """A check may refuse a form; paths are told by their ends; the refusal is OpenAI's unless told otherwise."""

    def refuse(_):
        raise OpaqueBody(OpaqueReason.MEDIA)

    assert opaque(MultipartApi("x", {}, check=refuse).segments, BODY) == "media"
    assert FORMAT.operation(head(path="/v1/files")) == "files"
    assert FORMAT.operation(head(path="/v1/files", method="GET")) is None
    assert FORMAT.operation(head(path="/v1/files/x")) is None
    assert FORMAT.conversation(BODY).key is None
    assert refusal(FORMAT)["error"]["code"] == "czech_pii_blocked"
