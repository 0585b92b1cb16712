"""PDF: pages, notes, fields, properties, files in it, earlier states; what has no text is recognised."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFont

from support.documents import places, reason, text
from support.pdf import pdf

PAGE = "Strana s dostatkem textu, aby nebyla povazovana za obrazek: ULOZENYTEXT"


def letters(words: str, size: tuple[int, int] = (900, 90)) -> tuple[int, int, bytes]:
    image = Image.new("L", size, 255)
    ImageDraw.Draw(image).text((10, 10), words, fill=0, font=ImageFont.load_default(48))
    return *size, image.tobytes()


def everywhere() -> bytes:
    return pdf(
        [PAGE + "\nrodne cislo\n710319/2745", "DRUHA strana"],
        info={"Author": "Žofie AUTOR", "Title": "TITUL"},
        notes=["Poznámka POZNAMKA Žižka"],
        fields={"NAZEVPOLE": "HODNOTAPOLE"},
        files={"příloha.txt": b"OBSAHPRILOHY 7103192745"},
        outline="OSNOVA",
        link="mailto:ODKAZ@example.cz",
    )


PLANTED = [
    "ULOZENYTEXT",
    "710319/2745",
    "DRUHA",
    "AUTOR",
    "Žofie",
    "TITUL",
    "POZNAMKA",
    "Žižka",
    "NAZEVPOLE",
    "HODNOTAPOLE",
    "příloha.txt",
    "OBSAHPRILOHY",
    "OSNOVA",
    "ODKAZ@example.cz",
]


@pytest.mark.parametrize("value", PLANTED)
def test_every_corner_is_read(value: str) -> None:
    """Pages, properties, annotations, form fields, outline, links, embedded files and their names."""
    assert value in text(everywhere())


def test_places() -> None:
    """The number of the page, or of the attachment."""
    assert places(everywhere(), "DRUHA") == {(("page", 2),)}
    assert places(everywhere(), "OBSAHPRILOHY") == {(("attachment", 1), ("line", 1))}


def test_an_earlier_state_is_read() -> None:
    """A file changed by appending still holds what it said before."""
    before = pdf(["STARYTEXT, ktery byl pozdeji odstranen"])
    buffer = io.BytesIO()
    document = pdfium.PdfDocument(before)
    page = document[0]
    for item in list(page.get_objects()):
        page.remove_obj(item)
    page.gen_content()
    document.save(buffer, flags=pdfium.raw.FPDF_INCREMENTAL)
    changed = buffer.getvalue()
    assert changed.startswith(before)
    assert "STARYTEXT" in text(changed)


WITHOUT_TEXT = [
    (pdf([""], image=letters("x")), True, "a scanned page"),
    (pdf(["x"], image=letters("x")), True, "a stamp over a scan"),
    (pdf([PAGE], image=letters("x")), True, "a picture on a page of text"),
    (pdf([PAGE], image=(4, 4, bytes(16))), False, "a dot"),
    (pdf([PAGE]), False, "a page of text"),
    (pdf([""]), False, "an empty page"),
    (pdf([""], content=[" 10 10 m 10 200 200 200 200 10 c f"]), True, "shapes and no text"),
    (pdf([PAGE], content=[" 10 10 m 20 20 30 30 40 40 c f"] * 50), True, "letters drawn as outlines"),
    (pdf([PAGE], content=[" 10 10 m 20 20 l S"] * 50), False, "lines of a table"),
]


@pytest.mark.parametrize(("content", "recognised", "why"), WITHOUT_TEXT, ids=[row[2] for row in WITHOUT_TEXT])
def test_what_must_be_recognised(content: bytes, recognised: bool, why: str) -> None:
    """Pictures and drawn letters: opaque while nothing recognises them."""
    assert reason(content) == ("no_ocr" if recognised else None), why
    assert ("PRECTENO" in text(content, recognise=lambda _: "PRECTENO")) is recognised, why


def test_the_same_picture_is_recognised_once() -> None:
    """A logo on each page costs one recognition."""
    seen = []
    text(pdf([PAGE, PAGE], image=letters("x")), recognise=lambda data: seen.append(data) or "")  # type: ignore[func-returns-value]
    assert len(seen) == 1


LOCKED = (
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    b"3 0 obj\n<</Filter/Standard/V 1/R 2/O<" + b"28" * 32 + b">/U<" + b"41" * 32 + b">/P -4>>\nendobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]/Size 4>>\n%%EOF\n"
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (LOCKED, "encrypted"),
        (b"%PDF-1.7 rubbish", "broken_document"),
        (everywhere()[:300], "broken_document"),
        (pdf(["x"]).replace(b"/Count 1", b"/Count 10000"), "document_limit"),
        (b"%PDF-1.7\n1 0 obj\n<</Type/Pages/Kids[1 0 R]/Count 9>>\nendobj\ntrailer<</Root 1 0 R>>\n", "broken_document"),
    ],
    ids=["a password", "rubbish", "cut", "ten thousand pages claimed", "a loop of pages"],
)
def test_what_cannot_be_read_is_opaque(content: bytes, expected: str) -> None:
    """With its reason."""
    assert reason(content) == expected


def test_a_polyglot_is_read_as_both() -> None:
    """An archive behind a document."""
    import zipfile

    out = io.BytesIO(everywhere())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("tajne.txt", "VARCHIVU")
    found = text(out.getvalue())
    assert "VARCHIVU" in found
    assert "ULOZENYTEXT" in found
