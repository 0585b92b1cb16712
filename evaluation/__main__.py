"""``python -m evaluation``: measures, prints one table, writes docs/accuracy.md. ``gallery``: docs/gallery.md. ``fuzz``: hostile texts."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evaluation import bars, corpus, cost, page
from evaluation.measure import Analyzing, Measured, acting, measure
from evaluation.parts import load

DOCS = Path(__file__).parents[1] / "docs"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="evaluation", description="Accuracy of the detectors on generated texts and, where present, a corpus."
    )
    parser.add_argument(
        "what", nargs="?", choices=("accuracy", "gallery", "fuzz"), default="accuracy", help="accuracy (default), gallery or fuzz"
    )
    parser.add_argument("--json", action="store_true", help="print everything measured as JSON and write no page")
    parser.add_argument(
        "--misses", metavar="KIND", help="print synthetic texts of the open part that went wrong, of kinds whose name holds KIND"
    )
    parser.add_argument("--spelling", default="", help="with --misses: only spellings that hold this")
    parser.add_argument("--count", type=int, default=8, help="how many (default 8)")
    parser.add_argument("--check", action="store_true", help="end 1 when a bar that must be met is not")
    parser.add_argument("--no-page", action="store_true", help="do not write docs/accuracy.md")
    parser.add_argument("--seconds", type=float, default=60, help="fuzz: how long (default 60)")
    parser.add_argument("--seed", type=int, default=1, help="fuzz: which texts (default 1)")
    return parser


def _misses(analyzer: Analyzing, arguments: argparse.Namespace) -> int:
    """Synthetic texts only, and never of the held-out part: it would stop being one."""
    wanted = arguments.misses.casefold()
    found = [m for m in measure(analyzer, load(held_out=False)).misses if wanted in m.row.casefold() and arguments.spelling in m.spelling]
    for miss in found[:: max(len(found) // arguments.count, 1)][: arguments.count]:
        sys.stdout.write(f"{miss.row} | {miss.spelling}\n  text:   {miss.text!r}\n  wanted: {miss.wanted}\n  found:  {miss.found}\n")
    sys.stdout.write(f"{len(found)} texts went wrong\n")
    return 0


def _as_json(table: list[bars.Bar], parts: list[Measured]) -> dict[str, Any]:
    described = []
    for part in parts:
        entry: dict[str, Any] = {"part": part.part}
        for name in ("identifiers", "disguised", "topics", "look_alikes", "names", "clean"):
            entry[name] = {row: asdict(tally) for row, tally in getattr(part, name).items()}
        entry["spellings"] = {f"{kind} | {spelling}": asdict(tally) for (kind, spelling), tally in part.spellings.items()}
        described.append(entry)
    return {"bars": [asdict(bar) | {"verdict": bars.verdict(bar).strip("*")} for bar in table], "parts": described}


def main() -> int:
    """0, or with ``--check`` 1 when a bar is missed."""
    arguments = _parser().parse_args()
    if arguments.what == "gallery":
        from evaluation import gallery  # noqa: PLC0415  reads the tests' tables, which nothing else needs

        (DOCS / "gallery.md").write_text(gallery.page(), encoding="utf-8")
        return 0
    if arguments.what == "fuzz":
        from evaluation import fuzz  # noqa: PLC0415  as above

        part = load(held_out=False)
        seeds = [sample.text for sample in (*part.identifiers, *part.disguised, *part.topics, *part.names, *part.clean)]
        sys.stdout.write(f"{fuzz.run(seeds, arguments.seconds, arguments.seed)} texts, none broke it\n")
        return 0
    from detectors.analyzer import Analyzer  # noqa: PLC0415  `--help` need not wait for it

    analyzer = Analyzer.load()
    if arguments.misses is not None:
        return _misses(analyzer, arguments)
    parts = [measure(analyzer, load(held_out=held_out)) for held_out in (False, True)]
    file = corpus.path()
    names = corpus.measure(file, lambda text: acting(analyzer, text)) if file else None
    table = bars.bars(parts, names, cost.measure())
    if arguments.json:
        sys.stdout.write(json.dumps(_as_json(table, parts), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write(page.terminal(table) + "\n")
        if file is None:
            sys.stdout.write(f"rows over real sentences: {corpus.HOW}\n")
        if not arguments.no_page:
            (DOCS / "accuracy.md").write_text(page.page(table, parts, with_corpus=file is not None), encoding="utf-8")
    return int(arguments.check and any(bar.met(bar.must) is False for bar in table))


if __name__ == "__main__":
    sys.exit(main())
