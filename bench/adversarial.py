"""Every recognizer over the worst texts there are (:mod:`detectors.adversarial`): twice the text is twice the work."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass

from bench import analyzing
from bench.report import Target
from detectors import adversarial
from detectors.analyzer import Analyzer
from detectors.contextual import ContextualRecognizer
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View

LEAST_SECONDS = 0.05
"""A shorter run is noise and no growth."""
MOST = 2.5
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Growth:
    """The worst text of a recognizer: how much more twice as much of it costs."""

    recognizer: str
    text: str
    ratio: float
    seconds: float


def _seconds(recognizer: CzechRecognizer, view: View) -> float:
    began = time.process_time()
    for _ in recognizer.find_after(view, ()) if isinstance(recognizer, ContextualRecognizer) else recognizer.find(view):
        pass
    return time.process_time() - began


def _view(unit: str, length: int) -> View:
    """A view with what all recognizers share worked out, so that each is charged with its own work only."""
    view = View(adversarial.text(unit, length))
    _ = view.folded, view.numbers, view.long_numbers
    return view


def _ratio(recognizer: CzechRecognizer, shorter: View, longer: View) -> tuple[float, float]:
    """(how many times what the text alone costs, the seconds of the longer one). The least of a few tries, where noise made it large."""
    best = float("inf")
    long = 0.0
    for _ in range(_TRIES):
        short = _seconds(recognizer, shorter.anew())
        long = _seconds(recognizer, longer.anew())
        best = min(best, long / max(short, LEAST_SECONDS / 4))
        if long < LEAST_SECONDS or best <= MOST * 0.9:
            break
    return (0.0 if long < LEAST_SECONDS else best), long


def measure(length: int) -> list[Growth]:
    """The worst growth of every recognizer, from ``length`` characters to twice as many."""
    recognizers = Analyzer.load().recognizers
    for recognizer in recognizers:
        recognizer.load()
    analyzing.freeze()
    worst: dict[str, Growth] = {}
    for unit in adversarial.UNITS:
        shorter, longer = _view(unit, length), _view(unit, 2 * length)
        for recognizer in recognizers:
            name = type(recognizer).__name__.removesuffix("Recognizer")
            ratio, seconds = _ratio(recognizer, shorter, longer)
            if name not in worst or ratio > worst[name].ratio:
                worst[name] = Growth(name, unit, ratio, seconds)
        highest = max(worst.values(), key=lambda growth: growth.ratio)
        sys.stderr.write(f"{unit}: {highest.recognizer} {highest.ratio:.2f} ({highest.text})\n")
    return list(worst.values())


def table(grown: list[Growth]) -> str:
    """One line a recognizer. A recognizer that no text keeps busy for long has no growth to speak of."""
    lines = [f"{'':<24}{'growth':>10}{'seconds':>10}  worst text"]
    for one in sorted(grown, key=lambda g: -g.ratio):
        ratio = f"{one.ratio:.2f}" if one.ratio else "-"
        lines.append(f"{one.recognizer:<24}{ratio:>10}{one.seconds:>10.2f}  {one.text if one.ratio else ''}")
    return "\n".join(lines)


def targets(grown: list[Growth]) -> list[Target]:
    """The worst of all."""
    worst = max(grown, key=lambda g: g.ratio)
    name = f"twice an adversarial text, to the text, worst recognizer ({worst.recognizer}, {worst.text})"
    return [Target(name, worst.ratio, MOST, at_least=False)]
