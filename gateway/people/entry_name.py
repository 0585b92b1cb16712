"""Whether an entry that a directory found is the account that was asked for, by its very name.

Directories also find others: Active Directory compares without accents, all of them without what stands for nothing (RFC 4518). To us
that would be somebody else, whom nobody has stopped or asked for a code.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from gateway.people.account import canonical

_NAMED = re.compile(r"\(([A-Za-z][\w.-]*)=\{account\}\)", re.ASCII)


def names_in(user_filter: str) -> list[str]:
    """The attributes of a filter that hold the account's whole name: ``(&(objectClass=person)(uid={account}))`` has ``uid``."""
    return _NAMED.findall(user_filter)


def is_named(entry: dict[str, Any], attributes: list[str], account: str, domains: Collection[str]) -> bool:
    """Whether one of these attributes says this canonical account; True for a filter without any (it compares something else)."""
    values = (entry["attributes"].get(one, []) for one in attributes)
    written = (str(one) for value in values for one in (value if isinstance(value, list) else [value]))
    return not attributes or account in (canonical(one, domains) for one in written)
