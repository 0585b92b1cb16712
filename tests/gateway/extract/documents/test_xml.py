"""XML of any kind."""

from __future__ import annotations

import base64

import pytest

from support.documents import reason, text

LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "lol">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]><l>&a9;</l>"
)


@pytest.mark.parametrize(
    ("content", "value", "why"),
    [
        (b'<?xml version="1.0"?><osoba rc="710319/2745"/>', "710319/2745", "attributes"),
        (b'<?xml version="1.0"?><a>7103<b>19</b>/2745</a>', "710319/2745", "inline elements"),
        (b'<?xml version="1.0"?><rodneCislo>7103192745</rodneCislo>', "rodneCislo: 7103192745", "the name is the label"),
        (b'<?xml version="1.0"?><a><!-- KOMENTAR --></a>', "KOMENTAR", "comments"),
        (b'<?xml version="1.0"?><?x INSTRUKCE?><a><?y VNITRNI?></a>', "VNITRNI", "instructions"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "7103192745">]><a/>', "7103192745", "entities that nothing uses"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "19">]><a>7103&e;2745</a>', "7103192745", "entities"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><text>VKRESBE</text></svg>', "VKRESBE", "drawings"),
        ('<?xml version="1.0" encoding="windows-1250"?><a>Žofie</a>'.encode("cp1250"), "Žofie", "declared encodings"),
        ('<?xml version="1.0"?><a>Žofie</a>'.encode("utf-16"), "Žofie", "UTF-16"),
        (
            b'<?xml version="1.0"?><m><dmEncodedContent>' + base64.b64encode(b"PRILOHA " * 30) + b"</dmEncodedContent></m>",
            "PRILOHA",
            "attachments",
        ),
        (b'<?xml version="1.0"?><m><x>' + base64.b64encode(b"{\\rtf1 VRTF" + b" " * 60 + b"}") + b"</x></m>", "VRTF", "a known file"),
    ],
)
def test_every_corner_is_read(content: bytes, value: str, why: str) -> None:
    """Text, attributes, comments, entities, files."""
    assert value in text(content), why


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (LAUGHS, "document_limit"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', "broken_document"),
        (b'<?xml version="1.0"?><a>', "broken_document"),
        (b'<?xml version="1.0"?>' + b"<a>" * 5000 + b"</a>" * 5000, "document_limit"),
        (
            b'<?xml version="1.0"?><m><dmEncodedContent>' + base64.b64encode(bytes(range(256))) + b"</dmEncodedContent></m>",
            "unknown_document",
        ),
        (b'<?xml version="1.0"?><m><Signature>' + base64.b64encode(bytes(range(256))) + b"</Signature></m>", None),
    ],
    ids=["billion laughs", "a file of ours", "cut", "deep", "an unknown attachment", "a signature is no file"],
)
def test_what_cannot_be_read_is_opaque(content: bytes, expected: str | None) -> None:
    """With its reason."""
    assert reason(content) == expected
