"""The composition root: the one file that knows everything. It puts the processes of ``celnice run`` together.

    supervisor ─┬─ stand-in    a local AI provider to try things on (only while no tool is approved)
                ├─ detection   loads the detectors once, forks detection processes
                ├─ proxy × N   mitmproxy embedded, one port shared by the kernel
                ├─ console     FastAPI: API, pages, metrics
                └─ writer      moves events from the spool into the store

Imports that cost time stand inside the process that needs them: the second start of a node takes under five seconds.
"""

from __future__ import annotations

import asyncio
import logging
import os
import resource
import signal
import sys
import threading
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING

from gateway import logs, metrics
from gateway.decide.policy import Policy
from gateway.errors import UserError
from gateway.lifeline import die_with_parent
from gateway.model import Scan
from gateway.reference import new_reference
from gateway.settings import Settings
from gateway.supervisor import signal_ready

if TYPE_CHECKING:
    from gateway.console.ports import Ports

logger = logging.getLogger(__name__)

SETTINGS_FILE = "settings.json"
METRICS_FOLDER = "metrics"
CA_FOLDER = "ca"


def policy_of(settings: Settings) -> Policy:
    """The policy the settings describe."""
    return Policy(settings.policy.threshold)


def utc_now() -> datetime:
    """The clock of the shells; the core is told the time."""
    return datetime.now(UTC)


# --- the processes


def proxy(settings: Settings, run: Path) -> None:
    """One proxy process."""
    from detectors.version import VERSION  # noqa: PLC0415
    from gateway.detection.cache import ScanCache  # noqa: PLC0415
    from gateway.detection.client import DetectionClient  # noqa: PLC0415
    from gateway.detection.public_list import edition  # noqa: PLC0415
    from gateway.extract.registry import formats  # noqa: PLC0415
    from gateway.proxy import ca, process, tls  # noqa: PLC0415
    from gateway.proxy.customs import Customs  # noqa: PLC0415
    from gateway.proxy.recorder import SpoolRecorder  # noqa: PLC0415
    from gateway.register import Admission, register  # noqa: PLC0415
    from gateway.store import paths  # noqa: PLC0415
    from gateway.store.holding import HoldingSink  # noqa: PLC0415
    from gateway.store.keyring import Keyring  # noqa: PLC0415
    from gateway.store.spool import Spool  # noqa: PLC0415

    policy = policy_of(settings)
    admission = Admission(register(settings))
    meter = metrics.Metrics(run / METRICS_FOLDER, settings.tools)
    meter.process("proxy")
    meter.build(installed_version("celnice"), VERSION, policy.version)
    detect = DetectionClient(
        _detection_paths(settings, run),
        deadline=settings.detection.deadline_seconds,
        queue=settings.detection.queue,
        cache=ScanCache(VERSION, edition=edition(settings.detection.public_list)),
    )
    keyring = Keyring(paths.fingerprint_keys(settings.data.dir))
    recorder = SpoolRecorder(HoldingSink(Spool(paths.spool(settings.data.dir))), meter.events_waiting)

    async def measured(texts: Sequence[str]) -> Sequence[Scan]:
        meter.detection_queue(detect.pending + 1)
        try:
            return await detect(texts)
        finally:
            meter.detection_queue(detect.pending)

    customs = Customs(
        policy=policy,
        formats=formats(),
        detect=measured,
        recorder=recorder,
        fingerprint=lambda entity, value, at: keyring.fingerprint(entity, value, at.date()),
        meter=meter,
        clock=utc_now,
        reference=new_reference,
        detectors_version=VERSION,
        name=admission.name,
    )
    extra = [run / "stand-in" / "stand-in-ca.pem"] if settings.runs_stand_in else []
    trust = tls.trust_file(run, [path for path in (settings.proxy.upstream_ca, *extra) if path])

    async def main(stop: asyncio.Event) -> None:
        retrying = asyncio.create_task(recorder.keep_trying())
        try:
            await process.serve(
                settings,
                authority=ca.load(settings.data.dir / CA_FOLDER),
                customs=customs,
                register=admission,
                meter=meter,
                trust=trust,
                ready=signal_ready,
                stop=stop,
            )
        finally:
            retrying.cancel()
            await recorder.ready()
            await detect.close()
            recorder.close()

    _run_loop(main)


def detection(settings: Settings, run: Path) -> None:
    """The nursery of the detection processes."""
    from gateway import presidio  # noqa: PLC0415
    from gateway.detection import loading, nursery  # noqa: PLC0415

    meter = metrics.Metrics(run / METRICS_FOLDER, settings.tools)
    analyzer = loading.load(settings, meter.public_list_refused)
    work = nursery.Work(analyzer, lambda message: presidio.answer(analyzer.now(), message), settings.detection.deadline_seconds)
    hooks = nursery.Hooks(
        ready=signal_ready,
        forked=lambda: meter.process("detection"),
        died=lambda pid: metrics.forget(run / METRICS_FOLDER, pid),
        idle=analyzer.refresh,
    )
    nursery.serve(run, settings.detection.processes, work, hooks)


