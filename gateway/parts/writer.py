"""The one process of a node that writes to the store."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import threading
from datetime import timedelta
from pathlib import Path

from allowlist import prague
from gateway import metrics
from gateway.parts import feeds
from gateway.parts.common import METRICS_FOLDER, utc_now
from gateway.parts.vault import vault_of
from gateway.record.breach.listed import unlisted
from gateway.record.sink import SinkUnavailable
from gateway.settings import Settings
from gateway.store import confirming, duties, grouping, node, paths, reminding
from gateway.store.breaches import BreachStore
from gateway.store.duties import Duty
from gateway.store.errors import StoreUnavailable
from gateway.store.events import EventStore
from gateway.store.evidence import EvidenceStore
from gateway.store.false_alarms import FalseAlarmStore
from gateway.store.indexing import Indexing
from gateway.store.known_files import KnownFileStore
from gateway.store.migrate import migrate
from gateway.store.policy_steps import PolicyStepStore
from gateway.store.proposals import ProposalStore
from gateway.store.retaining import PAUSE_SECONDS, retention_of
from gateway.store.sealing import move
from gateway.store.spool import Spool
from gateway.store.url import store_url
from gateway.store.writer import Hooks, Writer, delay
from gateway.supervisor import signal_ready
from gateway.uploads.known import DAYS

logger = logging.getLogger(__name__)

CONFIRMED_SECONDS = 2.0
"""How soon what was decided in the console holds on every node."""

NICE = 5
"""The writer is in no hurry: on a busy core a request that waits for its event goes first."""


def compose(settings: Settings, run: Path) -> None:
    """The one process that writes to the store. A store that is not there yet is waited for; the spool keeps everything meanwhile."""
    meter = metrics.Metrics(run / METRICS_FOLDER, settings.tools, settings.feeds)
    meter.process("writer")
    os.nice(NICE)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    url = store_url(settings)
    spool = Spool(paths.spool(settings.data.dir))
    failures = 0
    while not stop.is_set():
        try:
            migrate(url)
            break
        except StoreUnavailable:
            failures += 1
            meter.store_failure()
            if failures == 1:
                _strict(settings)
            with contextlib.suppress(SinkUnavailable):
                meter.events_waiting(spool.depth())
            signal_ready()
            stop.wait(delay(failures))
    with node.writer_lock(settings.data.dir):
        hooks = Hooks(
            stored=meter.event_stored,
            waiting=meter.events_waiting,
            failed=lambda _reason: meter.store_failure(),
            rejected=lambda number: _set_aside(meter, number),
        )
        work = Writer(spool, EventStore(url), node.node_id(settings.data.dir), hooks)
        vault = vault_of(settings)
        events, breaches, evidence, alarms = EventStore(url), BreachStore(url, unlisted), EvidenceStore(url), FalseAlarmStore(url)
        known, proposals, steps = KnownFileStore(url), ProposalStore(url), PolicyStepStore(url)

        def decided() -> bool:
            return confirming.write(proposals, steps, settings.data.dir, prague.day(utc_now()))

        try:
            decided()  # before the node says that it is ready: a new one knows no rule of the console yet
        except StoreUnavailable:
            _strict(settings)
        chores = [
            Duty("grouping", lambda: grouping.collect(events, breaches) is not None),
            Duty("indexing", Indexing(url).work),
            *feeds.duties(settings, breaches, meter),
            Duty("reminders", lambda: reminding.remind(breaches, settings.breach.reminders) < 0, reminding.PAUSE_SECONDS),
            Duty("retention", retention_of(settings).work, PAUSE_SECONDS),
            Duty("pseudonyms", lambda: vault.expire(utc_now()) > 0, PAUSE_SECONDS),
            Duty("known files", lambda: known.forget(int(utc_now().timestamp() // 86_400) - DAYS), PAUSE_SECONDS),
            Duty("false alarms", lambda: _forget_alarms(alarms, settings), PAUSE_SECONDS),
            Duty("decided in the console", decided, CONFIRMED_SECONDS),
            Duty("evidence", lambda: move(paths.evidence(settings.data.dir), evidence)),
        ]
        duties.run(chores, stop, meter.standing.duty_failed)
        signal_ready()
        work.run(stop)


def _strict(settings: Settings) -> None:
    if confirming.unknown(settings.data.dir):
        logger.error("the store is silent, and this node has never read the console's rules: everything found is stopped until it has")


def _set_aside(meter: metrics.Metrics, number: int) -> None:
    logger.error("%d damaged events were set aside in the spool", number)
    meter.standing.events_rejected(number)


def _forget_alarms(alarms: FalseAlarmStore, settings: Settings) -> bool:
    """Reports of false alarms end with the attempts that they are about."""
    alarms.forget(utc_now() - timedelta(days=settings.retention.attempts_days))
    return False
