"""Whether two steps are of one person: the rule under votes and under two signatures.

``ids`` are what stays of a person when their name changes: ``account:…`` of the console, ``oidc:…`` a digest of issuer and subject at the
identity provider (OpenID Connect Core 1.0, § 5.7: the only pair that is never given to somebody else), ``os:…`` at the command line. A step
without any names its person only: from an older release, or entered for somebody with the token. Pure.
"""

from __future__ import annotations

from collections.abc import Collection


def same_person(name: str, ids: Collection[str], other: str, others: Collection[str]) -> bool:
    """By what the two have in common; by their names, letter by letter, where one of them has nothing but a name."""
    if ids and others:
        return not set(ids).isdisjoint(others)
    return name == other
