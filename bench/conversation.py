"""A conversation through a detection process and the proxy's cache: each turn resends all before it, and must not cost more for that.

``python -m bench.conversation SOCKET`` is the detection process.
"""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.office import office_text
from bench.report import Target
from gateway.detection import worker
from gateway.detection.cache import ScanCache
from gateway.detection.client import DetectionClient
from gateway.model import Unscanned

TURNS = 50
LENGTH = 2000
START_SECONDS = 60.0
DEADLINE = 30.0


async def _conversation(client: DetectionClient, number: int) -> list[float]:
    """Seconds of each turn: a question and the answer to the one before it are new, the rest was there already."""
    history: list[str] = []
    seconds: list[float] = []
    for turn in range(TURNS):
        history += [office_text(LENGTH, number * 2 * TURNS + 2 * turn + side) for side in (0, 1)]
        began = time.perf_counter()
        scans = await client(history)
        seconds.append(time.perf_counter() - began)
        if any(isinstance(scan, Unscanned) for scan in scans):
            raise RuntimeError("a turn was not scanned")
    return seconds


async def _measure(path: Path, conversations: int) -> tuple[float, float]:
    client = DetectionClient([path], deadline=DEADLINE, queue=64, cache=ScanCache("bench"))
    try:
        await client([office_text(LENGTH, 1)])  # the process imports and loads
        found = [await _conversation(client, number) for number in range(1, conversations + 1)]
    finally:
        await client.close()
    return median(each[1] for each in found), median(each[-1] for each in found)


def measure(conversations: int) -> tuple[float, float]:
    """Seconds of the second and of the last turn, medians over so many conversations."""
    with TemporaryDirectory(prefix="celnice-bench-") as folder:
        path = Path(folder) / "detection.sock"
        with subprocess.Popen([sys.executable, "-m", "bench.conversation", str(path)]) as process:
            try:
                until = time.monotonic() + START_SECONDS
                while not path.exists():
                    if process.poll() is not None or time.monotonic() > until:
                        raise RuntimeError("the detection process did not start")
                    time.sleep(0.05)
                return asyncio.run(_measure(path, conversations))
            finally:
                process.terminate()


def targets(second: float, last: float) -> list[Target]:
    """The last turn beside the second."""
    return [Target(f"turn {TURNS} of a conversation, {LENGTH:,} characters a turn, to turn 2", last / second, 1.5, at_least=False)]


def serve(path: Path) -> None:
    """One detection process behind a socket."""
    from detectors.analyzer import Analyzer  # noqa: PLC0415  only the process needs it

    analyzer = Analyzer.load()
    for recognizer in analyzer.recognizers:
        recognizer.load()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(path))
        listener.listen()
        listener.setblocking(False)
        worker.run(listener, analyzer, lambda _message: {}, DEADLINE)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
