"""What the console shows of the counters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from gateway.metric_labels import SCANS


@dataclass(frozen=True, slots=True)
class Figures:
    """What the console shows of the counters, summed over all processes since the start."""

    coverage: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Tool → scan outcome → requests. The four outcomes are counted apart: "not run" is never "clean"."""
    waiting: int = 0
    """Events that are durable on the node and not yet in the store."""
    stored: int = 0
    faults: int = 0
    """How often the fail-closed boundary caught something."""
    ocr: bool = True
    """Whether text in pictures can be recognised; without it every picture is opaque."""


class Sample(Protocol):
    """One number of an exposition."""

    @property
    def name(self) -> str:
        """Of the series."""

    @property
    def labels(self) -> Mapping[str, str]:
        """Its labels."""

    @property
    def value(self) -> float:
        """The number."""


class Family(Protocol):
    """The samples of one metric."""

    @property
    def samples(self) -> Iterable[Sample]:
        """In any order."""


def figures_of(families: Iterable[Family]) -> Figures:
    """The figures among the metrics of all processes."""
    coverage: dict[str, dict[str, int]] = {}
    sums = {"celnice_events_waiting": 0, "celnice_events_stored_total": 0, "celnice_boundary_faults_total": 0}
    missing = 0.0
    for family in families:
        for sample in family.samples:
            if sample.name == "celnice_requests_total":
                of_tool = coverage.setdefault(sample.labels["tool"], dict.fromkeys(SCANS, 0))
                of_tool[sample.labels["scan"]] = of_tool.get(sample.labels["scan"], 0) + int(sample.value)
            elif sample.name == "celnice_ocr" and sample.labels["state"] == "missing":
                missing += sample.value
            elif sample.name in sums:
                sums[sample.name] += int(sample.value)
    waiting, stored, faults = sums.values()
    return Figures(dict(sorted(coverage.items())), waiting, stored, faults, not missing)
