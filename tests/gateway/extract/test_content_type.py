"""Reading the Content-Type header strictly."""

import pytest

from gateway.extract import content_type
from gateway.extract.content_type import ContentType
from support.wire import opaque


@pytest.mark.parametrize(
    ("value", "media", "parameters"),
    [
        ("", "", ()),
        ("   ", "", ()),
        ("application/json", "application/json", ()),
        ("Application/JSON ; Charset=UTF-8", "application/json", (("charset", "UTF-8"),)),
        ('application/json; charset="utf-8"', "application/json", (("charset", "utf-8"),)),
        ("multipart/form-data; boundary=a;", "multipart/form-data", (("boundary", "a"),)),  # an empty parameter is allowed
        ('text/plain; a="b\\"; charset=utf-16"', "text/plain", (("a", 'b"; charset=utf-16'),)),  # quoted text is one value
    ],
)
def test_reads(value, media, parameters):
    """A well-formed header gives its media type in lower case and its parameters in order."""
    assert content_type.parse(value) == ContentType(media, parameters)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("application", "content_type"),
        ("application/json, text/plain", "content_type"),  # two header lines that a proxy put together
        ("application/json charset=utf-8", "content_type"),
        ("application/json; charset", "content_type"),
        ('application/json; charset="utf-8', "content_type"),
        ("application/json; charset=utf-8; charset=utf-16", "ambiguous_headers"),
        ("application/json; a=1; A=1", "ambiguous_headers"),
    ],
)
def test_refuses(value, reason):
    """A header that two readers could take in two ways is opaque."""
    assert opaque(content_type.parse, value) == reason


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("application/json", None),
        ("application/json; charset=utf-8", None),
        ("application/json; charset=UTF8", None),
        ("application/json; charset=utf-16", "charset"),
        ("application/json; charset=iso-8859-2", "charset"),
        ("application/json; charset=utf-7", "charset"),
        ("application/json; charset=", "content_type"),
        ("application/json; charset*=utf-8''utf-16", "charset"),  # RFC 2231: some readers prefer it
    ],
)
def test_charset(value, reason):
    """Only UTF-8 is read."""
    assert opaque(lambda: content_type.require_utf8(content_type.parse(value))) == reason


@pytest.mark.parametrize(
    ("media", "is_text"),
    [
        ("", True),
        ("application/json", True),
        ("text/csv", True),
        ("application/ld+json", True),
        ("image/png", False),
        ("multipart/form-data", False),
    ],
)
def test_is_text(media, is_text):
    """A type that is read as text is one whose byte order mark would count."""
    assert ContentType(media).is_text is is_text


def test_parameter():
    """A parameter is found by its name in lower case."""
    assert content_type.parse("a/b; Boundary=x").parameter("boundary") == "x"
    assert content_type.parse("a/b").parameter("boundary") is None
