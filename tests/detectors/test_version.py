"""The version of the detectors is told without loading them."""

from __future__ import annotations

import subprocess
import sys

from detectors.version import VERSION


def test_it_loads_nothing_heavy() -> None:
    """A process that only needs the name imports neither Presidio nor spaCy, and gets the same name."""
    code = "import sys, detectors.version as v; print(v.VERSION, 'spacy' in sys.modules or 'presidio_analyzer' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert said == [VERSION, "False"]
