"""Which names the console answers to.

An attacker's page can point its own name at 127.0.0.1 (DNS rebinding); the Host header then still names the attacker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from cryptography import x509

from gateway.settings import Listener

LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::[0-9]{1,5})?", re.ASCII)


def allowed_names(listener: Listener, more: Iterable[str] = ()) -> frozenset[str]:
    """This machine's own names, the configured host, the names of its TLS certificate, and ``more`` (front proxies' names)."""
    names = {listener.host, *more}
    if listener.tls_certificate is not None:
        names |= _names_of(listener.tls_certificate)
    return LOCAL | frozenset(_bracketed(name.lower()) for name in names if not name.startswith("*"))


def host_allowed(values: Sequence[str], names: frozenset[str]) -> bool:
    """Whether the Host header stands there exactly once and names us; its port is not judged (a tunnel may change it)."""
    if len(values) != 1:
        return False
    match = _HOST.fullmatch(values[0].lower())
    return match is not None and match["name"].removesuffix(".") in names


def _bracketed(name: str) -> str:
    return f"[{name}]" if ":" in name and not name.startswith("[") else name


def _names_of(certificate: Path) -> set[str]:
    try:
        chain = x509.load_pem_x509_certificates(certificate.read_bytes())
        names = chain[0].extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, x509.ExtensionNotFound):
        return set()  # the TLS start itself says what is wrong with the file
    return {*names.get_values_for_type(x509.DNSName), *(str(address) for address in names.get_values_for_type(x509.IPAddress))}
