"""docs/accuracy.md, and the table on the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from evaluation import bars, corpus
from evaluation.measure import Measured
from evaluation.score import Tally

_INTRO = """# Accuracy

Written by `make eval` (`python -m evaluation`); do not edit. The texts are generated from seeds, so anybody gets the same ones;
[evaluation/README.md](../evaluation/README.md) says how they are made and what the measures mean. What counts is what the gateway acts on:
findings with a score of at least 0.5. *Held out* are other sentences, other names and another seed, which the authors of recognizers do
not look at.
"""


def markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def _width(text: str) -> int:
    return sum(not unicodedata.combining(char) for char in text)


def terminal(table: Sequence[bars.Bar]) -> str:
    """The same table, aligned."""
    lines = [bars.HEADER, *(tuple(cell.replace("*", "") for cell in row) for row in bars.rows(table))]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(bars.HEADER))]
    return "\n".join(
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _shares(tallies: Sequence[Tally | None], *names: str) -> list[str]:
    return [bars.number(getattr(tally, name)) if tally else "" for tally in tallies for name in names]


def _count(tallies: Sequence[Tally | None], name: str) -> str:
    return " + ".join(str(getattr(tally, name)) for tally in tallies if tally)


def _found_rows(parts: Sequence[Measured], table: str) -> list[list[str]]:
    keys = dict.fromkeys(key for part in parts for key in getattr(part, table))
    made = []
    for key in keys:
        tallies = [getattr(part, table).get(key) for part in parts]
        made.append([key, _count(tallies, "wanted"), *_shares(tallies, "recall", "covered_recall", "precision")])
    return made


def _alarm_rows(parts: Sequence[Measured], table: str) -> list[list[str]]:
    keys = dict.fromkeys(key for part in parts for key in getattr(part, table))
    return [
        [key, _count(own, "clean"), *_shares(own, "false_alarms")] for key in keys for own in [[getattr(p, table).get(key) for p in parts]]
    ]


def _spelling_rows(parts: Sequence[Measured]) -> list[list[str]]:
    keys = dict.fromkeys(key for part in parts for key in part.spellings if key[1] and not key[0].startswith("names"))
    made = []
    for key in keys:
        tallies = [part.spellings.get(key) for part in parts]
        made.append([*key, _count(tallies, "wanted"), *_shares(tallies, "recall")])
    return made


def page(table: Sequence[bars.Bar], parts: Sequence[Measured], *, with_corpus: bool) -> str:
    """The whole page. It depends on the detectors and the seeds, and for two rows on the clock."""
    found = ("kind", "spans", "recall", "covered", "precision", "held out: recall", "covered", "precision")
    alarm = ("kind", "texts", "share hit", "held out")
    absent = "" if with_corpus else f"\nRows over real sentences were not measured. To get them: {corpus.HOW}.\n"
    return "\n".join(
        [
            _INTRO,
            markdown(bars.HEADER, bars.rows(table)) + absent,
            "*Best elsewhere*: the best seen of other tools on the same data or the like (for the corpus: a model trained on it).",
            "Speed and memory: `make bench`.\n",
            "## Identifiers\n",
            markdown(found, _found_rows(parts, "identifiers")),
            "## The same, disguised\n",
            markdown(found, _found_rows(parts, "disguised")),
            "## Topics beside a person, markings, keys\n\nOnly the topic's word is asked for, so *covered* says little here.\n",
            markdown(found, _found_rows(parts, "topics")),
            "## Names in office prompts\n",
            markdown(found, _found_rows(parts, "names")),
            "## Look-alikes\n\nNothing here is personal data; whatever is found is a false alarm.\n",
            markdown(alarm, _alarm_rows(parts, "look_alikes")),
            "## Clean office prompts\n",
            markdown(alarm, _alarm_rows(parts, "clean")),
            "## By spelling\n",
            markdown(("kind", "spelling", "spans", "recall", "held out"), _spelling_rows(parts)),
            "## To reproduce\n",
            "```\nmake eval\npython -m evaluation --misses telephone  # texts that went wrong\n```\n",
            f"For the rows over real sentences: {corpus.HOW}.\n",
        ]
    )
