"""The gateway's certificate authority: there, whole, closed, and valid for as long as it takes to hand out another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from cryptography import x509

from gateway.doctor.api import Check, Result, fault, ok, warning
from gateway.doctor.around import Around
from gateway.errors import UserError
from gateway.parts.common import CA_FOLDER
from gateway.proxy import ca

SOON = timedelta(days=90)
"""A new authority must reach every device before the old one ends; laptops on leave come back within three months."""


def run(around: Around) -> Iterator[Result]:
    """File, key, validity."""
    folder = around.settings.data.dir / CA_FOLDER
    if not (folder / ca.CERTIFICATE_FILE).exists() and not (folder / ca.KEY_FILE).exists():
        yield warning(
            "there is no certificate authority yet", "celnice run makes one at its first start; then hand it out: celnice ca export"
        )
        return
    try:
        authority = ca.load(folder)
    except UserError as error:
        yield fault(str(error), "mend it, or restore the folder from a backup (docs/backup.md)")
        return
    except OSError as error:
        yield fault(f"{folder} cannot be read ({error.strerror})", "run this as the gateway's user")
        return
    try:
        authority.prove()
    except UserError as error:
        yield fault(str(error), "no new host can be inspected until it is mended (docs/admin.md)")
    yield valid("the certificate authority", authority.certificate, around.now(), "make a new one and hand it out (docs/admin.md)", SOON)


def valid(what: str, certificate: x509.Certificate, now: datetime, todo: str, soon: timedelta) -> Result:
    """Whether a certificate is in force, and for how long."""
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now < start:
        return fault(f"{what} is not valid before {start:%Y-%m-%d}", f"check the clock; {todo}")
    if now >= end:
        return fault(f"{what} expired on {end:%Y-%m-%d}", todo)
    if end - now < soon:
        return warning(f"{what} expires on {end:%Y-%m-%d}, in {(end - now).days} days", todo)
    return ok(f"{what} is valid until {end:%Y-%m-%d}")


CHECK = Check("ca", 50, run)
