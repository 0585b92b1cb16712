"""The nursery of the document processes."""

from __future__ import annotations

import os
from pathlib import Path

from gateway import metrics, nursery
from gateway.documents import ocr, speech, worker
from gateway.documents.limits import Limits
from gateway.extract.documents.reader import Reader
from gateway.extract.documents.registry import documents
from gateway.parts.common import METRICS_FOLDER, documents_path
from gateway.settings import Settings
from gateway.supervisor import signal_ready

MB = 1024 * 1024


def compose(settings: Settings, run: Path) -> None:
    """The nursery of the document processes. They share one socket: whichever is free takes the next file."""
    given = settings.documents
    cores = os.cpu_count() or 1
    recogniser = ocr.find(given.ocr_languages, at_once=cores)
    transcriber = speech.configured(given)
    reader = Reader(documents(), recogniser, transcriber)
    threads = cores if transcriber else 1
    prepare = transcriber.prepare if transcriber else None
    limits = Limits(given.deadline_seconds, given.memory_mb * MB, given.max_file_bytes, threads)
    meter = metrics.Metrics(run / METRICS_FOLDER, settings.tools)
    meter.ocr(installed=recogniser is not None)
    hooks = nursery.Hooks(
        ready=signal_ready,
        forked=lambda: meter.process("document"),
        died=lambda pid: metrics.forget(run / METRICS_FOLDER, pid),
    )
    listener = nursery.listen(documents_path(run))
    nursery.serve(
        [listener] * given.processes,
        lambda taken: worker.run(taken, reader.read, limits, ocr=recogniser is not None, prepare=prepare),
        hooks,
    )
