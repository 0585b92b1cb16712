"""The nursery of the detection processes."""

from __future__ import annotations

from pathlib import Path

from gateway import metrics, presidio
from gateway.detection import loading, nursery
from gateway.parts.common import METRICS_FOLDER
from gateway.settings import Settings
from gateway.supervisor import signal_ready


def compose(settings: Settings, run: Path) -> None:
    """The nursery of the detection processes."""
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
