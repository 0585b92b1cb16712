"""The id of an event, which an employee can read out over the telephone."""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Crockford's idea: no letter that is read as a digit."""

GROUPS, LETTERS = 3, 5
"""Fifteen characters of five bits: 75 bits, so that two events never share one."""


def new_reference() -> str:
    """A fresh id, such as ``7K3QX-9M2PD-R4TWB``."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))
