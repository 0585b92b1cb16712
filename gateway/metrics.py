"""The one file that knows Prometheus. Shells call plain methods of :class:`Metrics`; the core never does.

Every process of ``celnice run`` counts into its own memory-mapped file of one directory, and whoever reads sums them up
(https://prometheus.github.io/client_python/multiprocess/). The supervisor calls :func:`prepare` once before it starts children
and :func:`forget` after one of them died; the console answers ``/metrics`` with :func:`exposition`.

A label holds only values of the closed sets below; anything else is counted as ``other``. So no person and no value can become a
label, and the number of series is bounded whatever a client sends. The library is loaded with the first :class:`Metrics`, not on import.
"""

from __future__ import annotations

import os
import platform
import struct
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gateway.figures import Figures as Figures  # noqa: PLC0414  # what :func:`read` gives
from gateway.figures import figures_of
from gateway.metric_labels import (
    CONNECTIONS,
    DOCUMENTS,
    ENTITIES,
    ENTRANCES,
    FAULTS,
    IDENTIFICATIONS,
    LEFT,
    OTHER,
    OUTCOMES,
    PROCESSES,
    REFUSALS,
    SCANS,
    STAGES,
    UNREACHED,
    VERDICTS,
    WAYS,
)
from gateway.metric_standing import Standing
from gateway.model import ScanOutcome

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0)
"""Seconds: from identifiers found inline in a short prompt to the default deadline of detection."""
READS = 5
"""How often a read is tried: a file that another process is just making is briefly empty."""


