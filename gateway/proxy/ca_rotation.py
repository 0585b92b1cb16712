"""A new authority without an outage: prepared beside the old one and published with it, then it signs, then the old one is forgotten.

ca/ca.pem, ca/ca.key   signs
ca/next/…              prepared: devices learn to trust it
ca/old/ca.pem          signed until the switch: devices trust it for a while; its key is gone
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from gateway.errors import UserError
from gateway.proxy.ca import CERTIFICATE_FILE, KEY_FILE, Authority, load, load_or_create

NEXT, OLD = "next", "old"


def published(folder: Path) -> bytes:
    """PEM of every certificate that devices should trust now, the one that signs first."""
    found = [load(folder).pem]
    if (folder / NEXT / CERTIFICATE_FILE).exists():
        found.append(load(folder / NEXT).pem)
    with suppress(FileNotFoundError):
        found.append((folder / OLD / CERTIFICATE_FILE).read_bytes())
    return b"".join(dict.fromkeys(found))


def prepare(folder: Path, names: Sequence[str]) -> Authority:
    """Makes the next authority. Raises UserError when one is prepared already, or there is none that it could follow."""
    if not (folder / CERTIFICATE_FILE).exists():
        raise UserError(
            "ca rotate: there is no authority yet; start the gateway once (`systemctl start celnice`, or `celnice run`), "
            "or `celnice ca import` your own"
        )
    _nothing_prepared(folder)
    return load_or_create(folder / NEXT, names=lambda: names)


def take(folder: Path, authority: Authority) -> Path:
    """Keeps an imported authority: as the one that signs where there is none yet, else as the next. Returns its folder."""
    first = not (folder / CERTIFICATE_FILE).exists()
    if not first:
        _nothing_prepared(folder)
    place = folder if first else folder / NEXT
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(place / KEY_FILE, authority.kept)
    chain = (authority.certificate, *authority.chain)
    _write(place / CERTIFICATE_FILE, b"".join(one.public_bytes(serialization.Encoding.PEM) for one in chain))
    return place


def switch(folder: Path) -> None:
    """The next authority signs from the next start of the proxies on (a reload); the old one stays published, and its key is destroyed
    (one on a token stays there, and nothing here names it any more).

    Ended halfway it is run again: what is prepared goes last. A key without its certificate is loaded by nobody meanwhile.
    """
    if not (folder / NEXT / CERTIFICATE_FILE).exists():
        raise UserError("ca rotate: nothing is prepared; run `celnice ca rotate` or `celnice ca import` first, and let devices learn it")
    load(folder / NEXT)
    coming, going = (x509.load_pem_x509_certificates((place / CERTIFICATE_FILE).read_bytes()) for place in (folder / NEXT, folder))
    (folder / OLD).mkdir(mode=0o700, exist_ok=True)
    if going[0] != coming[0]:
        _write(folder / OLD / CERTIFICATE_FILE, going[-1].public_bytes(serialization.Encoding.PEM))
    _write(folder / KEY_FILE, (folder / NEXT / KEY_FILE).read_bytes())
    _write(folder / CERTIFICATE_FILE, (folder / NEXT / CERTIFICATE_FILE).read_bytes())
    abandon(folder)


def retire(folder: Path) -> None:
    """The old certificate is published no more; devices may remove it."""
    file = folder / OLD / CERTIFICATE_FILE
    if not file.exists():
        raise UserError("ca rotate: no old authority is published; there is nothing to retire")
    file.unlink()
    (folder / OLD).rmdir()


def abandon(folder: Path) -> None:
    """Forgets what was prepared."""
    if not (folder / NEXT).exists():
        raise UserError("ca rotate: nothing is prepared")
    for name in (CERTIFICATE_FILE, KEY_FILE):
        (folder / NEXT / name).unlink(missing_ok=True)
    (folder / NEXT).rmdir()


def _nothing_prepared(folder: Path) -> None:
    if (folder / NEXT).exists():
        raise UserError("ca: an authority is prepared already; `celnice ca rotate --switch` to use it, or `--abandon` to forget it")


def _write(path: Path, content: bytes) -> None:
    """Whole and durable, readable by the owner alone."""
    draft = path.with_suffix(".tmp")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
