"""Synthetic numbers with check digits, made apart from the product's own arithmetic; and what of a kind would act in a text."""

from __future__ import annotations

from support.found import analyzer

ACTS = 0.5
"""What policies act on by default; below it a finding is only reported."""


def acting(text: str, entity: str) -> list[str]:
    """The values of one kind that score enough to act."""
    return [text[f.start : f.end] for f in analyzer().analyze(text, [entity]) if f.score >= ACTS]


def ico(seven: int) -> str:
    """The IČO with these first seven digits: the published steps, one by one."""
    digits = f"{seven:07}"
    total = 0
    for place, weight in enumerate((8, 7, 6, 5, 4, 3, 2)):
        total += int(digits[place]) * weight
    rest = total % 11
    return digits + str({0: 1, 1: 0}.get(rest, 11 - rest))


def wrong_ico(seven: int) -> str:
    """The same with another last digit."""
    right = ico(seven)
    return right[:7] + str((int(right[7]) + 4) % 10)


def rid(start: int) -> str:
    """The first RID from a number on."""
    while start % 13 or not start % 11:
        start += 1
    return str(start)