class Metrics:
    """The counters of one process.

    ``directory`` is the shared one of :func:`prepare`; None keeps the numbers in memory (:meth:`text` reads them). ``tools`` are the
    ids that may stand in the label ``tool``, ``feeds`` the names in the label ``feed``.
    """

    def __init__(self, directory: Path | None = None, tools: Collection[str] = (), feeds: Collection[str] = ()) -> None:
        if directory is not None:
            os.environ[VARIABLE] = str(directory)
        import prometheus_client as library  # noqa: PLC0415  # after the variable, which it reads
        from prometheus_client import values  # noqa: PLC0415

        # The library chose between memory and files when it was first imported; choose again, so that import order does not matter.
        values.ValueClass = values.MutexValue if directory is None else values.MultiProcessValue()  # type: ignore[no-untyped-call]
        self._tools = frozenset(tools)
        self._feeds = frozenset(feeds)
        self._registry = registry = library.CollectorRegistry()

        def counter(name: str, text: str, *labels: str) -> library.Counter:
            return library.Counter(f"celnice_{name}", text, labels, registry=registry)

        def gauge(name: str, text: str, *labels: str, mode: Literal["livesum", "livemin", "livemax"] = "livesum") -> library.Gauge:
            # livesum: each process reports its own share, and the share of a dead one is forgotten.
            return library.Gauge(f"celnice_{name}", text, labels, registry=registry, multiprocess_mode=mode)

        self._requests = counter("requests_total", "Requests judged.", "tool", "verdict", "scan", "entrance")
        self._unread = counter("left_unscanned_total", "Requests that left without being read whole. There should be none.")
        self._findings = counter("findings_total", "Pieces of personal data that were acted upon.", "entity")
        self._refusals = counter("refusals_total", "Requests refused before extraction (admit).", "reason")
        self._identified = counter("identifications_total", "Answers of the ways to know a person.", "way", "outcome")
        self._connections = counter("connections_refused_total", "Connections closed before any request.", "reason")
        self._unreached = counter("providers_unreached_total", "Connections to providers that could not be made.", "reason")
        self._faults = counter("boundary_faults_total", "Faults caught by the fail-closed boundary.", "stage")
        self._stored = counter("events_stored_total", "Events written to the store.")
        self._store_failures = counter("store_failures_total", "Writes that the store refused; the events wait.")
        self._lists = counter("public_list_refusals_total", "Changes of the office's public list that were refused; the list before holds.")
        self._analyses = counter("analyses_total", "Requests to the Presidio-compatible API.", "outcome")
        self._waiting = gauge("events_waiting", "Events in the spool or held in memory, not yet in the store.")
        self._queue = gauge("detection_queue", "Texts waiting for a detection process.")
        self._documents = counter("documents_total", "Files that were read, or why not.", "outcome")
        self._documents_waiting = gauge("documents_waiting", "Files that are read or wait for a document process.")
        self._ocr = gauge("ocr", "Whether text in pictures can be recognised.", "state")
        self._streams = gauge("event_streams", "Open event streams of the console.")
        self._ways_down = gauge("identification_down", "Processes that leave a directory alone because it does not answer.", "way")
        self._feed_delivered = counter("feed_delivered_total", "Events, steps of cases and heads that a feed's receiver took.", "feed")
        self._feed_failures = counter("feed_failures_total", "Deliveries that a feed's receiver did not take; they come again.", "feed")
        self._feed_lag = gauge("feed_lag_seconds", "Age of the oldest thing that a feed has not delivered yet.", "feed")
        self._feed_waiting = gauge("feed_waiting", "Events that stand in the store behind a feed's cursor.", "feed")
        self._feed_letters = gauge("feed_dead_letters", "What a feed's receiver would not take, kept to be sent again.", "feed")
        self._processes = gauge("processes", "Processes alive, by kind.", "kind")
        self._build = library.Gauge(
            "celnice_build_info",
            "What is running; always 1.",
            ("version", "python", "detectors", "policy"),
            registry=registry,
            multiprocess_mode="livemax",
        )
        self._built: tuple[str, ...] = ()
        self._reload_refusals = counter("reload_refusals_total", "Changed settings or texts that were refused; those before hold.")
        self._reload_refused = gauge("reload_refused", "Whether the newest change of settings or texts was refused.")
        self.standing = Standing(counter, gauge)
        for one, reasons in ((self._connections, CONNECTIONS), (self._unreached, UNREACHED), (self._faults, FAULTS)):
            for reason in (*sorted(reasons), OTHER):
                one.labels(reason)  # a rise from nothing is no rise to Prometheus: alerts rest on series that begin at 0
        self._stages = library.Histogram("celnice_stage_seconds", "Time in one stage.", ("stage",), registry=registry, buckets=BUCKETS)
        self._timed = {stage: self._stages.labels(stage) for stage in (*sorted(STAGES), OTHER)}

    def request(self, tool: str, verdict: str, scan: str, entrance: str = "proxy") -> None:
        """One judged request: catalogue id, ``Verdict.name``, ``ScanOutcome``, ``proxy`` or ``base_url``."""
        self._requests.labels(
            _closed(tool, self._tools), _closed(verdict, VERDICTS), _closed(scan, SCANS), _closed(entrance, ENTRANCES)
        ).inc()
        if verdict in LEFT and scan != ScanOutcome.SCANNED.value:
            self._unread.inc()

    def finding(self, entity: str, count: int = 1) -> None:
        """Findings of one kind that a verdict acted upon."""
        self._findings.labels(_closed(entity, ENTITIES)).inc(count)

    def stage(self, name: str, seconds: float) -> None:
        """The time one request spent in one stage."""
        self._timed.get(name, self._timed[OTHER]).observe(seconds)

    def refusal(self, reason: str) -> None:
        """One request that *admit* refused."""
        self._refusals.labels(_closed(reason, REFUSALS)).inc()

    def connection_refused(self, reason: str) -> None:
        """One connection closed before it carried a request."""
        self._connections.labels(_closed(reason, CONNECTIONS)).inc()

    def provider_unreached(self, reason: str) -> None:
        """One provider that could not be dialled."""
        self._unreached.labels(_closed(reason, UNREACHED)).inc()

    def boundary_fault(self, stage: str) -> None:
        """One fault that the fail-closed boundary turned into a block."""
        self._faults.labels(_closed(stage, FAULTS)).inc()

    def identified(self, way: str, outcome: str) -> None:
        """One answer of a way to know a person (:mod:`gateway.people.api`)."""
        self._identified.labels(_closed(way, WAYS), _closed(outcome, IDENTIFICATIONS)).inc()

    def way_down(self, way: str, down: bool) -> None:
        """Whether this process leaves a directory alone for now."""
        self._ways_down.labels(_closed(way, WAYS)).set(int(down))

    def events_waiting(self, number: int) -> None:
        """This process's share of the events that are not yet in the store."""
        self._waiting.set(number)

    def event_stored(self, number: int = 1) -> None:
        """Events that reached the store."""
        self._stored.inc(number)

    def store_failure(self) -> None:
        """One write that the store refused."""
        self._store_failures.inc()

    def public_list_refused(self) -> None:
        """One change of the office's public list that could not be used."""
        self._lists.inc()

    def reloaded(self, *, refused: bool) -> None:
        """What became of a change of settings or texts. Said by one process of the node."""
        self._reload_refused.set(int(refused))
        if refused:
            self._reload_refusals.inc()

    def detection_queue(self, number: int) -> None:
        """This process's texts that wait for detection."""
        self._queue.set(number)

    def document(self, outcome: str) -> None:
        """One file: ``read``, or why it could not be."""
        self._documents.labels(_closed(outcome, DOCUMENTS)).inc()

    def documents_waiting(self, number: int) -> None:
        """This process's files that are read or wait."""
        self._documents_waiting.set(number)

    def ocr(self, *, installed: bool) -> None:
        """Whether text in pictures can be recognised. Said by one process of the node."""
        self._ocr.labels("installed" if installed else "missing").set(1)

    def event_streams(self, number: int) -> None:
        """Open event streams of this process."""
        self._streams.set(number)

    def feed_delivered(self, feed: str, number: int) -> None:
        """What the receiver of a feed took."""
        self._feed_delivered.labels(_closed(feed, self._feeds)).inc(number)

    def feed_failure(self, feed: str) -> None:
        """One delivery that it did not take."""
        self._feed_failures.labels(_closed(feed, self._feeds)).inc()

    def feed_state(self, feed: str, lag: float, waiting: int, letters: int) -> None:
        """How far a feed is behind: seconds, events, and its dead letters. Every node says the same, so alert on the maximum."""
        name = _closed(feed, self._feeds)
        self._feed_lag.labels(name).set(lag)
        self._feed_waiting.labels(name).set(waiting)
        self._feed_letters.labels(name).set(letters)

    def analysis(self, outcome: str) -> None:
        """One answer of the Presidio-compatible API: ``ok``, ``bad_request`` or ``not_scanned``."""
        self._analyses.labels(_closed(outcome, OUTCOMES)).inc()

    def process(self, kind: str) -> None:
        """This process is alive and of this kind."""
        self._processes.labels(_closed(kind, PROCESSES)).set(1)

    def build(self, version: str, detectors: str, policy: str) -> None:
        """What this process runs: versions of the product, the detectors and the policy."""
        labels = (version, platform.python_version(), detectors, policy)
        if self._built not in {(), labels}:
            self._build.labels(*self._built).set(0)  # the policy changed while it ran
        self._build.labels(*labels).set(1)
        self._built = labels

    def text(self) -> bytes:
        """The numbers kept in memory, in Prometheus' text format."""
        return _text(self._registry)


