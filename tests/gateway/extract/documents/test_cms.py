"""Signed messages, with a data-box message made as the data-box system makes it."""

from __future__ import annotations

import base64
import datetime as dt
import io

import docx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from support.documents import places, reason, text


def signed(content: bytes, *options: pkcs7.PKCS7Options) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Žofie PODEPSANA")])
    now = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now).not_valid_after(now + dt.timedelta(days=9)).sign(key, hashes.SHA256())
    )  # fmt: skip
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(certificate, key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary, *options])


def attachment() -> bytes:
    document = docx.Document()
    for relation in [one for one in document.part.package.rels.values() if "thumbnail" in one.reltype]:
        del document.part.package.rels[relation.rId]
    document.add_paragraph("VPRILOZE 7103192745")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def message(content: bytes) -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><p:MessageDownloadResponse xmlns:p="http://isds.czechpoint.cz/v20"><p:returnedMessage><p:dmDm>'
        "<p:dmSender>ODESILATEL</p:dmSender><p:dmAnnotation>Věc VECZPRAVY</p:dmAnnotation><p:dmRecipientRefNumber>710319/2745</p:dmRecipientRefNumber>"
        '<p:dmFiles><p:dmFile dmMimeType="application/vnd.openxmlformats" dmFileMetaType="main" dmFileDescr="NAZEVPRILOHY.docx"><p:dmEncodedContent>'
        + base64.encodebytes(content).decode()
        + "</p:dmEncodedContent></p:dmFile></p:dmFiles></p:dmDm></p:returnedMessage></p:MessageDownloadResponse>"
    ).encode()


ZFO = signed(message(attachment()))


@pytest.mark.parametrize("value", ["PODEPSANA", "ODESILATEL", "VECZPRAVY", "710319/2745", "NAZEVPRILOHY", "VPRILOZE", "7103192745"])
def test_a_data_box_message_is_read(value: str) -> None:
    """Envelope, attachments with their names, and who signed."""
    assert value in text(ZFO, "application/octet-stream", "zprava.zfo")


def test_places() -> None:
    """In which attachment, and where in it."""
    assert places(ZFO, "VPRILOZE") == {(("part", 1), ("attachment", 1), ("paragraph", 1))}


def test_a_signature_alone_says_who_signed() -> None:
    """``smime.p7s``."""
    assert "PODEPSANA" in text(signed(b"x", pkcs7.PKCS7Options.DetachedSignature))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (signed(message(bytes(range(256)))), "unknown_document"),
        (ZFO[:-200], "broken_document"),
        (bytes.fromhex("300f06092a864886f70d010703a0023000"), "encrypted"),
        (bytes.fromhex("300f06092a864886f70d010705a0023000"), "unknown_document"),
        (b"\x30\x82\x01\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02rubbish", "broken_document"),
    ],
    ids=["an unknown attachment", "cut", "encrypted", "another kind", "rubbish"],
)
def test_what_cannot_be_read_is_opaque(content: bytes, expected: str) -> None:
    """With its reason."""
    assert reason(content) == expected
