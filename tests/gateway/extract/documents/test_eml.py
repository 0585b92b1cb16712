"""Mail."""

from __future__ import annotations

import email.policy
from email.message import EmailMessage

import pytest

from support.documents import places, reason, text


def message() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Žofie ODESILATEL <a@example.cz>", "PRIJEMCE@example.cz", "Předmět PREDMET"
    mail.set_content("Tělo TELO\nrodné číslo 710319/2745\n", cte="quoted-printable")
    mail.add_alternative("<html><body>7103<b>192745</b> HTMLTELO</body></html>", subtype="html")
    mail.add_attachment("Příloha PRILOHA".encode("cp1250"), maintype="text", subtype="plain", filename="příloha NAZEV.txt")
    inner = EmailMessage()
    inner["Subject"], inner["From"] = "VNITRNIPREDMET", "x@example.cz"
    inner.set_content("VNITRNITELO")
    mail.add_attachment(inner)
    mail.preamble = "PREAMBULE"
    return mail


CONTENT = message().as_bytes(policy=email.policy.SMTP)


@pytest.mark.parametrize(
    "value",
    [
        "Žofie",
        "ODESILATEL",
        "PRIJEMCE@example.cz",
        "Předmět",
        "PREDMET",
        "Tělo",
        "710319/2745",
        "7103192745",
        "HTMLTELO",
        "Příloha",
        "příloha",
        "NAZEV",
        "VNITRNIPREDMET",
        "VNITRNITELO",
        "PREAMBULE",
    ],
)
def test_every_corner_is_read(value: str) -> None:
    """Headers, both bodies, attachments with their names, messages in messages, the text before the first part."""
    assert value in text(CONTENT)


def test_places() -> None:
    """The number of the part."""
    assert places(CONTENT, "HTMLTELO") == {(("part", 4), ("line", 1))}


ODD = [
    (CONTENT.replace(b"boundary=", b"boundery="), "TELO", "no border"),
    (CONTENT[: len(CONTENT) // 2], "TELO", "cut"),
    (
        b"From: a@b.cz\r\nSubject: x\r\nContent-Type: text/html\r\nContent-Type: text/plain\r\n\r\n<b>SKRYTE</b>",
        "<b>SKRYTE</b>",
        "two kinds",
    ),
    ("From: a@b.cz\r\nSubject: \u017dOFIE\r\n\r\nx".encode("cp1250"), "ŽOFIE", "bare letters in a header"),
    (
        b"From x@y.cz Mon\nFrom: a@b.cz\nSubject: PRVNI\n\nx\n\nFrom x@y.cz Mon\nFrom: a@b.cz\nSubject: DRUHY\n\nZPRAVA\n",
        "ZPRAVA",
        "a mailbox",
    ),
    (b"From: a@b.cz\r\nSubject: x\r\nContent-Type: text/plain; charset=nic\r\n\r\nNEZNAMASADA", "NEZNAMASADA", "an unknown charset"),
]


@pytest.mark.parametrize(("content", "value", "why"), ODD, ids=[row[2] for row in ODD])
def test_odd_messages_are_read_too(content: bytes, value: str, why: str) -> None:
    """What readers take in different ways is read as its own source, too."""
    assert value in text(content), why


def test_an_unknown_attachment_is_opaque() -> None:
    """The message is as readable as its worst part; base64 that is none decodes to nothing anybody reads."""
    assert reason(b"From: a@b.cz\r\nSubject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n!!! NENIBASE64") == "unknown_document"
    mail = message()
    mail.add_attachment(bytes(range(256)), maintype="application", subtype="pdf", filename="a.pdf")
    assert reason(mail.as_bytes()) == "unknown_document"


def test_a_text_that_looks_like_one_is_read_as_both() -> None:
    """Declared a text, and with two headers at its beginning."""
    content = b"From: Jan\nSubject: prosba\n\nTELO"
    assert "TELO" in text(content, "text/plain", "a.txt")
