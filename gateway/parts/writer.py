"""The one process of a node that writes to the store."""

from __future__ import annotations

import logging
import signal
import threading
from pathlib import Path

from gateway import metrics
from gateway.parts.common import METRICS_FOLDER
from gateway.settings import Settings
from gateway.store import duties, grouping, node, paths
from gateway.store.breaches import BreachStore
from gateway.store.duties import Duty
from gateway.store.errors import StoreUnavailable
from gateway.store.events import EventStore
from gateway.store.migrate import migrate
from gateway.store.spool import Spool
from gateway.store.url import store_url
from gateway.store.writer import Hooks, Writer, delay
from gateway.supervisor import signal_ready

logger = logging.getLogger(__name__)


def compose(settings: Settings, run: Path) -> None:
    """The one process that writes to the store. A store that is not there yet is waited for; the spool keeps everything meanwhile."""
    meter = metrics.Metrics(run / METRICS_FOLDER, settings.tools)
    meter.process("writer")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    url = store_url(settings)
    failures = 0
    while not stop.is_set():
        try:
            migrate(url)
            break
        except StoreUnavailable:
            failures += 1
            meter.store_failure()
            signal_ready()
            stop.wait(delay(failures))
    with node.writer_lock(settings.data.dir):
        hooks = Hooks(
            stored=meter.event_stored,
            waiting=meter.events_waiting,
            failed=lambda _reason: meter.store_failure(),
            rejected=lambda number: logger.error("%d damaged events were set aside in the spool", number),
        )
        work = Writer(Spool(paths.spool(settings.data.dir)), EventStore(url), node.node_id(settings.data.dir), hooks)
        events, breaches = EventStore(url), BreachStore(url)
        duties.run([Duty("grouping", lambda: grouping.collect(events, breaches) is not None)], stop, lambda _name: meter.store_failure())
        signal_ready()
        work.run(stop)
