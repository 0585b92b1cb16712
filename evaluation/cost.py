"""How long a detection process takes to be ready, measured in fresh processes."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_PROGRAM = """
import json, os, time
import presidio_analyzer, spacy
from detectors import registry
registry.recognizer_classes()
from detectors.analyzer import Analyzer

def ready():
    analyzer = Analyzer.load()
    for recognizer in analyzer.recognizers:
        recognizer.load()
    analyzer.analyze("Dobrý den, prosím o shrnutí zápisu z porady odboru.")

out, into = os.pipe()
began = time.perf_counter()
child = os.fork()
if child == 0:
    ready()
    os.write(into, b"1")
    os._exit(0)
os.read(out, 1)
replacement = time.perf_counter() - began
os.waitpid(child, 0)
began = time.perf_counter()
ready()
print(json.dumps([time.perf_counter() - began, replacement]))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds: start after imports; a forked process with imports preloaded, from the fork to its first answer."""

    start: float
    replacement: float


def measure(rounds: int = 3) -> Cost:
    """The best of a few rounds: what the work takes when nothing else runs."""
    times = []
    for _ in range(rounds):
        ran = subprocess.run(  # noqa: S603  our own interpreter and program
            [sys.executable, "-c", _PROGRAM], capture_output=True, check=True, cwd=Path(__file__).parents[1], text=True, timeout=120
        )
        times.append(json.loads(ran.stdout))
    return Cost(min(t[0] for t in times), min(t[1] for t in times))
