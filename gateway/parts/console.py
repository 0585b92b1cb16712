"""The console: API, pages, metrics."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from allowlist import pac, publish
from allowlist.loader import packaged
from allowlist.publication.outputs import OUTPUTS, Inputs
from allowlist.publication.steps import from_steps
from gateway import coverage_page, metrics
from gateway.approval import method_of, rules_of
from gateway.console import ports, reader_ports, token
from gateway.console.app import create_app
from gateway.console.ports import Ports
from gateway.console.server import serve
from gateway.coverage import Aids
from gateway.decide.policy import Policy
from gateway.decide.words import words
from gateway.detection.cache import ScanCache
from gateway.detection.client import DetectionClient
from gateway.documents import ocr, speech
from gateway.documents.client import DocumentClient
from gateway.listening import inherited
from gateway.live_settings import LiveFile
from gateway.parts import standing
from gateway.parts.accounts import provider, reception
from gateway.parts.auditing import SettingsNotes, audit
from gateway.parts.cases import cases
from gateway.parts.colleagues import Colleagues, told_to
from gateway.parts.common import (
    CA_FOLDER,
    METRICS_FOLDER,
    STOPPING_FILE,
    console_address,
    detection_paths,
    documents_path,
    proxy_addresses,
    run_loop,
    utc_now,
)
from gateway.parts.evidence import sealed_records
from gateway.parts.kept import Kept
from gateway.parts.live import follow, taken_up
from gateway.parts.manager import manager, set_by_environment
from gateway.parts.notice import notice
from gateway.parts.own_event import Alarms, OwnEvents
from gateway.parts.own_events import own_events
from gateway.parts.people import seating
from gateway.parts.policy_desk import policy_desk
from gateway.parts.precheck import Precheck
from gateway.parts.reliefs import reliefs
from gateway.parts.revealing import sealed_names
from gateway.parts.security import security
from gateway.presidio import RemoteAnalyzer
from gateway.proxy import ca, ca_rotation
from gateway.record import attempts
from gateway.register import Admission
from gateway.settings import Settings
from gateway.store import paths
from gateway.store.breaches import BreachStore
from gateway.store.errors import StoreUnavailable
from gateway.store.events import EventStore
from gateway.store.live_register import LiveRegister, watch
from gateway.store.refusals import of_month
from gateway.store.register import RegisterStore
from gateway.store.rows import Filters
from gateway.store.spool import Spool
from gateway.store.stops import StopStore
from gateway.store.url import store_url
from gateway.supervisor import signal_ready
from gateway.tenants import tenants_of

NOTHING_KEPT = ScanCache("", entries=0)
"""What somebody checks before sending is forgotten with the answer; and a changed public list counts at once."""
NOTES = 8
"""Notes of changed settings that may be on their way to the store."""
CHECKED = 4
"""Files that people check before sending, at once; the document processes are there for requests first."""


def compose(settings: Settings, run: Path) -> None:
    """The console: API, pages, metrics."""

    async def main(stop: asyncio.Event) -> None:
        given, close = console_ports(settings, run)
        try:
            app = create_app(given, settings, settings.console.names)
            await serve(app, settings.console, stop, lambda _port: signal_ready(), list(inherited().get("console", ())) or None)
        finally:
            await close()

    run_loop(main)


def console_ports(settings: Settings, run: Path) -> tuple[Ports, Callable[[], Awaitable[None]]]:
    """Everything the console is given, and how to close it again."""
    meter = metrics.Metrics(run / METRICS_FOLDER, settings.tools)
    meter.process("console")
    detect = DetectionClient(
        detection_paths(settings, run), deadline=settings.detection.deadline_seconds, queue=settings.detection.queue, cache=NOTHING_KEPT
    )
    documents = DocumentClient(
        documents_path(run), deadline=settings.documents.deadline_seconds, queue=CHECKED, size=settings.documents.max_file_bytes
    )
    analyzer = RemoteAnalyzer(detect.ask)
    events = EventStore(store_url(settings))
    looking = Precheck(detect, documents, lambda: in_force, lambda: admission.known, utc_now, bool(settings.evidence.readers))
    spool = Spool(paths.spool(settings.data.dir))
    desk = RegisterStore(store_url(settings), method_of(settings))
    live = LiveRegister(settings, desk, StopStore(store_url(settings)))
    admission = Admission(live.load(), tenants=tenants_of(settings, packaged()))
    proxies = proxy_addresses(settings)
    base = console_address(settings)
    following = LiveFile(run, settings)
    in_force = taken_up(following, settings)
    meter.reloaded(refused=bool(following.now.fault))  # a node may start with them
    notes = SettingsNotes(settings, events)
    noting = [asyncio.ensure_future(asyncio.to_thread(notes.note, following.now))]

    def told(policy: Policy) -> None:
        nonlocal in_force
        in_force = policy
        meter.reloaded(refused=bool(following.now.fault))
        noting.append(asyncio.ensure_future(asyncio.to_thread(notes.note, following.now)))
        del noting[:-NOTES]

    def trials() -> Mapping[str, datetime]:
        now = utc_now()
        return {tool: one.period.until for tool, one in in_force.monitors.items() if one.period.holds(now)}

    def unread() -> Sequence[tuple[str, Sequence[str], datetime]]:
        now = utc_now()
        return [
            (one.name, sorted(one.tools), one.period.until)
            for one in in_force.unread
            if one.warns and one.period is not None and one.period.holds(now)
        ]

    def output(path: str, language: str) -> bytes:
        now = utc_now()
        more = tuple(from_steps(live.steps(), admission.known.catalogue))
        return OUTPUTS[path].write(Inputs(admission.known, proxies, base, now, language, more, admission.sign_in_hosts(now)))

    # Kept: finding Tesseract starts it, and nobody installs one while a page is read.
    aids = Kept(lambda: Aids(letters=ocr.find(settings.documents.ocr_languages) is not None, speech=speech.found(settings.documents)))

    def coverage() -> Mapping[str, Any]:
        return coverage_page.as_json(admission.known, utc_now(), aids())

    def shadow_paper(month: str) -> bytes:
        from gateway.papers import papers, shadow  # noqa: PLC0415  # typesetting takes half a second to load, and is rarely asked for

        rows, (first, _) = of_month(events, month), attempts.month(month)
        return papers.WRITERS["pdf"](shadow.monthly(rows, first, settings.office, utc_now(), admission.name))

    def names() -> Mapping[str, str]:
        return {one.id: one.name for one in admission.known.catalogue.services.values()}

    async def passes(check: Callable[[], object]) -> bool:
        await asyncio.to_thread(check)
        return True

    there = provider(settings)
    letting_in = reception(settings, events, meter, there)
    breaches, known_by = BreachStore(store_url(settings)), Colleagues(settings, meter, letting_in.look)
    given = ports.Ports(
        token=token.load_or_create(settings.data.dir),
        events=events,
        filters=Filters,
        analysis=ports.Analysis(analyzer.analyze, analyzer.recognizers, analyzer.supported_entities),
        publication=ports.Publication(
            tools=lambda: publish.tools_json(admission.known, utc_now()),
            pac=lambda: pac.pac(admission.known, proxies, now := utc_now(), admission.sign_in_hosts(now)),
            output=output,
        ),
        certificate=lambda: ca_rotation.published(settings.data.dir / CA_FOLDER),
        exposition=lambda: metrics.exposition(run / METRICS_FOLDER),
        stages=lambda: metrics.exposition(run / METRICS_FOLDER, "histogram"),
        figures=lambda: metrics.read(run / METRICS_FOLDER),
        checks={
            "store": lambda: passes(events.end),
            "detection": analyzer.alive,
            "documents": documents.alive,
            "spool": lambda: passes(spool.check),
            "ca": lambda: passes(lambda: ca.load(settings.data.dir / CA_FOLDER)),
        },
        coverage=coverage,
        workplace=ports.Workplace(
            desk=desk,
            register=lambda: admission.known,
            method=method_of(settings),
            rules=rules_of(settings),
            now=utc_now,
            shadow=lambda month: of_month(events, month),
            shadow_paper=shadow_paper,
        ),
        sealed=sealed_records(settings, events),
        names=sealed_names(settings, events),
        reliefs=reliefs(settings, events),
        policy_desk=policy_desk(lambda: settings.model_copy(update={"policy": following.now.own}), events, names),
        audit=audit(settings, events),
        cases=cases(settings, events, utc_now, admission.name, lambda: tuple(sorted(map(admission.name, admission.known.grants)))),
        notice=notice(settings, admission, following),
        refused_change=lambda: following.now.fault,
        leaving=(run / STOPPING_FILE).exists,
        trials=trials,
        unread=unread,
        policy=lambda language: tuple(words(in_force, utc_now(), language, names())),
        own_events=OwnEvents(settings, events),
        false_alarms=Alarms(settings),
        employee=reader_ports.Employee(
            own_events(settings, events, utc_now), breaches.report, utc_now, lambda account: told_to(breaches.cases(), account), known_by
        ),
        security=security(settings, events, looking, names),
        precheck=reader_ports.Precheck(looking.text, looking.file, settings.documents.max_file_bytes),
        manager=manager(settings, lambda: admission.known, letting_in, set_by_environment(run)),
        reception=letting_in,
        provider=there,
        seat=seating(settings),
        unavailable=(StoreUnavailable,),
        streams=meter.event_streams,
        analyzed=meter.analysis,
    )
    tasks = [
        asyncio.create_task(follow(following, settings, told)),
        asyncio.create_task(watch(live, admission, settings.approval.refresh_seconds)),
        asyncio.create_task(standing.watch(settings, meter.standing)),
    ]

    async def close() -> None:
        for task in tasks:
            task.cancel()
        await detect.close()

    return given, close
