"""TLS towards receivers: their certificates are always checked, and a failure is named so that somebody can mend it."""

from __future__ import annotations

import socket
import ssl
from pathlib import Path

import certifi

EXPIRED = 10  # X509_V_ERR_CERT_HAS_EXPIRED


def context(ca: Path | None, certificate: Path | None = None, key: Path | None = None) -> ssl.SSLContext:
    """For clients: TLS 1.2 at least, the receiver's name and chain checked. Raises OSError (ssl.SSLError) for files that are none."""
    made = ssl.create_default_context(cafile=str(ca or certifi.where()))
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    if certificate is not None:
        made.load_cert_chain(certificate, key)
    return made


def reason(error: BaseException) -> str:
    """What went wrong on the way to a receiver, in a few words of ours; never the error's own message, which may quote what was sent."""
    seen: set[int] = set()
    here: BaseException | None = error
    while here is not None and id(here) not in seen:
        seen.add(id(here))
        if isinstance(here, ssl.SSLCertVerificationError):
            return "certificate expired" if here.verify_code == EXPIRED else "certificate not trusted"
        for kind, words in _WORDS:
            if isinstance(here, kind):
                return words
        here = here.__cause__ or here.__context__
    return type(error).__name__


_WORDS: tuple[tuple[type[BaseException], str], ...] = (
    (ssl.SSLError, "TLS failed"),
    (socket.gaierror, "host name not found"),
    (ConnectionRefusedError, "connection refused"),
    (ConnectionResetError, "connection reset"),
    (BrokenPipeError, "connection closed"),
    (TimeoutError, "no answer in time"),
)
