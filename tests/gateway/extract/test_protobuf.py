"""The walk over Protocol Buffers without their schema."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import protobuf
from gateway.extract.budget import Budget
from gateway.extract.json_format import UnknownPlaceError
from gateway.model import SegmentKind
from support.wire import opaque


def varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out += bytes((value & 0x7F | 0x80,))
        value >>= 7
    return out + bytes((value,))


def field(number: int, value: object) -> bytes:
    """One field: int → varint, float → double, bytes and str length-delimited."""
    if isinstance(value, float):
        return varint(number << 3 | 1) + struct.pack("<d", value)
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    raw = value.encode() if isinstance(value, str) else bytes(value)
    return varint(number << 3 | 2) + varint(len(raw)) + raw


INNER = field(1, "v-deep\x07") + field(2, 7103192745)
BODY = (
    field(1, "rodné číslo")
    + field(2, 7103192745)
    + field(3, field(1, INNER) + field(2, "v-žluť"))
    + field(4, 1.5)
    + field(5, b"")
    + b"\x35abcd"
)


def test_texts_and_numbers_are_leaves():
    """Texts at any depth and numbers in each reading are segments; neighbours give each other context."""
    segments, joins = protobuf.read(BODY).segments()
    texts = [s.text for s in segments]
    assert texts[:2] == ["rodné číslo", "7103192745"]
    assert {"v-deep\x07", "v-žluť"} <= set(texts)
    assert {s.kind for s in segments if s.text == "7103192745"} == {SegmentKind.NUMBER}
    assert len({s.place for s in segments}) == len(segments)
    assert any([segments[part].text for part in join.parts][:2] == ["rodné číslo", "7103192745"] for join in joins)


@pytest.mark.parametrize(
    ("raw", "reading"),
    [
        (field(1, 7103192745), "7103192745"),
        (field(1, 7103192745 << 1), "7103192745"),  # sint64
        (field(1, 7103192745.0), "7103192745"),
        (varint(1 << 3 | 1) + (7103192745).to_bytes(8, "little"), "7103192745"),  # fixed64
        (field(1, 2**64 - 5), "-5"),
        (varint(1 << 3 | 5) + struct.pack("<f", 530712.0), "530712"),
    ],
)
def test_every_reading_of_a_number(raw, reading):
    """What a number stands for only its schema says; every reading is scanned."""
    assert reading in [s.text for s in protobuf.read(raw).segments()[0]]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"\xff\xfe", "unknown_shape"),
        (b"\x0a\x05abc", "unknown_shape"),  # longer than the body
        (field(1, b"\x80\x81\xff"), "unknown_shape"),  # bytes of an unknown kind
        (field(1, field(1, b"\xff\xfe\x00\x01")), "unknown_shape"),
        (b"\x03", "unknown_shape"),  # a group
        (b"\x00\x01", "unknown_shape"),  # field number 0
        (b"\x08" + b"\xff" * 11, "unknown_shape"),  # a varint without end
    ],
)
def test_opaque(raw, reason):
    """Whatever cannot be understood whole is opaque."""
    assert opaque(protobuf.read, raw) == reason


def test_depth_and_size_are_bounded():
    """A message inside a message inside … ends at the limit; so does the number of fields."""
    raw = field(1, "\x07")
    for _ in range(40):
        raw = field(1, raw)
    assert opaque(protobuf.read, raw) == "too_deep"
    assert opaque(protobuf.read, b"\x08\x01" * 300, ("m",), Budget(200)) == "too_many_leaves"


def test_changes_move_the_lengths():
    """A changed text changes the lengths of all messages around it, and nothing else."""
    read = protobuf.read(BODY)
    places = {s.text: s.place for s in read.segments()[0]}
    new = "a" * 300
    after = read.rebuild({places["v-deep\x07"]: new})
    assert after == BODY.replace(
        field(3, field(1, INNER) + field(2, "v-žluť")), field(3, field(1, field(1, new) + field(2, 7103192745)) + field(2, "v-žluť"))
    )
    with pytest.raises(UnknownPlaceError):
        read.rebuild({places["7103192745"]: "[RC_1]"})
    with pytest.raises(UnknownPlaceError):
        read.rebuild({("elsewhere",): "x"})
    assert read.rebuild({s.place: s.text for s in read.segments()[0]}) == BODY


def test_a_padded_length_stays():
    """A length may be written with more bytes than it needs; unchanged it stays."""
    raw = b"\x0a\x83\x00abc"
    assert protobuf.read(raw).rebuild({}) == raw


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_opaque(raw):
    """Whatever the bytes are, they are a message that comes back as it was, or opaque."""
    if opaque(protobuf.read, raw) is None:
        read = protobuf.read(raw)
        assert read.rebuild({}) == raw
        assert read.rebuild({s.place: s.text for s in read.segments()[0]}) == raw


VALUES = st.recursive(
    st.text(max_size=8) | st.integers(0, 2**64 - 1) | st.floats(),
    lambda inner: st.lists(st.tuples(st.integers(1, 5000), inner), min_size=1, max_size=3),
    max_leaves=8,
)


def encoded(fields):
    return b"".join(field(number, encoded(value) if isinstance(value, list) else value) for number, value in fields)


def planted(fields):
    return [
        text for _, value in fields for text in (planted(value) if isinstance(value, list) else [value] if isinstance(value, str) else [])
    ]


@given(st.lists(st.tuples(st.integers(1, 5000), VALUES), min_size=1, max_size=3))
def test_every_text_of_a_message_is_seen(fields):
    """Texts of real messages are found whole, by themselves or within the text around them; what is not printable may make it opaque."""
    raw = encoded(fields)
    if opaque(protobuf.read, raw) is None:
        seen = "\x00".join(s.text for s in protobuf.read(raw).segments()[0])
        assert all(text in seen for text in planted(fields) if text.isprintable() and len(text) > 2)
