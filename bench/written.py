"""The measured sections of documentation pages. ``python -m bench … --write`` replaces those of the parts that ran, and nothing else.

A section stands between ``<!-- bench: NAME -->`` and ``<!-- end: NAME -->``. The table of targets has one, too: its rows name the part that
measured them, and a run replaces the rows of its parts.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import platform
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from bench.report import Target

PAGE = "performance.md"
PAGES = {"scale": "scale.md"}
"""Parts whose section stands on another page than :data:`PAGE`."""

TARGETS = "targets"
HEAD = ("| part | target | must | goal | reached | must be | to the goal | run of |", "|---|---|---|---|---|---|---|---|")

type Part = Callable[[], list[Target]]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Under what a part was measured."""

    command: str
    machine: str
    day: str
    """ISO 8601."""

    before: float
    after: float
    """Load averages of one minute (getloadavg(3)); the second has the measurement itself in it."""

    def line(self) -> str:
        """What stands above the figures."""
        return (
            f"`{self.command}`, {self.day}, {self.machine}; load of the machine {self.before:.1f} before, {self.after:.1f} at the end "
            "(the measurement itself is in it)."
        )


class Pages:
    """Prints what parts print and, where asked to, writes it to the pages under ``folder``."""

    def __init__(self, folder: Path, arguments: argparse.Namespace) -> None:
        self._folder = folder
        self._arguments = arguments

    def keep(self, name: str, part: Part) -> list[Target]:
        """Runs a part. Returns its targets. Raises LookupError when the page has no section of that name, before anything is measured."""
        if not self._arguments.write:
            return part()
        section(self._read(PAGES.get(name, PAGE)), name)
        before = os.getloadavg()[0]
        copy = io.StringIO()
        with contextlib.redirect_stdout(_Both(sys.stdout, copy)):
            targets = part()
        now = datetime.now(UTC).date().isoformat()
        told = Circumstances(command(name, self._arguments), machine(), now, before, os.getloadavg()[0])
        self._replace(PAGES.get(name, PAGE), name, written(told, copy.getvalue()))
        kept = section(self._read(PAGE), TARGETS)
        self._replace(PAGE, TARGETS, targets_table(kept, name, targets, now))
        return targets

    def _read(self, page: str) -> str:
        return (self._folder / page).read_text(encoding="utf-8")

    def _replace(self, page: str, name: str, text: str) -> None:
        # Read anew each time: parts of one run take minutes, and another run may have written its own meanwhile.
        (self._folder / page).write_text(replaced(self._read(page), name, text), encoding="utf-8")


class _Both(io.TextIOBase):
    """Writes to two."""

    def __init__(self, first: io.TextIOBase | object, second: io.StringIO) -> None:
        self._both = (first, second)

    def write(self, text: str, /) -> int:
        for one in self._both:
            one.write(text)  # type: ignore[attr-defined]  # sys.stdout is a TextIO
        return len(text)


def command(name: str, arguments: argparse.Namespace) -> str:
    """What runs the part again as it was run."""
    ours = {
        "gateway": ("rounds", "seconds", "workers"), "verdicts": ("rounds", "seconds", "workers"), "held": ("streams", "workers"),
        "soak": ("minutes", "workers"), "peers": ("prompts",), "detectors": ("rounds", "megabytes"), "scale": ("seconds",),
    }.get(name, ())  # fmt: skip
    return " ".join([f"python -m bench {name}", *(f"--{key} {getattr(arguments, key):g}" for key in ours)])


def machine() -> str:
    """Processor, cores, memory, Python; nothing that says whose it is."""
    with contextlib.suppress(OSError):
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
        kind = " ".join(found[1].split()) if found else platform.machine()
        return f"{kind}, {len(os.sched_getaffinity(0))} cores, {memory:.0f} GiB, Python {platform.python_version()}"
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def section(page: str, name: str) -> str:
    """What stands between the marks. Raises LookupError when they are not there, each once."""
    start, end = f"<!-- bench: {name} -->", f"<!-- end: {name} -->"
    if (page.count(start), page.count(end)) != (1, 1) or page.index(start) > page.index(end):
        raise LookupError(f"the page has no section {start} … {end}")
    return page[page.index(start) + len(start) : page.index(end)].strip("\n")


def replaced(page: str, name: str, text: str) -> str:
    """The page with another section; every other byte as it was. Raises LookupError."""
    section(page, name)
    start, end = f"<!-- bench: {name} -->", f"<!-- end: {name} -->"
    return f"{page[: page.index(start) + len(start)]}\n{text.strip()}\n{page[page.index(end) :]}"


def written(told: Circumstances, printed: str) -> str:
    """A section: the circumstances, and what the run printed, as it printed it. What is a Markdown table already stays one."""
    lines = [line.rstrip() for line in printed.strip("\n").splitlines()]
    pieces = ["\n".join(group).strip("\n") for _, group in groupby(lines, lambda line: line.startswith("|"))]
    return "\n\n".join([told.line(), *(each if each.startswith("|") else f"```text\n{each}\n```" for each in pieces if each)])


def targets_table(before: str, part: str, targets: Sequence[Target], day: str) -> str:
    """The table with the rows of this part replaced, in their place; a part that is new comes last."""
    old = [line for line in before.splitlines() if line.startswith("| ") and line not in HEAD]
    mine = [f"| {part} {target.row()} {day} |" for target in targets]
    at = next((number for number, line in enumerate(old) if line.startswith(f"| {part} |")), len(old))
    rest = [(number, line) for number, line in enumerate(old) if not line.startswith(f"| {part} |")]
    return "\n".join([*HEAD, *(line for number, line in rest if number < at), *mine, *(line for number, line in rest if number > at)])
