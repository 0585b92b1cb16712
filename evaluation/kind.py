"""One kind of personal data as the evaluation asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

Maker = Callable[[Random], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """``spellings`` make values; ``labels`` stand before them in forms, tables, CSV and JSON; ``sentences`` hold ``{v}``.

    In a sentence ``{p}`` is a man in the nominative (``{mg}`` in the genitive, ``{wd}`` a woman in the dative), ``{o}`` an ordinary
    number, ``{d}`` a date that is nobody's birthday.
    Spellings in ``bare`` must be found without a label too; a kind without labels stands in its own sentences only.
    """

    name: str
    accepts: frozenset[str]
    spellings: Mapping[str, Maker]
    labels: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    bare: frozenset[str] = frozenset()
    whole: bool = True  # a label fits every spelling (a value that brings its own label has none)


def accepts(*entities: str) -> frozenset[str]:
    """The entities that are right."""
    return frozenset(entities)
