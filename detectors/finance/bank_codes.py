"""The codes of the Czech payment system, read from ``bank_codes.txt``, which says when and from what it was written."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def bank_codes() -> frozenset[str]:
    """Every code, four digits each, those no longer given included."""
    lines = files(__package__).joinpath("bank_codes.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line[:4] for line in lines if line[:1].isdigit())
