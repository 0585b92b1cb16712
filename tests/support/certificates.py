"""TLS clients for tests."""

from __future__ import annotations

import socket
import ssl
from pathlib import Path


def trusting(ca: Path, *alpn: str) -> ssl.SSLContext:
    """A client context that trusts only this CA, as strictly as Python can check."""
    context = ssl.create_default_context(cafile=str(ca))
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    if alpn:
        context.set_alpn_protocols(list(alpn))
    return context


def secured(connection: socket.socket, ca: Path, host: str, *alpn: str) -> ssl.SSLSocket:
    """TLS on an open connection, asking for ``host``."""
    return trusting(ca, *alpn).wrap_socket(connection, server_hostname=host)
