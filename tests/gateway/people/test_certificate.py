"""Client certificates."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import ExtendedKeyUsageOID

from gateway.errors import UserError
from gateway.people.api import Account, Asked, Broken, Found, Wrong
from gateway.people.certificate import FromCertificate
from gateway.people_settings import Certificate
from support.office_ca import Issued, OfficeCa, upn

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CA = OfficeCa(NOW)
OTHER = OfficeCa(NOW)  # the same name, another key
SERVER = ExtendedKeyUsageOID.SERVER_AUTH
DAY = timedelta(days=1)


def way(folder: Path, **changes: Any) -> FromCertificate:
    return FromCertificate(Certificate.model_validate({"ca": CA.write(folder), **changes}), lambda: NOW, ("urad.cz",))


def identify(one: FromCertificate, *certificates: bytes, address: str = "", headers: tuple[tuple[str, str], ...] = ()) -> Found:
    return asyncio.run(one.identify(Asked(address, headers, certificates)))


ROWS: list[tuple[Callable[[], Issued], dict[str, Any], Found, str]] = [
    (lambda: CA.issue("Jana", upn("Jana@URAD.CZ")), {}, Account("jana"), "the UPN of Windows"),
    (lambda: CA.issue("Jana", x509.RFC822Name("jana@urad.cz")), {"account": "email"}, Account("jana"), "an e-mail address"),
    (lambda: CA.issue("Jana"), {"account": "cn"}, Account("jana"), "the common name"),
    (lambda: CA.issue("Jana"), {}, Wrong.ACCOUNT, "no SAN"),
    (lambda: CA.issue("Jana", upn("jana@urad.cz"), upn("petr@urad.cz")), {}, Wrong.ACCOUNT, "two names are none"),
    (lambda: CA.issue("Jana", upn("jana@urad.cz"), purpose=SERVER), {}, Wrong.CREDENTIALS, "a server's certificate"),
    (lambda: CA.issue("Jana", upn("jana@urad.cz"), purpose=None), {}, Wrong.CREDENTIALS, "a certificate without a purpose"),
    (lambda: CA.issue("Jana", upn("jana@urad.cz"), ca=True), {}, Wrong.CREDENTIALS, "an authority is nobody"),
    (lambda: OTHER.issue("Jana", upn("jana@urad.cz")), {}, Wrong.CREDENTIALS, "an authority of the same name"),
    (lambda: CA.issue("Jana", upn("jana@urad.cz"), since=-2 * DAY, until=-DAY), {}, Wrong.EXPIRED, "over"),
    (lambda: CA.issue("Jana", upn("jana@urad.cz"), since=DAY, until=2 * DAY), {}, Wrong.CLOCK, "not in force yet, or a wrong clock"),
]


@pytest.mark.parametrize(("issue", "changes", "expected", "why"), ROWS, ids=[row[3] for row in ROWS])
def test_certificates(tmp_path: Path, issue: Callable[[], Issued], changes: dict[str, Any], expected: Found, why: str) -> None:
    """Signed by the office, in force, for clients, and naming one account."""
    assert identify(way(tmp_path, **changes), issue().der) == expected, why


def test_no_certificate_is_no_answer(tmp_path: Path) -> None:
    """Without one the question goes on."""
    assert identify(way(tmp_path)) is None
    assert identify(way(tmp_path), b"no certificate") is Wrong.MALFORMED


def test_revoked(tmp_path: Path) -> None:
    """The list names whom it names; an old, foreign or broken one refuses everybody, and a new one counts at once."""
    crl = tmp_path / "crl.pem"
    jana, petr = CA.issue("Jana", upn("jana@urad.cz")), CA.issue("Petr", upn("petr@urad.cz"))
    one = way(tmp_path, crl=crl)
    assert identify(one, jana.der) is Broken.SETUP
    crl.write_bytes(CA.revoked(petr.certificate.serial_number))
    assert (identify(one, jana.der), identify(one, petr.der)) == (Account("jana"), Wrong.REVOKED)
    for broken in (CA.revoked(until=-DAY), OTHER.revoked(petr.certificate.serial_number, 1), b"broken"):
        crl.write_bytes(broken)
        assert identify(one, jana.der) is Broken.SETUP


def test_passed_on_by_a_front_proxy(tmp_path: Path) -> None:
    """PEM in percent-encoding (nginx) or DER in base64 (HAProxy), from a listed address only, and checked here again."""
    one = way(tmp_path, header="X-Cert", proxies=("10.0.0.1",))
    jana = CA.issue("Jana", upn("jana@urad.cz"))
    pem = quote(jana.certificate.public_bytes(serialization.Encoding.PEM).decode())
    der = base64.b64encode(jana.der).decode()
    for value in (pem, der):
        assert identify(one, address="10.0.0.1", headers=(("x-cert", value),)) == Account("jana")
        assert identify(one, address="10.0.0.2", headers=(("x-cert", value),)) is None
    foreign = base64.b64encode(OTHER.issue("Jana", upn("jana@urad.cz")).der).decode()
    assert identify(one, address="10.0.0.1", headers=(("x-cert", foreign),)) is Wrong.CREDENTIALS
    assert identify(one, address="10.0.0.1", headers=(("x-cert", der), ("x-cert", der))) is Wrong.MALFORMED
    assert identify(one, address="10.0.0.1", headers=(("x-cert", "???"),)) is Wrong.MALFORMED
    assert identify(one, address="10.0.0.1", headers=(("x-cert", ""),)) is None
    assert identify(one, address="10.0.0.1") is None


def test_the_authority_must_be_readable(tmp_path: Path) -> None:
    """A missing file refuses to start and names the key."""
    with pytest.raises(UserError, match=r"people\.certificate\.ca"):
        FromCertificate(Certificate(ca=tmp_path / "nothing"), lambda: NOW)
