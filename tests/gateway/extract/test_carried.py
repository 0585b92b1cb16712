"""Strings that carry a file: text is decoded, anything else makes the body opaque."""

import base64

import pytest

from gateway.extract import carried, json_text
from support.wire import opaque


def b64(text):
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


def carry(source):
    """What the last string of this JSON text carries."""
    read = json_text.read(source)
    declared = carried.media_of_base64(read)
    return [found.text for leaf in read.leaves if leaf.kind.name == "STRING" and (found := carried.carried(leaf, read, declared))]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        (f'"data:text/plain;base64,{b64("Jan Vzorný")}"', ["Jan Vzorný"]),
        (f'"DATA:Text/Plain;charset=utf-8;BASE64,{b64("Jan")}"', ["Jan"]),
        (f'"  data:text/csv;base64,{b64("a;b")}"', ["a;b"]),
        ('"data:text/plain,Jan%20Vzorn%C3%BD"', ["Jan Vzorný"]),
        ('"data:,Jan%20V"', ["Jan V"]),
        (f'"data:;base64,{b64("Jan")}"', ["Jan"]),
        (f'"data:application/json;base64,{b64("{}")}"', ["{}"]),
        (f'{{"type": "base64", "media_type": "text/plain", "data": "{b64("Jan")}"}}', ["Jan"]),
        (f'{{"data": "{b64("Jan")}", "media_type": "text/plain", "type": "base64"}}', ["Jan"]),  # order does not matter
        ('{"type": "text", "media_type": "text/plain", "data": "Jan"}', []),  # plain text already
        ('{"data": "Jan"}', []),
        ('{"file_data": ""}', []),
        ('"data: jméno, příjmení"', []),  # words
        (f'"{b64("long opaque text" * 40)}"', []),  # nothing declares this to be a file
        ('"viz data:image/png;base64,AAAA v příloze"', []),
    ],
)
def test_text_is_read(source, texts):
    """Text in a data: URI or declared base64 is decoded; words are left alone."""
    assert carry(source) == texts


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (f'{{"url": "data:image/png;base64,{b64("x")}"}}', "unknown_shape"),
        ('"data:image/svg+xml,%3Csvg%3E"', "unknown_shape"),
        (f'"data:application/pdf;base64,{b64("%PDF")}"', "unknown_shape"),
        (f'{{"type": "base64", "media_type": "image/jpeg", "data": "{b64("x")}"}}', "unknown_shape"),
        (f'{{"type": "base64", "data": "{b64("x")}"}}', "unknown_shape"),  # no media type: nobody says it is text
        (f'{{"file_data": "{b64("%PDF")}"}}', "unknown_shape"),
        ('{"input_audio": {"data": "AAAA", "format": "wav"}}', "unknown_shape"),
        (f'"data:text/plain;charset=utf-16;base64,{b64("x")}"', "charset"),
        (f'"data:text/plain;base64,{b64(b"\xff\xfe")}"', "charset"),
        ('"data:text/plain,%FF"', "charset"),
        ('"data:text/plain;base64,not base64"', "undecodable"),
        ('"data:text/plain;base64,QQ"', "undecodable"),  # padding is missing: readers differ
    ],
)
def test_anything_else_is_opaque(source, reason):
    """Images, PDFs, sound and broken text are opaque."""
    assert opaque(carry, source) == reason


@pytest.mark.parametrize(
    "source",
    [
        f'"data:text/plain;base64,{b64("Jan")}"',
        '"data:text/plain,J%C3%A1n%20X"',
        f'{{"type":"base64","media_type":"text/plain","data":"{b64("Jan")}"}}',
    ],
)
def test_a_changed_text_goes_back(source):
    """The new text is put back in the same wrapping, and reads back as itself."""
    read = json_text.read(source)
    leaf = read.leaves[-1]
    found = carried.carried(leaf, read, carried.media_of_base64(read))
    assert carry(read.rewrite({leaf.place: found.wrap("[JMÉNO, 1]")})) == ["[JMÉNO, 1]"]
    assert "Jan" not in repr(found)
