"""``python -m bench.events``: how many events a second the store takes, and what an event adds to a request. On one core, SQLite.

The writer of a node moves events from the spool to the store, as it does in production; then events are put at a steady pace while that
writer works beside them, and each put is timed as a request would wait for it.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench import webhooks
from bench.report import Target
from gateway.model import Disclosed, ScanOutcome
from gateway.parts.writer import NICE
from gateway.proxy.recorder import SpoolRecorder
from gateway.record.canonical import canonical
from gateway.record.event import Event, EventType, Fingerprint
from gateway.store.events import EventStore
from gateway.store.holding import HoldingSink
from gateway.store.migrate import migrate
from gateway.store.spool import Spool
from gateway.store.writer import Writer

EVENTS = 20_000
PACE = 200
"""Requests a second that have an event: far more than an office stops."""

CROWD = 32
"""Requests that are stopped at the same time: they share writes to the disk."""

ROUNDS = 5
"""Disk and memory in turn; what is told of a percentile is the median of the rounds'. One that others disturbed decides nothing."""

FIRST_EVENTS = 50
"""Of each round, not timed: a recorder has to see that its disk is quick, once in the life of a process."""

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""A disk that takes no time, so that what the gateway itself adds can be seen on any machine."""

FIRST = datetime(2026, 10, 1, tzinfo=UTC)


def event(number: int) -> Event:
    """A stopped prompt with two findings."""
    return Event(
        id=f"b{number:08}",
        type=EventType.PROMPT_BLOCKED,
        at=FIRST + timedelta(milliseconds=number),
        tool="openai",
        host="api.openai.com",
        operation="chat.completions",
        verdict="block",
        reason="personal_data",
        scan=ScanOutcome.SCANNED,
        disclosed=Disclosed.NONE,
        policy="2026-10-01.1",
        detectors="0.1.0",
        kinds={"CZ_BIRTH_NUMBER": 1, "PERSON": 1},
        rules={"cz_birth_number.slash": 1, "person.title": 1},
        places=("user",),
        fingerprints=tuple(Fingerprint(kind, "2026-Q4", f"{number:064x}") for kind in ("CZ_BIRTH_NUMBER", "PERSON")),
        person=f"2026-Q4.{number % 50:020x}",
    )


def one_core() -> None:
    """This process and those it starts use one core."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def store_rate(folder: Path, count: int) -> tuple[float, float]:
    """(events a second from the spool into the store, events a second straight into the store in the writer's batches)."""
    url = f"sqlite:///{folder}/store.sqlite3"
    migrate(url)
    spool, store = Spool(folder / "spool.sqlite3"), EventStore(url)
    for number in range(count // 4):
        spool.put(event(number))
    writer, started, moved = Writer(spool, store, "node-bench"), time.perf_counter(), 0
    while step := writer.step():
        moved += step
    through = moved / (time.perf_counter() - started)
    batches = [[canonical(event(number).payload()) for number in range(start, start + 200)] for start in range(count, 2 * count, 200)]
    started = time.perf_counter()
    for batch in batches:
        store.append(batch, "node-bench")
    straight = count / (time.perf_counter() - started)
    assert store.verify().sound
    spool.close()
    store.close()
    return through, straight


def _write(folder: str) -> None:
    os.nice(NICE)
    stop = threading.Event()
    Writer(Spool(Path(folder) / "spool.sqlite3"), EventStore(f"sqlite:///{folder}/store.sqlite3"), "node-bench").run(stop)


def added(folder: Path, seconds: float) -> tuple[list[float], list[float]]:
    """Milliseconds that a request with an event, and one without, waits for the record; sorted. The writer works beside them."""
    migrate(f"sqlite:///{folder}/store.sqlite3")
    writer = multiprocessing.get_context("spawn").Process(target=_write, args=(str(folder),), daemon=True)
    writer.start()
    recorder = SpoolRecorder(HoldingSink(Spool(folder / "spool.sqlite3")))

    async def load() -> tuple[list[float], list[float]]:
        with_event: list[float] = []
        without: list[float] = []
        for number in range(FIRST_EVENTS + int(seconds * PACE)):
            began = time.perf_counter()
            await recorder.put(event(number))
            put = time.perf_counter()
            await recorder.ready()
            without.append((time.perf_counter() - put) * 1000)
            with_event.append((put - began) * 1000)
            await asyncio.sleep(max(0.0, 1 / PACE - (time.perf_counter() - began)))
        return with_event[FIRST_EVENTS:], without[FIRST_EVENTS:]

    try:
        with_event, without = asyncio.run(load())
    finally:
        recorder.close()
        writer.terminate()
        writer.join()
    return sorted(with_event), sorted(without)


def crowded(folder: Path, seconds: float) -> tuple[list[float], float]:
    """(milliseconds that each of :data:`CROWD` requests that stop at the same time waits, sorted; events in one write)."""
    migrate(f"sqlite:///{folder}/store.sqlite3")
    writer = multiprocessing.get_context("spawn").Process(target=_write, args=(str(folder),), daemon=True)
    writer.start()
    writes = 0

    class Counting(Spool):
        def put_all(self, events: Sequence[Event]) -> None:
            nonlocal writes
            writes += 1
            super().put_all(events)

    recorder = SpoolRecorder(HoldingSink(Counting(folder / "spool.sqlite3")))
    found: list[float] = []

    async def one(first: int) -> None:
        number, until = first, time.perf_counter() + seconds
        while time.perf_counter() < until:
            began = time.perf_counter()
            await recorder.put(event(number))
            found.append((time.perf_counter() - began) * 1000)
            number += CROWD
            await asyncio.sleep(CROWD / PACE / 4)

    async def load() -> None:
        await asyncio.gather(*(one(number) for number in range(CROWD)))

    try:
        asyncio.run(load())
    finally:
        recorder.close()
        writer.terminate()
        writer.join()
    return sorted(found), len(found) / max(writes, 1)


def computing(folder: Path, count: int = 2_000) -> list[float]:
    """Milliseconds of processor time that writing one event down takes; sorted. Neither a slow disk nor a busy machine is in it."""
    spool, found = Spool(folder / "computing.sqlite3"), []
    for number in range(count):
        made, began = event(number), time.thread_time()
        spool.put(made)
        found.append((time.thread_time() - began) * 1000)
    spool.close()
    return sorted(found)


def disk(folder: Path, seconds: float) -> list[float]:
    """Milliseconds that the disk alone takes to make two pages durable; sorted. No event can be faster."""
    found: list[float] = []
    with (folder / "sync").open("wb", buffering=0) as file:
        for _ in range(int(seconds * PACE)):
            began = time.perf_counter()
            file.write(b"x" * 8192)
            os.fdatasync(file.fileno())
            found.append((time.perf_counter() - began) * 1000)
            time.sleep(1 / PACE)
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Waits:
    """Milliseconds of the rounds of one measurement, each sorted."""

    rounds: list[list[float]] = field(default_factory=list)

    def at(self, part: float) -> float:
        """A percentile: the median of the rounds'."""
        return median(values[int(len(values) * part)] for values in self.rounds)

    def line(self, name: str) -> str:
        """As it is printed."""
        each = sorted(values[int(len(values) * 0.99)] for values in self.rounds)
        spread = f"   (p99 of the rounds {each[0]:.3f} to {each[-1]:.3f})" if len(each) > 1 else ""
        return f"  {name:<27} p50 {self.at(0.5):>7.3f} ms, p99 {self.at(0.99):>7.3f} ms{spread}"


def rows(seconds: float = 10.0, count: int = EVENTS) -> list[Target]:
    """Measures and prints; returns the targets."""
    on_disk, bare, in_memory, without, together, ours_together = (Waits() for _ in range(6))
    with (
        TemporaryDirectory(prefix="celnice-bench-") as disk_folder,
        TemporaryDirectory(prefix="celnice-bench-", dir=MEMORY) as memory_folder,
    ):
        at_disk, at_memory = Path(disk_folder), Path(memory_folder)

        def folder(where: Path, name: str) -> Path:
            (where / name).mkdir()
            return where / name

        through, straight = store_rate(folder(at_disk, "a"), count)
        for number in range(ROUNDS):
            waited, nothing = added(folder(at_disk, f"b{number}"), seconds / ROUNDS)
            on_disk.rounds.append(waited)
            without.rounds.append(nothing)
            bare.rounds.append(disk(at_disk, seconds / 2 / ROUNDS))
            in_memory.rounds.append(added(folder(at_memory, f"b{number}"), seconds / ROUNDS)[0])
        crowd, group = crowded(folder(at_disk, "c"), seconds / 2)
        together.rounds.append(crowd)
        own = Waits([computing(at_memory)])
        ours_together.rounds.append(crowded(folder(at_memory, "c"), seconds / 2)[0])
        one_by_one, batched = asyncio.run(webhooks.rates())

    print("\nEvents (SQLite, batches of 200, every commit on the disk)")
    print(
        f"  load of this machine meanwhile {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores: what waits for a core is in every wait below"
    )
    print(f"  spool to store              {through:>8,.0f} events/s")
    print(f"  into the store              {straight:>8,.0f} events/s")
    for name, waits in (
        ("added by an event, on disk", on_disk),
        ("of it the disk's own sync", bare),
        (f"{CROWD} at once, on disk", together),
        ("added by an event, memory", in_memory),
        (f"{CROWD} at once, memory", ours_together),
        ("of it our computing (CPU)", own),
        ("added without an event", without),
    ):
        print(waits.line(name))
    print(f"  events in one write, {CROWD} at once {group:>6.1f}")
    print(f"  webhook, one POST each      {one_by_one:>8,.0f} events/s")
    print(f"  webhook, batches of {webhooks.BATCH:<7} {batched:>8,.0f} events/s")
    return [
        Target("webhook events/s in batches", batched, 1000, at_least=True, unit="/s"),
        Target("events/s from the spool into the store", through, 2000, at_least=True, unit="/s"),
        Target("computing of one event, p99", own.at(0.99), 1.0, at_least=False, unit="ms"),
        Target("p99 added to a request by its event, the spool in memory", in_memory.at(0.99), 1.0, at_least=False, unit="ms"),
        Target("p99 added to a request by its event, the spool on this machine's disk", on_disk.at(0.99), 1.0, at_least=False, unit="ms"),
    ]


def main() -> int:
    """Runs alone, on one core."""
    parser = argparse.ArgumentParser(prog="bench.events", description="The store's throughput, and what an event adds to a request.")
    parser.add_argument("--seconds", type=float, default=10.0, help="length of the paced part, all rounds together (default 10)")
    parser.add_argument("--check", action="store_true", help="end 1 when a target is not met")
    arguments = parser.parse_args()
    one_core()
    targets = rows(arguments.seconds)
    print("\n".join(target.line() for target in targets))
    return int(arguments.check and not all(target.met for target in targets))


if __name__ == "__main__":
    sys.exit(main())
