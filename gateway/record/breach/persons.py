"""How many people the found data are about: an estimate for the officer, who has the last word (GDPR art. 33 para. 3 (a)).

Counted are distinct values, by their fingerprints, of the kind that has most of them: three names and three birth numbers are three
people, one number in ten messages is one. A birth number and a name of somebody else are one person too few; a name in two inflections may
be one too many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gateway.record.fingerprint import FINGERPRINTS_KEPT

IDENTIFYING = frozenset(
    {
        "PERSON",
        "CZ_BIRTH_NUMBER",
        "SK_BIRTH_NUMBER",
        "CZ_ECP",
        "CZ_INSURANCE_NUMBER",
        "CZ_ID_CARD",
        "CZ_PASSPORT",
        "CZ_DRIVING_LICENCE",
        "CZ_RESIDENCE_PERMIT",
        "EMAIL_ADDRESS",
    }
)
"""Kinds of which a person has one, or writes one."""

type Seen = tuple[Mapping[str, int], Iterable[tuple[str, str]]]
"""Of one event: counts by kind, and (kind, digest) of its fingerprints."""


def estimated(seen: Iterable[Seen]) -> int:
    """The estimate over the events of a case; 0 where no kind tells people apart.

    An event keeps some fingerprints of its first findings only: of more, the rest is taken to go on like them, as rows of a table do.
    """
    values: dict[str, set[str]] = {}
    more = 1.0
    for kinds, marks in seen:
        more = max(more, sum(kinds.values()) / FINGERPRINTS_KEPT)
        for kind, digest in marks:
            if kind in IDENTIFYING:
                values.setdefault(kind, set()).add(digest)
    return round(max(map(len, values.values()), default=0) * more)
