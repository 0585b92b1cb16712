"""The machine: memory, cores and open files, against what the settings ask of it."""

from __future__ import annotations

import os
import re
import resource
from collections.abc import Iterator
from pathlib import Path

from gateway.doctor.api import Check, Result, ok, warning
from gateway.doctor.around import Around
from gateway.settings import Settings

PROXY_MB, SHARED_MB, DETECTION_MB = 130, 420, 70
"""Resident memory: a proxy process; console, writer and both nurseries together; one more detection process (docs/scale.md)."""

FILES = 4096
"""A connection of a client and its twin to the provider take two; 1,000 open streams need half of this."""


def run(around: Around) -> Iterator[Result]:
    """Memory, cores, descriptors."""
    needed, there = needed_mb(around.settings), available_mb(Path("/proc/meminfo").read_text(encoding="ascii"))
    if there and there < needed:
        yield warning(
            f"{there} MB of memory can be had, these settings take about {needed} MB",
            "add memory, or set fewer proxy.workers, detection.processes or documents.processes, or a smaller documents.memory_mb",
        )
    else:
        yield ok(f"{there} MB of memory can be had, about {needed} MB are needed")
    cores = len(os.sched_getaffinity(0))
    busy = around.settings.proxy.workers + around.settings.detection.processes
    if around.settings.proxy.workers > cores:
        yield warning(
            f"{around.settings.proxy.workers} proxy processes share {cores} cores", "set proxy.workers to the number of cores or less"
        )
    else:
        yield ok(f"{cores} cores for {busy} busy processes")
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if 0 <= soft < FILES:
        yield warning(f"{soft} open files are allowed", f"ulimit -n 65536, or LimitNOFILE=65536 in the unit; {FILES} at least")


def needed_mb(settings: Settings) -> int:
    """Megabytes that a node with these settings takes at work; reading files comes on top of it, one at a time for each process."""
    documents = settings.documents.processes * min(settings.documents.memory_mb, 256)
    return SHARED_MB + settings.proxy.workers * PROXY_MB + settings.detection.processes * DETECTION_MB + documents


def available_mb(meminfo: str) -> int:
    """``MemAvailable`` of /proc/meminfo (proc(5)), in MB; 0 when it does not say."""
    found = re.search(r"^MemAvailable:\s+(\d+) kB$", meminfo, re.MULTILINE)
    return int(found[1]) // 1024 if found else 0


CHECK = Check("machine", 30, run)
