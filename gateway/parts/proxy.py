"""One proxy process."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from importlib.metadata import version as installed_version
from pathlib import Path

from allowlist.loader import packaged
from detectors.version import VERSION
from gateway import logs, metrics
from gateway.decide.policy import Policy
from gateway.detection.cache import ScanCache
from gateway.detection.client import DetectionClient
from gateway.detection.public_list import edition
from gateway.documents.client import DocumentClient
from gateway.extract.registry import formats, sockets
from gateway.listening import inherited
from gateway.live_settings import LiveFile
from gateway.model import File, FileRead, Scan, Segment
from gateway.parts import live
from gateway.parts.common import CA_FOLDER, METRICS_FOLDER, console_address, detection_paths, documents_path, run_draining, utc_now
from gateway.parts.known_files import files_of
from gateway.parts.own_event import clearing
from gateway.parts.people import identity, people
from gateway.parts.vault import AwaitedVault, vault_of
from gateway.proxy import ca, process, tls
from gateway.proxy.book import Book
from gateway.proxy.customs import Customs
from gateway.proxy.ports import Documents, Rewrite
from gateway.proxy.recorder import SpoolRecorder
from gateway.proxy.settled import Settled
from gateway.record.event import Event
from gateway.record.evidence import Mark
from gateway.reference import new_reference
from gateway.register import Admission
from gateway.settings import Settings
from gateway.store import paths
from gateway.store.holding import HoldingSink
from gateway.store.keyring import Keyring
from gateway.store.live_people import watch_people
from gateway.store.live_register import live_register, watch
from gateway.store.sealing import Sealer
from gateway.store.spool import Spool
from gateway.supervisor import signal_ready
from gateway.tenants import tenants_of
from gateway.tracing import traced


def compose(settings: Settings, run: Path) -> None:
    """One proxy process."""
    following = LiveFile(run, settings)
    policy = live.taken_up(following, settings)
    known = live_register(settings)
    admission = Admission(known.load(), console_address(settings), tenants_of(settings, packaged()))
    meter = traced(metrics.Metrics(run / METRICS_FOLDER, settings.tools), settings)
    meter.process("proxy")
    meter.build(installed_version("celnice"), VERSION, policy.version)
    scans = edition(settings.detection.public_list, confirmed=paths.confirmed_public(settings.data.dir))
    detect = DetectionClient(
        detection_paths(settings, run),
        deadline=settings.detection.deadline_seconds,
        queue=settings.detection.queue,
        cache=ScanCache(VERSION, edition=scans),
    )
    keyring = Keyring(paths.fingerprint_keys(settings.data.dir), settings.retention.attempts_days)
    recorder = SpoolRecorder(HoldingSink(Spool(paths.spool(settings.data.dir))), meter.events_waiting)

    async def measured(texts: Sequence[str]) -> Sequence[Scan]:
        meter.detection_queue(detect.pending + 1)
        try:
            return await detect(texts)
        finally:
            meter.detection_queue(detect.pending)

    opened, rewrite = _reading(settings, run, meter)
    sealer = Sealer(settings.evidence, paths.evidence(settings.data.dir)) if settings.evidence.readers else None

    async def sealed(event: Event, segments: Sequence[Segment], marks: Sequence[Mark]) -> None:
        if sealer is not None and settings.evidence.level(event.tool) != "none":
            await asyncio.to_thread(sealer.put, event, segments, marks)

    book = Book(
        recorder=recorder,
        evidence=sealed,
        fingerprint=lambda entity, value, at: keyring.fingerprint(entity, value, at.date()),
        meter=meter,
        clock=utc_now,
        reference=logs.noted(new_reference),
        detectors_version=VERSION,
    )
    files = files_of(settings, meter.store_failure)
    customs = Customs(
        policy=policy,
        formats=formats(),
        sockets=sockets(),
        detect=measured,
        documents=opened,
        book=book,
        meter=meter,
        clock=utc_now,
        name=admission.name,
        vault=AwaitedVault(vault_of(settings)),
        rewrite=rewrite,
        clearing=clearing(settings),
        files=files,
        settled=Settled(scans),
    )
    extra = [run / "stand-in" / "stand-in-ca.pem"] if settings.runs_stand_in else []
    trust = tls.trust_file(run, [path for path in (settings.proxy.upstream_ca, *extra) if path])

    directory = people(settings) if settings.people.order else None
    known_by = identity(settings, admission, meter, directory)

    def new_policy(policy: Policy) -> None:
        customs.policy = policy  # a judgement that has begun ends with the one it began with
        meter.build(installed_version("celnice"), VERSION, policy.version)

    authority = ca.load(settings.data.dir / CA_FOLDER)
    authority.prove()

    async def main(stop: asyncio.Event, drain: asyncio.Event) -> None:
        tending = [
            asyncio.create_task(one)
            for one in (
                recorder.keep_trying(),
                live.follow(following, settings, new_policy),
                watch(known, admission, settings.approval.refresh_seconds),
                files.share(),
                *([watch_people(directory, settings.approval.refresh_seconds)] if directory else []),
            )
        ]
        try:
            await process.serve(
                settings,
                authority=authority,
                customs=customs,
                register=admission,
                meter=meter,
                trust=trust,
                ready=signal_ready,
                stop=stop,
                identity=known_by,
                sockets=inherited(),
                drain=drain,
            )
        finally:
            for task in tending:
                task.cancel()
            await recorder.ready()
            await detect.close()
            recorder.close()
            files.close()

    run_draining(main)


def _reading(settings: Settings, run: Path, meter: metrics.Metrics) -> tuple[Documents, Rewrite]:
    """Reads files in the document processes, counting those that wait; and puts them together again."""
    documents = DocumentClient(
        documents_path(run),
        deadline=settings.documents.deadline_seconds,
        queue=settings.documents.queue,
        size=settings.documents.max_file_bytes,
        at_once=max(1, settings.documents.processes - 1),
        counted=meter.document,
    )

    async def opened(files: Sequence[File]) -> Sequence[FileRead]:
        meter.documents_waiting(documents.pending + len(files))
        try:
            return await documents(files)
        finally:
            meter.documents_waiting(documents.pending)

    return opened, documents.rewrite