def writer(settings: Settings, run: Path) -> None:
    """The one process that writes to the store. A store that is not there yet is waited for; the spool keeps everything meanwhile."""
    from gateway.store import node, paths  # noqa: PLC0415
    from gateway.store.errors import StoreUnavailable  # noqa: PLC0415
    from gateway.store.events import EventStore  # noqa: PLC0415
    from gateway.store.migrate import migrate  # noqa: PLC0415
    from gateway.store.spool import Spool  # noqa: PLC0415
    from gateway.store.url import store_url  # noqa: PLC0415
    from gateway.store.writer import Hooks, Writer, delay  # noqa: PLC0415

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
        signal_ready()
        work.run(stop)


def console(settings: Settings, run: Path) -> None:
    """The console: API, pages, metrics."""
    from gateway.console.app import create_app  # noqa: PLC0415
    from gateway.console.server import serve  # noqa: PLC0415

    async def main(stop: asyncio.Event) -> None:
        given, close = _console_ports(settings, run)
        try:
            await serve(create_app(given, settings, settings.console.names), settings.console, stop, lambda _port: signal_ready())
        finally:
            await close()

    _run_loop(main)


def _console_ports(settings: Settings, run: Path) -> tuple[Ports, Callable[[], Awaitable[None]]]:
    """Everything the console is given, and how to close it again."""
    from allowlist import pac, publish  # noqa: PLC0415
    from gateway.console import ports, token  # noqa: PLC0415
    from gateway.detection.cache import ScanCache  # noqa: PLC0415
    from gateway.detection.client import DetectionClient  # noqa: PLC0415
    from gateway.presidio import RemoteAnalyzer  # noqa: PLC0415
    from gateway.proxy import ca  # noqa: PLC0415
    from gateway.register import register  # noqa: PLC0415
    from gateway.store import paths  # noqa: PLC0415
    from gateway.store.errors import StoreUnavailable  # noqa: PLC0415
    from gateway.store.events import EventStore  # noqa: PLC0415
    from gateway.store.rows import Filters  # noqa: PLC0415
    from gateway.store.spool import Spool  # noqa: PLC0415
    from gateway.store.url import store_url  # noqa: PLC0415

    meter = metrics.Metrics(run / METRICS_FOLDER, settings.tools)
    meter.process("console")
    detect = DetectionClient(
        _detection_paths(settings, run), deadline=settings.detection.deadline_seconds, queue=settings.detection.queue, cache=ScanCache("")
    )
    analyzer = RemoteAnalyzer(detect.ask)
    events = EventStore(store_url(settings))
    spool = Spool(paths.spool(settings.data.dir))
    known = register(settings)
    address = f"{settings.proxy.host}:{settings.proxy.port}"

    async def passes(check: Callable[[], object]) -> bool:
        await asyncio.to_thread(check)
        return True

    given = ports.Ports(
        token=token.load_or_create(settings.data.dir),
        events=events,
        filters=Filters,
        analysis=ports.Analysis(analyzer.analyze, analyzer.recognizers, analyzer.supported_entities),
        publication=ports.Publication(tools=lambda: publish.tools_json(known, utc_now()), pac=lambda: pac.pac(known, [address], utc_now())),
        certificate=lambda: ca.load(settings.data.dir / CA_FOLDER).pem,
        exposition=lambda: metrics.exposition(run / METRICS_FOLDER),
        figures=lambda: metrics.read(run / METRICS_FOLDER),
        checks={
            "store": lambda: passes(events.end),
            "detection": analyzer.alive,
            "spool": lambda: passes(spool.check),
            "ca": lambda: passes(lambda: ca.load(settings.data.dir / CA_FOLDER)),
        },
        unavailable=(StoreUnavailable,),
        streams=meter.event_streams,
        analyzed=meter.analysis,
    )
    return given, detect.close


PARTS: dict[str, Callable[[Settings, Path], None]] = {"proxy": proxy, "detection": detection, "writer": writer, "console": console}


def _detection_paths(settings: Settings, run: Path) -> list[Path]:
    from gateway.detection.nursery import socket_path  # noqa: PLC0415

    return [socket_path(run, number) for number in range(settings.detection.processes)]


def _run_loop(main: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    """Runs an async main until SIGTERM, with uncaught exceptions logged without their texts."""

    async def wrapped() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(logs.loop_handler)
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        await main(stop)

    asyncio.run(wrapped())


def child(arguments: list[str]) -> int:
    """``python -m gateway.main PART NAME RUN PARENT``: one process of a running node."""
    part, name, run, parent = arguments
    die_with_parent(int(parent))
    settings = Settings.model_validate_json((Path(run) / SETTINGS_FILE).read_text(encoding="utf-8"))
    logs.configure(name, settings.log.level)
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # memory holds prompts; a crash must not write them down
    try:
        PARTS[part](settings, Path(run))
    except UserError as error:
        print(f"celnice {name}: {error}", file=sys.stderr)  # noqa: T201  # the administrator's line
        return 2
    except OSError as error:
        print(f"celnice {name}: {error.strerror or type(error).__name__}", file=sys.stderr)  # noqa: T201
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(child(sys.argv[1:]))
