"""The search for planted values."""

import base64
import gzip
import json
import zlib
from urllib.parse import quote, quote_plus

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from gateway.demo.traces import decode, found, squeeze

VALUE = "800412/3127"
NAME = "Žofie Šťastná"

FORMS = [
    ("as it is", VALUE.encode()),
    ("without its slash", b"8004123127"),
    ("with spaces", b"80 04 12 / 3127"),
    ("percent-encoded", quote(VALUE, safe="").encode()),
    ("form-encoded", b"q=" + quote_plus("80 04 12/3127").encode()),
    ("JSON escape of the slash", b'"800412\\/3127"'),
    ("JSON escapes of digits", "".join(f"\\u{ord(c):04x}" for c in VALUE).encode()),
    ("base64", base64.b64encode(f"text {VALUE}".encode())),
    ("base64 behind a word", b"data:application/json;base64" + base64.b64encode(f"text {VALUE}".encode())),
    ("URL-safe base64", base64.urlsafe_b64encode(f"ž {VALUE} ?".encode())),
    ("hex", VALUE.encode().hex().encode()),
    ("gzip", gzip.compress(VALUE.encode())),
    ("second gzip member", gzip.compress(b"first") + gzip.compress(VALUE.encode())),
    ("gzip inside other bytes", b"head\r\n\r\n" + gzip.compress(VALUE.encode()) + b"tail"),
    ("deflate", zlib.compress(VALUE.encode())),
    ("zstd", zstandard.compress(VALUE.encode())),
    ("UTF-16", VALUE.encode("utf-16-le")),
    ("full-width digits", "８００４１２/３１２７".encode()),
    ("base64 in JSON in gzip", gzip.compress(json.dumps({"f": base64.b64encode(VALUE.encode()).decode()}).encode())),
]


@pytest.mark.parametrize(("data"), [data for _, data in FORMS], ids=[form for form, _ in FORMS])
def test_every_form_is_found(data: bytes) -> None:
    """A planted value is found in each form that a client or a proxy could give it."""
    assert found([VALUE], data) == (VALUE,)


def test_names_are_found_in_any_case_and_form() -> None:
    """Diacritics, composed or escaped, and letter case do not hide a name."""
    assert found([NAME], json.dumps(NAME.upper()).encode()) == (NAME,)
    assert found([NAME], b"&#381;ofie &Scaron;&#357;astn&aacute;") == (NAME,)


def test_absent_values_are_not_found() -> None:
    """Noise holds nothing."""
    assert found([VALUE, NAME], b"8004123126 Zofie" + bytes(range(256))) == ()


def test_too_short_values_are_refused() -> None:
    """A value that would be found in noise is an error of the test."""
    with pytest.raises(ValueError, match="6 letters"):
        found(["12 34"], b"")


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_found_whatever_stands_around(before: bytes, after: bytes) -> None:
    """Bytes around a plain value never hide it, unless they change its first or last character."""
    assert found(["zkusebnihodnota"], before + b" zkusebnihodnota " + after) == ("zkusebnihodnota",)


@given(st.text(max_size=40))
def test_squeezing_twice_changes_nothing(text: str) -> None:
    """Squeezing is idempotent for what it keeps."""
    assert squeeze(squeeze(text)) == squeeze(squeeze(squeeze(text)))


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("", b"x"), ("identity", b"x"), ("gzip", gzip.compress(b"x")), ("deflate", zlib.compress(b"x")),
        ("br", brotli.compress(b"x")), ("zstd", zstandard.compress(b"x")), ("gzip, br", brotli.compress(gzip.compress(b"x"))),
    ],
    ids=["none", "identity", "gzip", "deflate", "br", "zstd", "gzip, br"],  # gzip's bytes hold the time
)  # fmt: skip
def test_codings_come_off(coding: str, body: bytes) -> None:
    """Each content coding, and two on top of each other, is taken off."""
    assert decode(body, coding) == b"x"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "nic"])
def test_broken_codings_are_errors(coding: str) -> None:
    """What is not in its coding is a ValueError that holds no byte of it."""
    with pytest.raises(ValueError, match=r"coding|broken") as caught:
        decode(b"tajne-tajne", coding)
    assert "tajne" not in str(caught.value)
