"""What detection costs a text of 200 to 200,000 characters, beside Presidio with a Czech spaCy pipeline, in interleaved rounds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from bench.office import office_text
from bench.report import Target

LENGTHS = {"200": 200, "2,000": 2000, "20,000": 20_000, "200,000": 200_000}
TEXTS = {"200": 160, "2,000": 64, "20,000": 6, "200,000": 1}
"""Different texts of each length in a round: so many that most meet a process at work, not one that another put out of the caches."""
SUBJECTS = {"identifiers only": "identifiers", "everything": "everything", "Presidio": "presidio"}
WARM = 1000
GROWTH = 1.25
"""Ten times the text costs ten times as much, and what noise adds."""

type Times = Mapping[tuple[str, str], Sequence[float]]
"""(subject, length) → seconds of each text."""


class Process:
    """One :mod:`bench.analyzing`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.what = str(self._read()["ready"])

    def _read(self) -> dict[str, object]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("a measured analyzer ended")
        answer: dict[str, object] = json.loads(line)
        return answer

    def measure(self, texts: Sequence[str]) -> list[float]:
        """Seconds of processor time for each text."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"texts": texts}) + "\n")
        self._process.stdin.flush()
        seconds = self._read()["seconds"]
        assert isinstance(seconds, list)
        return seconds


@contextmanager
def _running(python: str, subject: str) -> Iterator[Process]:
    command = [python, "-m", "bench.analyzing", subject]
    single = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8", env=os.environ | single
    ) as process:
        yield Process(process)
        assert process.stdin is not None
        process.stdin.close()


def measure(rounds: int, peers: Path | None) -> tuple[Times, Mapping[str, str]]:
    """All subjects side by side; Presidio where ``peers`` (a Python with it) is there. Also what each subject is."""
    times: dict[tuple[str, str], list[float]] = defaultdict(list)
    with ExitStack() as stack:
        running = {}
        for name, subject in SUBJECTS.items():
            python = str(peers) if subject == "presidio" else sys.executable
            if subject != "presidio" or peers is not None:
                running[name] = stack.enter_context(_running(python, subject))
        for process in running.values():
            process.measure([office_text(LENGTHS["20,000"], WARM)])  # what is compiled at first sight is
        for number in range(rounds):
            for column, length in LENGTHS.items():
                texts = [office_text(length, number * TEXTS[column] + each) for each in range(TEXTS[column])]
                for name, process in running.items():
                    times[name, column] += process.measure(texts)
            sys.stderr.write(f"round {number + 1} of {rounds}\n")
        return times, {name: process.what for name, process in running.items()}


def milliseconds(times: Times, subject: str, column: str) -> float:
    """The median of a row and column."""
    return 1000 * median(times[subject, column])


def table(times: Times, what: Mapping[str, str]) -> str:
    """Milliseconds of each subject and length, and how many times faster than Presidio."""
    lines = ["".join([" " * 44, *(f"{column:>12}" for column in LENGTHS), *(f"{'× ' + column:>12}" for column in LENGTHS)])]
    for name in what:
        row = [f"{milliseconds(times, name, column):>12.3f}" for column in LENGTHS]
        if "Presidio" in what:
            row += [f"{milliseconds(times, 'Presidio', column) / milliseconds(times, name, column):>12.1f}" for column in LENGTHS]
        lines.append("".join([f"{name} ({what[name]})".ljust(44), *row]))
    return "\n".join(lines)


def targets(times: Times) -> list[Target]:
    """Those of detection."""

    def faster(subject: str, column: str) -> float:
        return milliseconds(times, "Presidio", column) / milliseconds(times, subject, column)

    found: list[Target] = []
    if ("Presidio", "2,000") in times:
        found += [
            Target("identifiers only, 2,000 characters, to Presidio's", faster("identifiers only", "2,000"), 100, at_least=True, goal=300),
            Target("everything, 2,000 characters, to Presidio's", faster("everything", "2,000"), 5, at_least=True, goal=15),
            Target("everything, 200,000 characters, to Presidio's", faster("everything", "200,000"), 8, at_least=True, goal=30),
        ]
    for name in ("identifiers only", "everything"):
        growth = milliseconds(times, name, "200,000") / milliseconds(times, name, "20,000") / 10
        found.append(Target(f"{name}, 200,000 characters to ten times 20,000", growth, GROWTH, at_least=False))
    return found
