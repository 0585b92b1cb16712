"""Real detection processes: forked, replaced when they die or hang, gone with the nursery."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from gateway.detection.cache import ScanCache
from gateway.detection.client import DetectionClient
from gateway.detection.nursery import socket_path
from gateway.model import Scan, Unscanned

NURSERY = """
import os, sys, time
from pathlib import Path
from detectors.finding import Finding
from gateway.detection import nursery
class Detector:
    def analyze(self, text):
        if text == "die": os._exit(3)
        if text == "hang":
            while True: time.sleep(60)
        return (Finding(str(os.getpid()), 0, 1, 0.9, "test"),)
work = nursery.Work(Detector(), lambda message: {}, 2.0)
nursery.serve(Path(sys.argv[1]), int(sys.argv[2]), work, nursery.Hooks(lambda: print("ready", flush=True)))
"""


@contextmanager
def nursery(processes: int) -> Iterator[tuple[subprocess.Popen[str], list[Path]]]:
    with TemporaryDirectory(prefix="celnice-") as folder:
        process = subprocess.Popen([sys.executable, "-c", NURSERY, folder, str(processes)], stdout=subprocess.PIPE, text=True)
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        try:
            yield process, [socket_path(Path(folder), number) for number in range(processes)]
        finally:
            process.terminate()
            process.wait(60)
            process.stdout.close()


def ask(paths: list[Path], *texts: str, deadline: float = 60) -> list[Scan]:
    async def main() -> list[Scan]:
        client = DetectionClient(paths, deadline=deadline, queue=9, cache=ScanCache("1", entries=0))
        scans = [(await client([text]))[0] for text in texts]
        await client.close()
        await asyncio.sleep(0)
        return scans

    return asyncio.run(main())


def pid(scan: Scan) -> int:
    assert not isinstance(scan, Unscanned), scan
    return int(scan[0].entity)


def test_a_process_that_dies_is_replaced() -> None:
    """A text that ends its process is unscanned; the next one finds another process."""
    with nursery(1) as (_, paths):
        before, dead, after = ask(paths, "a", "die", "a")
        assert dead == Unscanned("process_gone")
        assert pid(before) != pid(after)


def test_a_process_that_hangs_is_ended() -> None:
    """A matcher that cannot be stopped is ended by its alarm; others are served afterwards."""
    with nursery(1) as (_, paths):
        (before,) = ask(paths, "a")
        (hung,) = ask(paths, "hang", deadline=1.5)  # long enough for the text to get there, and shorter than the process waits
        assert hung == Unscanned("deadline")
        (after,) = ask(paths, "a")
        assert pid(before) != pid(after)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_orphans(number: int) -> None:
    """The processes end with the nursery, also when it is killed."""
    with nursery(2) as (process, paths):
        children = {pid(scan) for path in paths for scan in ask([path], "a")}
        assert len(children) == 2
        os.kill(process.pid, number)
        process.wait(60)
        for _ in range(6000):
            if not any(running(child) for child in children):
                break
            time.sleep(0.01)
        assert not any(running(child) for child in children)


def running(child: int) -> bool:
    try:
        return Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
