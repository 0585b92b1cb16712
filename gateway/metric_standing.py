"""What an operator must hear of though no request says so: duties that fail, damaged events, certificates that end, a disk that fills.

The library's kinds are given by :mod:`gateway.metrics`, the one file that knows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from gateway.metric_labels import CERTIFICATES, DUTIES, OTHER


class Standing:
    """``counter`` and ``gauge`` make a metric from a name without its prefix, a text and labels."""

    def __init__(self, counter: Callable[..., Any], gauge: Callable[..., Any]) -> None:
        self._duties = counter("duty_failures_total", "Portions of a node's duties that failed; each is tried again.", "duty")
        self._rejected = counter("events_rejected_total", "Damaged events that were set aside in the spool.")
        self._ends = gauge(
            "certificate_not_after_timestamp_seconds", "When a certificate ends, in Unix time.", "certificate", mode="livemin"
        )
        self._free = gauge("data_free_bytes", "Room left on the disk of the data folder.", mode="livemax")  # the others say 0
        for name in (*sorted(DUTIES), OTHER):
            self._duties.labels(name)

    def duty_failed(self, name: str) -> None:
        """One portion of a duty that did not succeed."""
        kind = name.partition("-")[0].replace(" ", "_")
        self._duties.labels(kind if kind in DUTIES else OTHER).inc()

    def events_rejected(self, number: int) -> None:
        """Events that can never be stored; they are kept."""
        self._rejected.inc(number)

    def certificates(self, ends: Mapping[str, float]) -> None:
        """Section of the settings -> when the first of its certificates ends, in Unix time. One that is left out keeps its last."""
        for name, end in ends.items():
            self._ends.labels(name if name in CERTIFICATES else OTHER).set(end)

    def free(self, room: int) -> None:
        """Bytes that the gateway's user may still write."""
        self._free.set(room)
