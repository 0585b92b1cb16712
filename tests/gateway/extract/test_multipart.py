"""Multipart bodies: every text a leaf, every file a file, and what two readers could cut in two ways opaque."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import multipart
from gateway.extract.api import Body
from gateway.extract.json_format import UnknownPlaceError
from gateway.extract.place import KEY
from support.forms import BOUNDARY, MULTIPART, form, part
from support.wire import opaque

BODY = form(
    part("purpose", "v-purpose"),
    part("meta", '{"rodne_cislo": "v-json", "n": 5}', media="application/json"),
    part("rc", "710319/2745"),
    part("file", b"%PDF-\xff\r\n--", "v-name.pdf", "application/pdf"),
    part("blob", b"\x00", media="application/octet-stream"),
    part("late", "v-late", None, None, "Content-ID: <v-id>", "Content-Transfer-Encoding: binary"),
)


def read(body):
    return multipart.read(body.content, body.content_type)


def texts(body):
    return {segment.place: segment.text for segment in read(body).segments()[0]}


def test_every_part_is_seen():
    """Names, file names, further headers, texts and the leaves of JSON are segments; files are files; a text has its name beside it."""
    found = read(BODY)
    segments, joins = found.segments()
    by_place = {segment.place: segment.text for segment in segments}
    assert by_place["parts", 0, KEY] == "purpose"
    assert by_place["parts", 0] == "v-purpose"
    assert by_place["parts", 1, "rodne_cislo"] == "v-json"
    assert by_place["parts", 3, KEY, "filename"] == "v-name.pdf"
    assert by_place["parts", 5, KEY, "content-id"] == "<v-id>"
    assert [(file.place, file.content, file.media, file.name) for file in found.files] == [
        (("parts", 3), b"%PDF-\xff\r\n--", "application/pdf", "v-name.pdf"),
        (("parts", 4), b"\x00", "application/octet-stream", ""),
    ]
    joined = ["".join(s + segments[p].text for p, s in zip(join.parts, join.separators, strict=True)) for join in joins]
    assert "rc: 710319/2745" in joined
    assert "rodne_cislo: v-json\nn: 5" in joined
    assert found.text("purpose") == "v-purpose"
    assert found.text("file") is None


def test_rebuild():
    """Nothing changes by itself; words, texts, JSON and whole parts change alone, and read back as what they were changed to."""
    found = read(BODY)
    assert found.rebuild({}) == BODY.content
    assert found.rebuild({segment.place: segment.text for segment in found.segments()[0]}) == BODY.content
    changed = found.rebuild(
        {("parts", 0): "[X]", ("parts", 1, "rodne_cislo"): '[Y"]', ("parts", 3, KEY, "filename"): 'č".pdf'}, {("parts", 4): b"new"}
    )
    again = multipart.read(changed, MULTIPART)
    after = {segment.place: segment.text for segment in again.segments()[0]}
    assert (after["parts", 0], after["parts", 1, "rodne_cislo"], after["parts", 3, KEY, "filename"]) == ("[X]", '[Y"]', "č%22.pdf")
    assert [file.content for file in again.files] == [b"%PDF-\xff\r\n--", b"new"]
    with pytest.raises(UnknownPlaceError):
        found.rebuild({("parts", 9): "x"})


@pytest.mark.parametrize(
    ("disposition", "expected"),
    [
        ('form-data; name="file"; filename="příloha.pdf"', {"filename": "příloha.pdf"}),
        ("form-data; name=file; filename=a.pdf", {"filename": "a.pdf"}),
        ("form-data; name=\"file\"; filename*=UTF-8''p%C5%99%C3%ADloha.pdf", {"filename*": "příloha.pdf"}),
        ('form-data; name="file"; filename="a.pdf"; filename*=utf-8\'cs\'b.pdf', {"filename": "a.pdf", "filename*": "b.pdf"}),
        ('FORM-DATA; NAME="file"; FILENAME="C:\\a.pdf"', {"filename": "C:\\a.pdf"}),
    ],
)
def test_file_names(disposition, expected):
    """A file's name is read in each form it is sent in; where it stands twice, both are scanned."""
    body = form(f"Content-Disposition: {disposition}\r\n\r\nx".encode())
    assert {place[-1]: text for place, text in texts(body).items() if len(place) == 4} == expected
    assert read(body).files[0].name == list(expected.values())[-1]
    changed = read(body).rebuild({("parts", 0, KEY, key): "nový soubor.pdf" for key in expected})
    assert {text for place, text in texts(Body(changed, MULTIPART)).items() if len(place) == 4} == {"nový soubor.pdf"}


