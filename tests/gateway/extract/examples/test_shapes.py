"""Bodies of examples are what real clients and readers take them for."""

from __future__ import annotations

import base64
import io
from email.parser import BytesParser
from urllib.parse import parse_qs

import docx
from PIL import Image

from gateway.extract.examples import shapes

TEXT = "Žádá <paní> & spol."


def test_a_document_is_one() -> None:
    """Another library reads the paragraph, and the bytes are the same each time."""
    made = shapes.docx(TEXT)
    assert [one.text for one in docx.Document(io.BytesIO(made)).paragraphs] == [TEXT]
    assert made == shapes.docx(TEXT)


def test_a_picture_is_one() -> None:
    """It has something drawn in it."""
    drawn = Image.open(io.BytesIO(shapes.picture(TEXT)))
    assert drawn.format == "PNG"
    assert drawn.getextrema() == (0, 255)


def test_forms() -> None:
    """Fields and files come back from standard readers."""
    one = shapes.form("a", [("q", TEXT), ("q", "b")])
    assert parse_qs(one.content.decode()) == {"q": [TEXT, "b"]}
    made = shapes.multipart("a", {"x": TEXT}, {"f": ("a.txt", "text/plain", b"bytes")})
    parts = BytesParser().parsebytes(f"Content-Type: {made.content_type}\r\n\r\n".encode() + made.content).get_payload()
    assert [part.get_payload(decode=True) for part in parts] == [TEXT.encode(), b"bytes"]  # type: ignore[union-attr]


def test_base64() -> None:
    """Texts and files alike."""
    assert base64.b64decode(shapes.base64_of(TEXT)).decode() == TEXT
    assert shapes.data_uri(b"a", "image/png") == "data:image/png;base64,YQ=="


def test_files() -> None:
    """An upload has its text in four places; no file system takes a slash in a name."""
    made = shapes.files("file", "a/b")
    assert [one.carrier for one in made] == ["text file", "document", "picture", "file name"]
    assert b'filename="a_b.txt"' in made[-1].content
