"""Which hosts our authority may sign for: X.509 name constraints (RFC 5280, 4.2.1.10), checked by every client and not by us alone.

A subtree ``openai.com`` takes in the name and all names below it; X.509 has no way to say "this host and nothing below". Addresses are
excluded as a whole: a constraint on names alone leaves them free.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from cryptography import x509

from gateway.errors import UserError

MOST = 2000
"""Subtrees of one certificate. The whole catalogue has some 900 (28 kB); verifiers bound names times subtrees (OpenSSL at 2**20)."""

_ADDRESSES = (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0"))


def subtrees(patterns: Iterable[str]) -> tuple[str, ...]:
    """The subtrees that cover hosts and wildcards (``*.x``) of the catalogue; none lies below another. Raises UserError over the limit."""
    names = {pattern.removeprefix("*.") for pattern in patterns}
    kept = tuple(sorted(name for name in names if not any(above in names for above in _above(name))))
    if len(kept) > MOST:
        raise UserError(f"proxy.ca_names: {len(kept)} names are too many for one certificate (at most {MOST}); set it to `any`")
    return kept


def constraints(names: Iterable[str]) -> x509.NameConstraints:
    """The extension; it is critical."""
    return x509.NameConstraints([x509.DNSName(name) for name in names], [x509.IPAddress(network) for network in _ADDRESSES])


def permitted(certificate: x509.Certificate) -> frozenset[str] | None:
    """The subtrees an authority may sign for; None when nothing limits it."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.NameConstraints).value
    except x509.ExtensionNotFound:
        return None
    names = [name.value for name in found.permitted_subtrees or () if isinstance(name, x509.DNSName)]
    return frozenset(names) if names else None


def permits(names: frozenset[str] | None, host: str) -> bool:
    """Whether a certificate for the host would be accepted. ``host`` is canonical."""
    return names is None or host in names or any(above in names for above in _above(host))


def _above(name: str) -> Iterable[str]:
    """``b.c`` and ``c`` of ``a.b.c``."""
    labels = name.split(".")
    return (".".join(labels[start:]) for start in range(1, len(labels)))
