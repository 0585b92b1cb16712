"""docs/gallery.md: what each recognizer finds and what it leaves alone, from the tables of its own tests, as the analyzer answers today."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

from detectors import registry
from detectors.analyzer import Analyzer
from detectors.recognizer import CzechRecognizer, explain
from evaluation.page import markdown

TESTS = Path(__file__).parents[1] / "tests"
NEGATIVE = ("CLEAN", "LOOK_ALIKES", "WRONG", "INVALID")
FOUND_ROWS, CLEAN_ROWS = 14, 10
LONGEST = 120
UNSHOWN = frozenset({"SECRET"})
"""Kinds whose examples would set off other people's scanners for leaked keys: only the reasons are shown."""

_INTRO = """# Gallery

What each recognizer finds and what it leaves alone: examples from the tables of its own tests, with what the analyzer says to them.
Written by `python -m evaluation gallery`; do not edit. Every value is made up. ⏎ is the end of a line.
"""


def tables(module: ModuleType) -> Iterator[tuple[bool, tuple[str, str]]]:
    """(is it an example of what is found, (text, reason)) from the lists of a test module, in order."""
    for name, table in vars(module).items():
        if not name.isupper() or not isinstance(table, list):
            continue
        for row in table:
            cells = [cell for cell in (row if isinstance(row, tuple) else (row,)) if isinstance(cell, str)]
            if cells:
                yield not name.startswith(NEGATIVE), (cells[0], cells[-1] if len(cells) > 1 else "")


def module_of(recognizer: type[CzechRecognizer]) -> ModuleType | None:
    """The test module of a recognizer, or None."""
    name = recognizer.__module__.rpartition(".")[2]
    file = TESTS / "detectors" / "recognizers" / f"test_{name}.py"
    spec = importlib.util.spec_from_file_location(f"gallery_{name}", file)
    if not file.exists() or spec is None or spec.loader is None:
        return None
    if str(TESTS) not in sys.path:
        sys.path.append(str(TESTS))  # the tests' own helpers
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shown(text: str) -> str:
    """A piece of text for a cell: one line, visible, not too long."""
    line = "".join("⏎" if c == "\n" else c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    line = line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
    return f"`{line}`" if "`" not in line else f"`` {line} ``"


def _section(recognizer: type[CzechRecognizer], analyzer: Analyzer) -> str:
    module = module_of(recognizer)
    entity = recognizer.ENTITY
    examples: list[tuple[str, ...]] = []
    clean: list[tuple[str, ...]] = []
    for positive, (text, reason) in tables(module) if module else ():
        findings = analyzer.analyze(text, [entity])
        hidden = entity in UNSHOWN
        if positive and findings:
            first = findings[0]
            value = text[first.start : first.end]
            examples.append(
                (reason if hidden else shown(text), "" if hidden or value == text else shown(value), f"{first.score:.2f}", explain(first))
            )
        elif not positive and not any(f.score >= 0.5 for f in findings):
            clean.append((reason if hidden else shown(text), "" if hidden else reason))
    doc = (sys.modules[recognizer.__module__].__doc__ or "").strip().partition("\n\n")[0].replace("\n", " ")
    parts = [f"## {entity}\n", f"`{recognizer.__name__}`. {doc}\n"]
    if examples:
        parts.append(markdown(("example", "found", "score", "why"), _spread(examples, FOUND_ROWS)))
    if clean:
        parts.append(markdown(("left alone", "because it is"), _spread(clean, CLEAN_ROWS)))
    return "\n".join(parts)


def _spread[T](rows: Sequence[T], count: int) -> Sequence[T]:
    """At most ``count`` of the rows, from all over the table."""
    return rows if len(rows) <= count else [rows[index * len(rows) // count] for index in range(count)]


def page() -> str:
    """The whole page."""
    analyzer = Analyzer.load()
    return "\n".join([_INTRO, *(_section(recognizer, analyzer) for recognizer in registry.recognizer_classes())])
