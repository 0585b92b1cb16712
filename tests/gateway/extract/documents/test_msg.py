"""Outlook messages."""

from __future__ import annotations

import io
import zipfile

import pytest

from support.compound import compound
from support.documents import places, reason, text


def wide(words: str) -> bytes:
    return words.encode("utf-16-le")


MESSAGE = {
    "__properties_version1.0": bytes(64),
    "__substg1.0_0037001F": wide("PREDMET"),
    "__substg1.0_1000001F": wide("TELO\r\nrodné číslo\r\n710319/2745"),
    "__substg1.0_10130102": b"<html><body>HTMLTELO</body></html>".ljust(4096),
    "__substg1.0_0C1A001F": wide("ODESILATEL"),
    "__substg1.0_007D001F": wide("From: HLAVICKA@example.cz"),
    "__substg1.0_8001001E": "Příznak VLASTNOST".encode("cp1250").ljust(4096),
    "__recip_version1.0_#00000000/__properties_version1.0": bytes(16),
    "__recip_version1.0_#00000000/__substg1.0_3001001F": wide("PRIJEMCE"),
    "__attach_version1.0_#00000000/__properties_version1.0": bytes(16),
    "__attach_version1.0_#00000000/__substg1.0_3707001F": wide("příloha.txt"),
    "__attach_version1.0_#00000000/__substg1.0_37010102": b"PRILOHA 7103192745".ljust(4096),
    "__attach_version1.0_#00000001/__substg1.0_3701000D/__properties_version1.0": bytes(64),
    "__attach_version1.0_#00000001/__substg1.0_3701000D/__substg1.0_1000001F": wide("VLOZENAZPRAVA"),
}


@pytest.mark.parametrize(
    "value",
    [
        "PREDMET",
        "TELO",
        "710319/2745",
        "HTMLTELO",
        "ODESILATEL",
        "HLAVICKA@example.cz",
        "Příznak",
        "VLASTNOST",
        "PRIJEMCE",
        "příloha.txt",
        "PRILOHA",
        "VLOZENAZPRAVA",
    ],
)
def test_every_corner_is_read(value: str) -> None:
    """Every text property, recipients, attachments, messages in the message."""
    assert value in text(compound(MESSAGE))


def test_places() -> None:
    """The number of the attachment."""
    assert places(compound(MESSAGE), "VLOZENAZPRAVA") == {(("attachment", 2),)}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"__attach_version1.0_#00000002/__substg1.0_3701000D/CONTENTS": b"x"}, "unknown_document"),
        ({"__attach_version1.0_#00000002/__substg1.0_37010102": bytes(range(256))}, "unknown_document"),
        ({"__recip_version1.0_#00000001/__substg1.0_10090102": b"x"}, "unknown_document"),
    ],
    ids=["an embedded object", "an unknown attachment", "compressed RTF alone"],
)
def test_what_cannot_be_read_is_opaque(more: dict[str, bytes], expected: str) -> None:
    """With its reason."""
    assert reason(compound({**MESSAGE, **more})) == expected


def packed(word: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        made.writestr("příloha.txt", f"{word} 710319/2745 " * 300)
    return out.getvalue()


def test_an_archive_that_is_attached() -> None:
    """Readers of archives find one near the end of the message: it is an attachment, and the message is none the less a message."""
    content = compound(MESSAGE | {"__attach_version1.0_#00000002/__substg1.0_37010102": packed("UVNITR")})
    assert zipfile.is_zipfile(io.BytesIO(content))
    assert places(content, "UVNITR") >= {(("attachment", 3), ("attachment", 1), ("line", 1))}


def test_an_archive_behind_a_message() -> None:
    """One that is no attachment is read as well: whoever opens the file as an archive finds it."""
    assert "JINDE" in text(compound(MESSAGE) + packed("JINDE"))
