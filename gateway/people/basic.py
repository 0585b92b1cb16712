"""Basic credentials (RFC 7617) in ``Proxy-Authorization``: at CONNECT only, over TLS or on loopback (a port beyond loopback needs TLS)."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field

from gateway.people.api import Asked, Wrong

CHALLENGE = 'Basic realm="Celnice", charset="UTF-8"'
MAX_BYTES = 2048
"""A name and a password; what is longer costs the hash function more than it tells."""


@dataclass(frozen=True, slots=True)
class Login:
    """A name and a password, as typed."""

    name: str = field(repr=False)
    password: str = field(repr=False)


def scheme(asked: Asked) -> tuple[str, str] | Wrong | None:
    """Scheme (lower case) and token of the one ``Proxy-Authorization``; None without any."""
    values = asked.values("proxy-authorization")
    if not values or asked.entrance:
        return None
    if len(values) > 1:
        return Wrong.MALFORMED
    name, _, token = values[0].strip().partition(" ")
    return name.lower(), token.strip()


def login(asked: Asked) -> Login | Wrong | None:
    """The credentials; None when there are none, or of another scheme."""
    found = scheme(asked)
    if found is None or isinstance(found, Wrong):
        return found
    if found[0] != "basic":
        return None
    try:
        decoded = base64.b64decode(found[1], validate=True)
        text = decoded.decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return Wrong.MALFORMED
    name, colon, password = text.partition(":")
    if not colon or not name or not password or len(decoded) > MAX_BYTES or "\x00" in text:
        return Wrong.MALFORMED  # an empty password binds anonymously to a directory, and that would count as proved
    return Login(name, password)
