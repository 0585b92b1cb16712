"""Pictures: recognised where a letter could be, and their metadata read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from support.documents import reason, text


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 60), mode: str = "RGB", **options: object) -> bytes:
    image = Image.new(mode, size, "white" if mode != "RGBA" else (255, 255, 255, 0))
    if min(size) > 20:
        ImageDraw.Draw(image).text(
            (5, 5), "Novák", fill="black" if mode != "RGBA" else (255, 255, 255, 255), font=ImageFont.load_default(30)
        )
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP"])
def test_each_kind_is_recognised(kind: str) -> None:
    """By its bytes, whatever it is called."""
    assert text(picture(kind), "text/plain", "a.txt", lambda data: "PRECTENO" if data.startswith(b"P5") else "") == "PRECTENO"


PHONE = Path(__file__).parents[3] / "data" / "pictures" / "phone.heic"
"""760 × 120 pixels with a made-up birth number, written by another program: the encoder is not shipped."""


def test_heic() -> None:
    """What telephones take pictures in: drawn whole for the recognition, opaque without it and when it is damaged."""
    drawn: list[bytes] = []

    def recognise(data: bytes) -> str:
        drawn.append(data)
        return "PRECTENO"

    content = PHONE.read_bytes()
    assert text(content, "text/plain", "a.txt", recognise) == "PRECTENO"
    width, height = Image.open(io.BytesIO(drawn[0])).size
    assert (width % 760, height % 120, width // 760) == (0, 0, height // 120), "enlarged as a whole"
    assert reason(content) == "no_ocr"
    assert reason(content[:-900]) == "broken_document"
    assert reason(b"\x00\x00\x00\x18ftypheic" + bytes(50)) == "broken_document"


NEEDS = [
    (picture(), True, "letters"),
    (picture(size=(8, 8)), False, "smaller than any letter"),
    (picture(size=(300, 4)), False, "a line"),
    (picture(size=(200, 19)), False, "one colour"),
    (picture(mode="RGBA"), True, "white letters on nothing"),
    (picture("GIF", save_all=True, append_images=[Image.linear_gradient("L").resize((300, 60))]), True, "a second frame"),
]


@pytest.mark.parametrize(("content", "needs", "why"), NEEDS, ids=[row[2] for row in NEEDS])
def test_what_needs_recognition(content: bytes, needs: bool, why: str) -> None:
    """A picture too small or empty to hold a word needs none."""
    assert reason(content) == ("no_ocr" if needs else None), why


def test_metadata_are_read() -> None:
    """EXIF, comments and text chunks."""
    exif = Image.Exif()
    exif[0x013B], exif[0x9C9D] = "AUTOR", "ŽAUTORWIN".encode("utf-16-le")
    info = PngInfo()
    info.add_itxt("Description", "Popis POPIS")
    assert "POPIS" in text(picture(pnginfo=info), recognise=lambda _: "")
    found = text(picture("JPEG", exif=exif, comment=b"KOMENTAR"), recognise=lambda _: "")
    assert all(value in found for value in ("AUTOR", "ŽAUTORWIN", "KOMENTAR"))


def bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (picture()[:60], "broken_document"),
        (picture("JPEG")[:-200], "broken_document"),
        (bomb(), "document_limit"),
        (b"\x89PNG\r\n\x1a\n", "broken_document"),
    ],
    ids=["cut", "cut at the end", "bomb", "only its mark"],
)
def test_what_cannot_be_drawn_is_opaque(content: bytes, expected: str) -> None:
    """With its reason."""
    assert reason(content, recognise=lambda _: "") == expected
