"""How bodies of examples are made: JSON, forms, files."""

from __future__ import annotations

import base64
import io
import json
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from PIL import Image, ImageDraw, ImageFont

from gateway.extract.examples.api import Example

FORM = "application/x-www-form-urlencoded;charset=UTF-8"
BOUNDARY = "----celnice-example-4f1c"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

KEPT = 4
"""Texts: whoever goes through all examples asks for the same files each time."""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{DOCX}.main+xml"/></Types>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Target="word/document.xml"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def as_json(carrier: str, value: Any, **more: Any) -> Example:
    """A JSON body."""
    return Example(carrier, json.dumps(value, ensure_ascii=False).encode(), **more)


def form(carrier: str, fields: Iterable[tuple[str, str]], **more: Any) -> Example:
    """A form as pages send it."""
    return Example(carrier, urlencode(list(fields)).encode(), FORM, **more)


def f_req(carrier: str, value: Any, **more: Any) -> Example:
    """Google's form: JSON under ``f.req``, a token beside it."""
    return form(carrier, [("f.req", json.dumps(value, ensure_ascii=False)), ("at", "")], **more)


def multipart(carrier: str, fields: Mapping[str, str], files: Mapping[str, tuple[str, str, bytes]], **more: Any) -> Example:
    """A form of parts; ``files``: field → name, media type, bytes."""
    body = b"".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()
    )
    for field, (name, media, content) in files.items():
        spelt = name.replace('"', "%22")  # as browsers do (HTML, 4.10.22.8)
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{spelt}"\r\nContent-Type: {media}\r\n\r\n'
        body += head.encode() + content + b"\r\n"
    return Example(carrier, body + f"--{BOUNDARY}--\r\n".encode(), MULTIPART, **more)


@lru_cache(KEPT)
def docx(text: str) -> bytes:
    """A Word document with one paragraph. Not compressed, so that the text can be looked for in it."""
    made = io.BytesIO()
    paragraph = text.replace("&", "&amp;").replace("<", "&lt;")
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", f"<w:document {_W}><w:body><w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p></w:body></w:document>"),
        ):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), part)
    return made.getvalue()


@lru_cache(KEPT)
def picture(text: str) -> bytes:
    """A PNG with the text in it, without its accents: the built-in font has none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    font = ImageFont.load_default(40)
    drawn = Image.new("L", (int(font.getlength(plain)) + 80, 120), 255)
    ImageDraw.Draw(drawn).text((40, 30), plain, font=font, fill=0)
    made = io.BytesIO()
    drawn.save(made, "PNG")
    return made.getvalue()


def base64_of(content: str | bytes) -> str:
    """A text or a file in base64."""
    return base64.b64encode(content.encode() if isinstance(content, str) else content).decode()


def data_uri(content: str | bytes, media: str = "text/plain") -> str:
    """A text or a file as a data: URI (RFC 2397)."""
    return f"data:{media};base64,{base64_of(content)}"


def files(field: str, text: str, fields: Mapping[str, str] | None = None, **more: Any) -> tuple[Example, ...]:
    """The ways in which an upload as a form carries a text: in a text, in a document, in a picture, in the file's name."""
    own = fields or {}
    name = text.replace("/", "_")  # as no file system takes it
    return (
        multipart("text file", own, {field: ("zapis.txt", "text/plain", text.encode())}, **more),
        multipart("document", own, {field: ("dopis.docx", DOCX, docx(text))}, **more),
        multipart("picture", own, {field: ("sken.png", "image/png", picture(text))}, picture=True, **more),
        multipart("file name", own, {field: (f"{name}.txt", "text/plain", "Zápis".encode())}, **more),
    )