B = f"--{BOUNDARY}".encode()
GOOD = part("a", "b")


@pytest.mark.parametrize(
    ("content", "reason", "why"),
    [
        (B + b"\r\n" + GOOD + b"\r\n" + B + b"--", None, "no line end at the end"),
        (b"preamble\r\n" + B + b"\r\n" + GOOD + b"\r\n" + B + b"--\r\n", "unknown_shape", "a preamble"),
        (b"\r\n" + B + b"\r\n" + GOOD + b"\r\n" + B + b"--\r\n", "unknown_shape", "an empty preamble"),
        (B + b"\r\n" + GOOD + b"\r\n" + B + b"--\r\nepilogue", "unknown_shape", "an epilogue"),
        (B + b"\r\n" + GOOD + b"\r\n" + B + b"\r\n", "unknown_shape", "no end"),
        (B + b"--\r\n", "unknown_shape", "no part"),
        (b"", "unknown_shape", "nothing"),
        (B + b"\n" + GOOD + b"\n" + B + b"--\n", "unknown_shape", "line feeds alone"),
        (B + b"\r\n" + GOOD + b"\n" + B + b"\r\n" + GOOD + b"\r\n" + B + b"--\r\n", "unknown_shape", "a boundary behind a line feed alone"),
        (B + b" \r\n" + GOOD + b"\r\n" + B + b"--\r\n", "unknown_shape", "padding behind a boundary"),
        (B + b"\r\n" + GOOD + b"\r\n" + B + b"X\r\n" + GOOD + b"\r\n" + B + b"--\r\n", "unknown_shape", "a longer boundary"),
        (B + b"\r\n" + GOOD + B + b"\r\n" + B + b"--\r\n", "unknown_shape", "the boundary inside a text"),
        (B + b"\r\n" + B + b"--\r\n", "unknown_shape", "a part without its lines"),
    ],
)
def test_cut_strictly(content, reason, why):
    """Wherever another reader could cut the body elsewhere, it is opaque."""
    assert opaque(multipart.read, content, MULTIPART) == reason, why


@pytest.mark.parametrize(
    ("content_type", "reason"),
    [
        (MULTIPART, None),
        ('multipart/form-data; boundary="X-BOUNDARY-1"', None),
        ("Multipart/Form-Data; Boundary=X-BOUNDARY-1", None),
        ("multipart/form-data", "content_type"),
        ("multipart/form-data; boundary=", "content_type"),
        ("multipart/mixed; boundary=X-BOUNDARY-1", "content_type"),
        (MULTIPART + "; boundary=b", "ambiguous_headers"),
        (MULTIPART + "; charset=utf-16", "charset"),
        ("multipart/form-data; boundary=other", "unknown_shape"),
    ],
)
def test_content_type(content_type, reason):
    """The boundary is named once, by a form."""
    assert opaque(multipart.read, form(GOOD).content, content_type) == reason


def test_limits():
    """A text that is no UTF-8, headers without end and parts without number are opaque."""
    assert opaque(read, form(part("a", b"\xff"))) == "charset"
    assert opaque(read, form(b"X: " + b"x" * 20_000 + b"\r\n" + GOOD)) == "unknown_shape"
    assert opaque(read, form(*[GOOD] * (multipart.MAX_PARTS + 1))) == "too_many_leaves"


@given(
    st.dictionaries(st.text("abč \"'%", min_size=1, max_size=5), st.text(max_size=20), max_size=3),
    st.binary(max_size=40),
    st.text('aé"\\ .', max_size=8),
)
def test_what_a_client_writes(fields, content, filename):
    """What httpx writes is read as what it was told to write, or is opaque where its writing is ambiguous; and comes back byte by byte."""
    files = {"file": (filename or "f", content, "application/pdf")}
    request = httpx.Request("POST", "https://api.example/", data=fields, files=files)
    raw, value = request.read(), request.headers["content-type"]
    if opaque(multipart.read, raw, value) is not None:
        assert "\\" in filename or any(mark in name for name in fields for mark in '"\\') or "\x00" in "".join(fields)
        return
    found = multipart.read(raw, value)
    assert [part.piece.text for part in found.parts if part.piece is not None] == list(fields.values())
    assert [file.content for file in found.files] == [content]
    assert found.rebuild({}) == raw
