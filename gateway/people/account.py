"""One spelling of an account's name, so that one person has one pseudonym whichever way proved who it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

MAX_CHARACTERS = 256
"""A userPrincipalName has at most 1024 and in practice 100; sAMAccountName 20 (MS-SAMR)."""


def canonical(name: str, domains: Collection[str] = ()) -> str | None:
    r"""``URAD\Jana``, ``jana@URAD.CZ`` → ``jana`` for the office's own domains; a foreign domain stays. None for what is no account."""
    folded = unicodedata.normalize("NFKC", name).strip().casefold()
    own = {domain.casefold() for domain in domains}
    before, slash, after = folded.partition("\\")
    if slash and before in own:
        folded = after
    user, at, realm = folded.rpartition("@")
    if at and realm in own:
        folded = user
    if not folded or len(folded) > MAX_CHARACTERS or any(unicodedata.category(character)[0] == "C" for character in folded):
        return None
    return folded
