"""The corpus of real sentences with names, where it is present. For measuring only: never committed, trained on or shown.

Its lines hold ``text``, ``entities`` (must be found) and ``ignore`` (never counted).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.score import Found, Tally, Wanted, score

VARIABLE = "CELNICE_NAMES_CORPUS"
HERE = Path(__file__).parents[1]
PLACES = (HERE.parent / "shared" / "data" / "names_dev.jsonl",)
HOW = (
    f"set `{VARIABLE}` to the path of the corpus, or put it at `../shared/data/names_dev.jsonl`; it is made of the Czech "
    "Named Entity Corpus 2.0 (LINDAT/CLARIAH-CZ, CC BY-NC-SA 3.0) and of Universal Dependencies treebanks; its licence keeps it from here"
)
PERSON = frozenset({"PERSON"})


@dataclass(frozen=True, slots=True)
class NamesScore:
    """The four rows of the table."""

    all: Tally
    several_words: Tally


def path() -> Path | None:
    """Where the corpus lies, or None."""
    told = os.environ.get(VARIABLE)
    places = (Path(told),) if told else PLACES
    return next((place for place in places if place.is_file()), None)


def _place(entry: dict[str, Any]) -> tuple[int, int]:
    return entry["start"], entry["end"]


def measure(file: Path, find: Callable[[str], Sequence[Found]]) -> NamesScore:
    """Persons only, as ``score.py --only PERSON`` counts them. An *ignored* stretch may also be named ``other_real``."""
    everything, several = Tally(), Tally()
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = record["text"]
            found = [f for f in find(text) if f.entity == "PERSON"]
            ignored = [_place(e) for name in ("ignore", "other_real") for e in record.get(name, ())]
            wanted = [Wanted(*_place(e), PERSON) for e in record["entities"]]
            everything.add(score(text, wanted, ignored, found))
            long = [Wanted(*_place(e), PERSON) for e in record["entities"] if len(text[e["start"] : e["end"]].split()) > 1]
            several.add(score(text, long, ignored, found))
    return NamesScore(everything, several)
