"""Calendars and address cards."""

from __future__ import annotations

import base64
import io

import pytest
from icalendar import Calendar, Event
from PIL import Image

from support.documents import reason, text


def calendar() -> bytes:
    made = Calendar()
    event = Event()
    event.add("summary", "Schůzka SCHUZKA, dlouhý název přes několik řádků " + "x" * 80 + " 710319/2745")
    event.add("attendee", "mailto:UCASTNIK@example.cz", parameters={"CN": "Žofie UCASTNICE"})
    event.add("description", "První řádek\nDRUHY; třetí")
    made.add_component(event)
    return made.to_ical()


CARDS = [
    (calendar(), "SCHUZKA,", "commas are escaped"),
    (calendar(), "710319/2745", "a folded line is whole"),
    (calendar(), "UCASTNIK@example.cz", "addresses"),
    (calendar(), "UCASTNICE", "parameters"),
    (calendar(), "DRUHY; třetí", "escapes"),
    ("BEGIN:VCARD\nVERSION:4.0\nFN:Žofie JMENO\nTEL:+420 777 123 456\nEND:VCARD".encode(), "Žofie JMENO", "a card"),
    (b"BEGIN:VCARD\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C5=BDo=\nfie QP\nEND:VCARD", "Žofie QP", "quoted-printable, cut softly"),
    (b"BEGIN:VCARD\r\nFN:710\r\n 319/2745\r\nEND:VCARD", "710319/2745", "folded in the middle"),
]


@pytest.mark.parametrize(("content", "value", "why"), CARDS, ids=[row[2] for row in CARDS])
def test_every_corner_is_read(content: bytes, value: str, why: str) -> None:
    """Lines, parameters, escapes, old encodings."""
    assert value in text(content), why


def test_a_photograph_is_a_file() -> None:
    """It needs recognition like any other."""
    out = io.BytesIO()
    Image.linear_gradient("L").save(out, "PNG")
    card = b"BEGIN:VCARD\nPHOTO;ENCODING=b;TYPE=PNG:" + base64.b64encode(out.getvalue()) + b"\nEND:VCARD"
    assert reason(card) == "no_ocr"
