"""Rich text."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from support.documents import reason, text

LETTER = (
    rb"{\rtf1\ansi\ansicpg1250\deff0{\fonttbl{\f0\fcharset238 Arial;}}{\info{\author AUTOR}{\title TITUL}{\doccomm KOMENTARSOUBORU}}"
    rb"{\header ZAHLAVI}{\footer ZAPATI}\f0 7103{\b 19}/2745 P\'f8\'edli\'9a \u381?ena\par"
    rb"{\*\annotation KOMENTAR}{\footnote POZNAMKA}{\v SKRYTY}{\field{\*\fldinst HYPERLINK mailto:ODKAZ@example.cz}{\fldrslt odkaz}}"
    rb"\trowd Jm\'e9no\cell \'c8\'edslo\cell\row}"
)


@pytest.mark.parametrize(
    "value",
    [
        "AUTOR",
        "TITUL",
        "KOMENTARSOUBORU",
        "ZAHLAVI",
        "ZAPATI",
        "710319/2745",
        "Příliš",
        "Žena",
        "KOMENTAR",
        "POZNAMKA",
        "SKRYTY",
        "ODKAZ@example.cz",
        "Jméno",
    ],
)
def test_every_corner_is_read(value: str) -> None:
    """Text in its code page, margins, notes, comments, properties, hidden words, fields."""
    assert value in text(LETTER)


@pytest.mark.parametrize(
    "unseen", [rb"{\*\annotation r. \'e8. 715319/2743}", rb"{\footnote r. \'e8. 715319/2743}", rb"{\*\bkmkstart 715319/2743}"]
)
def test_what_is_left_out_is_a_text_of_its_own(unseen: bytes) -> None:
    """The words behind a note are not glued to the number at its end: nobody would find it."""
    lines = text(rb"{\rtf1\ansi slovo" + unseen + rb"dalsi}").split()
    assert "715319/2743" in lines


def picture() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").save(out, "PNG")
    return out.getvalue().hex().encode()


def test_pictures_and_objects_are_files() -> None:
    """A picture needs recognition; an object nobody reads is opaque; the same picture for old programs is not read twice."""
    shown = rb"{\rtf1 a{\*\shppict{\pict\pngblip\picw1 " + picture() + rb"}}"
    assert reason(shown + b"}") == "no_ocr"
    assert "PRECTENO" in text(shown + b"}", recognise=lambda _: "PRECTENO")
    old = rb"{\nonshppict{\pict\wmetafile8 " + b"0102030405060708" * 9 + b"}}}"
    assert "PRECTENO" in text(shown + old, recognise=lambda _: "PRECTENO")
    assert reason(rb"{\rtf1 a{\pict\wmetafile8 " + b"0102030405060708" * 9 + b"}}") == "unknown_document"
    assert reason(rb"{\rtf1 a{\object{\*\objdata " + b"d0cf11e0a1b11ae1" + b"00" * 600 + b"}}}") in {"unknown_document", "broken_document"}


def test_what_stands_behind_the_end_is_read() -> None:
    """Word leaves it out; other readers need not."""
    assert "ZAKONCEM" in text(rb"{\rtf1 a} ZAKONCEM")


def test_binary_data_is_opaque() -> None:
    """Raw bytes inside the text."""
    assert reason(rb"{\rtf1 a{\pict\bin8 12345678}}") == "unknown_document"
