"""Which reader reads what, and how deep."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.extract.documents.api import Attachment, Document, Piece
from gateway.extract.documents.reader import Reader
from gateway.model import File, OpaqueBody, OpaqueReason
from support.documents import reason, text
from support.pdf import pdf


class Fake:
    media = ("text/fake",)
    extensions = ("fake",)

    def __init__(self, name: str, *, mark: bytes = b"", textual: bool = True, raises: Exception | None = None, inner: bool = False) -> None:
        self.name, self.mark, self.textual, self.raises, self.inner = name, mark, textual, raises, inner

    def recognises(self, content: bytes) -> bool:
        return bool(self.mark) and content.startswith(self.mark)

    def read(self, content: bytes) -> Document:
        if self.raises:
            raise self.raises
        inside = (Attachment(content[1:], "vnitřní jméno", where=(("attachment", 1),)),) if self.inner and len(content) > 1 else ()
        return Document((Piece(self.name),), inside)


def read(content: bytes, *types: Fake, name: str = "", media: str = "") -> list[str]:
    known = {one.name: one for one in types} | {"text": Fake("text")}
    return [segment.text for segment in Reader(known, None).read(File((), content, media, name)).segments]


KINDS = [
    ((Fake("a", mark=b"A"),), "", "", ["a"], "by its bytes"),
    ((Fake("a", mark=b"X"),), "", "", ["text"], "what is left is a text"),
    ((Fake("a", mark=b"A"), Fake("b", mark=b"AB")), "", "", ["a", "b"], "both, when both recognise it"),
    ((Fake("a", mark=b"A", textual=False), Fake("b")), "x.fake", "text/fake", ["a"], "what it is declared to be does not make it a text"),
    ((Fake("b"),), "x.fake", "", ["b"], "among texts the name decides"),
    ((Fake("a", mark=b"A"),), "x.txt", "text/plain", ["a", "text"], "declared a plain text, it is read as one, too"),
]


@pytest.mark.parametrize(("types", "name", "media", "expected", "why"), KINDS, ids=[row[4] for row in KINDS])
def test_kinds(types: tuple[Fake, ...], name: str, media: str, expected: list[str], why: str) -> None:
    """By the bytes; a declaration only breaks ties."""
    assert sorted(set(read(b"AB", *types, name=name, media=media))) == expected, why


FAILURES = [
    (ValueError("the text"), OpaqueReason.BROKEN_DOCUMENT),
    (OpaqueBody(OpaqueReason.ENCRYPTED), OpaqueReason.ENCRYPTED),
    (KeyError("the text"), OpaqueReason.BROKEN_DOCUMENT),
]


@pytest.mark.parametrize(("raises", "expected"), FAILURES)
def test_whatever_a_library_raises_is_a_reason(raises: Exception, expected: OpaqueReason) -> None:
    """And its message is dropped."""
    with pytest.raises(OpaqueBody) as failed:
        read(b"AB", Fake("a", mark=b"A", raises=raises))
    assert failed.value.reason is expected
    assert failed.value.__cause__ is None


def test_files_inside_have_their_names_and_places() -> None:
    """The name is a text, and the place goes before what the file holds."""
    found = Reader({"a": Fake("a", mark=b"A", inner=True), "text": Fake("text")}, None).read(File((), b"AA"))  # type: ignore[dict-item]
    assert [(segment.where, segment.text) for segment in found.segments] == [((), "a"), ((), "vnitřní jméno"), ((("attachment", 1),), "a")]
    assert [segment.place for segment in found.segments] == [(0,), (1,), (2,)]


def test_depth_is_bounded() -> None:
    """Files in files without end."""
    with pytest.raises(OpaqueBody, match="document_limit"):
        read(b"A" * 50, Fake("a", mark=b"A", inner=True))


def test_nothing_holds_nothing() -> None:
    """An empty file."""
    assert read(b"") == []


def samples() -> list[bytes]:
    import docx

    made = docx.Document()
    made.add_paragraph("text 710319/2745")
    word, archive = io.BytesIO(), io.BytesIO()
    made.save(word)
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.txt", "x")
    return [
        word.getvalue(),
        archive.getvalue(),
        pdf(["text", "druha"], notes=["poznámka"], files={"a": b"b"}, fields={"a": "b"}),
        b"{\\rtf1 a{\\pict\\pngblip 89504e470d0a1a0a" + b"00" * 60 + b"}}",
        b"<!doctype html><p>a<table><tr><td>b</table>",
        b'<?xml version="1.0"?><a b="c">d</a>',
        b"From: a@b.cz\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n",
        b"BEGIN:VCARD\r\nFN:x\r\nEND:VCARD",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1500),
        b"\x30\x20\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02" + bytes(40),
        b"\x89PNG\r\n\x1a\n" + bytes(60),
    ]


SAMPLES = samples()


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow])
@given(
    st.sampled_from(SAMPLES), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 6)), max_size=6), st.floats(0, 1)
)
def test_damaged_files_are_read_or_opaque(sample: bytes, changes: list[tuple[float, bytes, int]], cut: float) -> None:
    """Whatever happens to a file on its way, nothing but OpaqueBody is raised."""
    content = bytearray(sample)
    for place, fresh, gone in changes:
        at = int(place * len(content))
        content[at : at + gone] = fresh
    if cut > 0.7:
        del content[int(len(content) * cut) :]
    reason(bytes(content), recognise=lambda _: "")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", "a.csv", "a.html", "a.eml", "a.ics", "a.xml", "a.pdf"]))
def test_any_bytes_are_read_or_opaque(content: bytes, name: str) -> None:
    """Under any name."""
    reason(content, "", name, lambda _: "")


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=200))
def test_no_word_of_a_text_is_lost(words: str) -> None:
    """A plain text comes out as it went in."""
    assert words.strip("\ufeff").strip() in text(words.encode(), "text/plain", "a.txt")
