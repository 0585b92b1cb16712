"""Whether an entry that a directory found is the account that was asked for, by its very name.

Directories also find others: Active Directory compares without accents, all of them without what stands for nothing (RFC 4518). To us
that would be somebody else, whom nobody has stopped or asked for a code.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from typing import Any

from gateway.people.account import canonical

LASTING = ("entryUUID", "objectGUID")
"""What never changes hands: RFC 4530 (OpenLDAP, 389 Directory Server), and Active Directory (MS-ADTS 3.1.1.1.4)."""
_NAMED = re.compile(r"\(([A-Za-z][\w.-]*)=\{account\}\)", re.ASCII)


def names_in(user_filter: str) -> list[str]:
    """The attributes of a filter that hold the account's whole name: ``(&(objectClass=person)(uid={account}))`` has ``uid``."""
    return _NAMED.findall(user_filter)


def is_named(entry: dict[str, Any], attributes: list[str], account: str, domains: Collection[str]) -> bool:
    """Whether one of these attributes says this canonical account; True for a filter without any (it compares something else)."""
    return not attributes or account in (name for one in attributes for name in _names(entry, one, domains))


def own_name(entry: dict[str, Any], attributes: list[str], domains: Collection[str]) -> str | None:
    """The one account of an entry, whatever name found it: of the first of these attributes that it has, and of several values there the
    first by the alphabet, since a directory keeps them in no order. None for an entry without any: it has no name that lasts.
    """
    return next((min(names) for one in attributes if (names := _names(entry, one, domains))), None)


def subject_of(entry: dict[str, Any]) -> str:
    """Who an entry is, whatever its names: ``ldap:`` and a digest of its lasting id, or ``ldap-dn:`` and one of its DN where the directory
    tells none (then somebody who moves to another branch is somebody new, until an administrator says otherwise).
    """
    raw = entry.get("raw_attributes") or {}
    for one in LASTING:
        if values := raw.get(one):
            return f"ldap:{_digest(bytes(values[0]))}"
    return f"ldap-dn:{_digest(str(entry['dn']).casefold().encode())}"


def _digest(value: bytes) -> str:
    return hashlib.sha256(value).hexdigest()[:32]


def _names(entry: dict[str, Any], attribute: str, domains: Collection[str]) -> list[str]:
    value = entry["attributes"].get(attribute, [])
    written = (canonical(str(one), domains) for one in (value if isinstance(value, list) else [value]))
    return [one for one in written if one is not None]
