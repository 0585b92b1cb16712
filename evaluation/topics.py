"""Samples of the kinds that are not values but topics, markings and keys: the answer stands in [brackets] in the template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from random import Random

from evaluation.people import Names
from evaluation.sample import Sample, Slot, Span, fill

_RANDOM = re.compile(r"\{([run])([0-9]+)\}")
_SIGNS = {"r": "ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789", "u": "ABCDEFGHJKLMNPQRSTUVWXYZ234567", "n": "0123456789"}
ROUNDS = 4

Rows = Mapping[str, tuple[str, tuple[str, ...]]]
"""Entity → its name in the table, and sentences."""


CASES = {"": 0, "g": 1, "d": 2, "a": 3, "l": 5, "i": 6}


def persons(people: Names, rng: Random) -> dict[str, Slot]:
    """One man and one woman in the cases; without m or w either of them."""
    men, women = people.person(rng, woman=False), people.person(rng, woman=True)
    anybody = rng.choice((men, women))
    found = {f"{who}{case}": Slot(person.case(n)) for who, person in (("m", men), ("w", women)) for case, n in CASES.items()}
    return found | {case or "p": Slot(anybody.case(n)) for case, n in CASES.items()}


def marked(template: str, name: str, accepted: frozenset[str], people: Names, rng: Random) -> Sample:
    """The template without its brackets; what they held must be found. The names in it are not counted."""
    plain = _RANDOM.sub(lambda m: "".join(rng.choice(_SIGNS[m[1]]) for _ in range(int(m[2]))), template)
    text = fill(plain, persons(people, rng), group=name, form="sentence")
    out: list[str] = []
    must: list[Span] = []
    opened = 0
    removed: list[int] = []
    for index, char in enumerate(text.text):
        if char == "[":
            opened = index - len(removed)
            removed.append(index)
        elif char == "]":
            must.append(Span(opened, index - len(removed), name, "", accepted))
            removed.append(index)
        else:
            out.append(char)
    ignore = tuple((a - sum(r < a for r in removed), b - sum(r < b for r in removed)) for a, b in text.ignore)
    return Sample("".join(out), name, "sentence", tuple(must), ignore)


def samples(rows: Rows, names: Names, rng: Random, rounds: int = ROUNDS) -> Iterator[Sample]:
    """Every sentence with several persons."""
    for entity, (name, templates) in rows.items():
        for template in templates:
            for _ in range(rounds):
                yield marked(template, name, frozenset({entity}), names, rng)