def prepare(directory: Path) -> None:
    """Empties the shared directory (numbers begin at 0 with each start) and names it to this process and its future children."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    for stale in directory.glob("*.db"):
        stale.unlink(missing_ok=True)
    os.environ[VARIABLE] = str(directory)


def forget(directory: Path, pid: int) -> None:
    """Drops the gauges of a process that died; its counters stay, since they happened."""
    for stale in directory.glob(f"gauge_live*_{pid}.db"):  # what multiprocess.mark_process_dead does, without loading the library
        stale.unlink(missing_ok=True)


def exposition(directory: Path, kind: str = "") -> bytes:
    """The numbers of all processes, in Prometheus' text format; of one ``kind`` alone: ``histogram``. Blocking (files): off the loop."""
    return _tried(lambda: _text(_collected(directory, kind)))


def read(directory: Path) -> Figures:
    """The numbers that the console shows. Blocking (files); call it off the event loop."""
    return _tried(lambda: figures_of(_collected(directory).collect()))


def _closed(value: str, allowed: Collection[str]) -> str:
    return value if value in allowed else OTHER


def _collected(directory: Path, kind: str = "") -> CollectorRegistry:
    from prometheus_client import CollectorRegistry  # noqa: PLC0415
    from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415

    registry = CollectorRegistry()
    reader = MultiProcessCollector(None, path=str(directory))  # type: ignore[no-untyped-call]
    if kind:
        reader.collect = lambda: reader.merge(list(map(str, directory.glob(f"{kind}_*.db"))))  # type: ignore[method-assign,no-untyped-call]
    registry.register(reader)
    return registry


def _text(registry: CollectorRegistry) -> bytes:
    from prometheus_client import generate_latest  # noqa: PLC0415

    return generate_latest(registry)


def _tried[T](reading: Callable[[], T]) -> T:
    """Reads again when a file was caught while it was being made or removed."""
    for _ in range(READS - 1):
        try:
            return reading()
        except (struct.error, FileNotFoundError, RuntimeError, ValueError):
            continue
    return reading()
