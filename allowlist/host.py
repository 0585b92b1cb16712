"""One spelling for a host name, or none at all.

Everything that grants compares canonical hosts by whole labels. What a browser, a resolver and a server could read as different
hosts is not a host here. SNI, Host and the CONNECT target agree when :func:`canonical` gives the same text for all three.

Sources: RFC 1034 § 3.5 and RFC 1123 § 2.1 (labels), RFC 5891 and UTS #46 (non-ASCII names, mapped as browsers map them), WHATWG URL § 3.5
("ends in a number": 127.1, 0x7f.1 and 2130706433 are IPv4 addresses).
"""

from __future__ import annotations

import ipaddress
import re
from enum import StrEnum

import idna

MAX_HOST = 253
"""Characters of a name without its last dot: what 255 octets on the wire leave (RFC 1035 § 2.3.4)."""

# The underscore is no letter of a host name, but names with one are in use and resolve; they match nothing of ours by it.
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


class HostFault(StrEnum):
    """Which check a host failed."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    USERINFO = "userinfo"
    PORT = "port"
    PERCENT = "percent_encoded"
    ADDRESS = "address"
    LABEL = "label"


class InvalidHost(ValueError):
    """Not a host name. Carries the check that failed, never the text."""

    def __init__(self, fault: HostFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def canonical(text: str) -> str:
    """``text`` in lower-case ASCII without a trailing dot. Raises :class:`InvalidHost`.

    >>> canonical("API.OpenAI.com.")
    'api.openai.com'
    """
    if len(text) > MAX_HOST + 1:
        raise InvalidHost(HostFault.TOO_LONG)
    name = text.lower() if text.isascii() else _ascii(text)
    name = name.removesuffix(".")  # the DNS root, written out; two dots leave an empty label
    if not name:
        raise InvalidHost(HostFault.EMPTY)
    if len(name) > MAX_HOST:
        raise InvalidHost(HostFault.TOO_LONG)
    if _HOST.fullmatch(name) is None:
        raise InvalidHost(_fault(name))
    if _NUMBER.fullmatch(name.rpartition(".")[2]) is not None:
        raise InvalidHost(HostFault.ADDRESS)
    return name


def _ascii(text: str) -> str:
    """Maps as UTS #46 does and encodes each label that is still not ASCII (a full-width or soft-hyphened name becomes the plain one)."""
    try:
        mapped = idna.uts46_remap(text, std3_rules=False, transitional=False)
        return ".".join(label if label.isascii() else idna.alabel(label).decode("ascii") for label in mapped.split("."))
    except UnicodeError:  # idna.IDNAError is one
        raise InvalidHost(HostFault.LABEL) from None


def _fault(name: str) -> HostFault:
    """Says why a name is none. Only for the message; the decision is made."""
    if "@" in name:
        return HostFault.USERINFO
    if "[" in name or _is_ipv6(name):
        return HostFault.ADDRESS
    if "%" in name:
        return HostFault.PERCENT
    return HostFault.PORT if ":" in name else HostFault.LABEL


def _is_ipv6(name: str) -> bool:
    try:
        ipaddress.IPv6Address(name)
    except ValueError:
        return False
    return True
