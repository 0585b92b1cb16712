"""The headers of one part of a form."""

import pytest

from gateway.extract import multipart
from gateway.extract.budget import Budget
from gateway.extract.part_head import read as read_head
from gateway.extract.place import KEY
from support.forms import form
from support.wire import opaque


def read(body):
    return multipart.read(body.content, body.content_type)


def test_words():
    """The part's name comes first, then its file's names and the headers that say more than programs do; ordinary ones are left out."""
    raw = (
        'Content-Disposition: form-data; name="a"; filename="č.pdf"\r\nContent-Type: application/pdf\r\nContent-ID: <x>\r\nContent-Length: 5'
    ).encode()
    head = read_head(b"--" + raw, 2, 2 + len(raw), ("p",), Budget())
    assert [(word.place, word.text) for word in head.words] == [
        (("p", KEY), "a"),
        (("p", KEY, "filename"), "č.pdf"),
        (("p", KEY, "content-id"), "<x>"),
    ]
    assert (head.name, head.filename, head.kind.media, head.length) == ("a", "č.pdf", "application/pdf", "5")
    assert all((b"--" + raw)[word.start : word.end].decode() == word.text for word in head.words)
    assert "a" not in repr(head).lower().replace("head", "")
    assert "č" not in repr(head.words)


def test_a_name_in_the_type_is_a_text():
    """Mail programs name a file in its Content-Type, too."""
    raw = b'Content-Disposition: form-data; name="a"\r\nContent-Type: application/pdf; name="v-smlouva.pdf"'
    words = read_head(raw, 0, len(raw), ("p",), Budget()).words
    assert any("v-smlouva.pdf" in word.text for word in words)


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ('Content-Disposition: form-data; name="a"', None),
        ('content-disposition:form-data;name="a"', None),
        ('Content-Disposition: form-data; name="a"\r\nContent-Length: 1', None),
        ('Content-Disposition: form-data; name="a"\r\nContent-Length: 2', "unknown_shape"),
        ('Content-Disposition: form-data; name="a"\r\nContent-Encoding: identity', None),
        ('Content-Disposition: form-data; name="a"\r\nContent-Encoding: gzip', "unknown_coding"),
        ('Content-Disposition: form-data; name="a"\r\ncontent-disposition: form-data; name="b"', "ambiguous_headers"),
        ('Content-Disposition: form-data; name="a"; name="b"', "ambiguous_headers"),
        ('Content-Disposition: form-data; name="a"; size=5', "ambiguous_headers"),
        ('Content-Disposition: form-data; name="a";\r\n filename="b"', "unknown_shape"),  # folded
        ('Content-Disposition: form-data; name="a\\"; filename=\\"b"', "unknown_shape"),
        ("Content-Disposition: form-data", "unknown_shape"),
        ('Content-Disposition: attachment; name="a"', "unknown_shape"),
        ("Content-Type: text/plain", "unknown_shape"),
        ('Content-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=utf-16', "charset"),
        ('Content-Disposition: form-data; name="a"\r\nContent-Type: multipart/mixed; boundary=b', "unknown_shape"),
        ('Content-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64', "unknown_shape"),
        ("Content-Disposition: form-data; name=\"a\"; filename*=iso-8859-2''a", "charset"),
        ('Content-Disposition: form-data; name="_charset_"', "charset"),
    ],
)
def test_heads_strictly(head, reason):
    """A part's headers say one thing only, and nothing that changes its bytes."""
    assert opaque(read, form(head.encode() + b"\r\n\r\nx")) == reason
