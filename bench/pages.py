"""``python -m bench.pages``: how long the console's pages take over a million events in PostgreSQL, and what each transfers.

Server time, one request after another, of the console as the composition root puts it together. Without ``--url`` it starts the private
cluster that the tests use. What is looked at: :mod:`bench.pages_fill`.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import httpx

from bench.pages_fill import END, fill
from bench.report import Target
from gateway import metrics
from gateway.console.app import create_app
from gateway.parts.common import CA_FOLDER, METRICS_FOLDER
from gateway.parts.console import console_ports
from gateway.proxy import ca
from gateway.settings import Settings

EVENTS = 1_000_000
MUST = 100.0
"""Milliseconds of one page on the server."""
HEAVIEST = 60.0
"""Kilobytes of one page with the styles and scripts that its first visit loads."""
TIMES = 9
PROCESSES = 8
"""Whose counters the metrics add up: a node of eight cores."""

STOPPED = ["/?tool=tool-0", "/?tool=tool-59", "/?verdict=warn", "/?kind=KIND_0", "/?kind=KIND_19", "/?kind=KIND_19&tool=tool-59",
    "/?department=odbor+7", "/?department=odbor+7&kind=KIND_19&verdict=warn", "/?since=2025-12-01&until=2025-12-02",
    "/?kind=KIND_0&since=2025-12-01&until=2025-12-02", "/?tool=tool-59&until=2025-06-15"]  # fmt: skip
"""The list, narrowed in every way that has its own index."""
PAGES = [
    "/", *STOPPED, "/events/b000500000", "/events/b000000051", "/charts", "/charts?days=366", "/gateway", "/coverage", "/try",
    "/policy", "/policy/history", "/policy/rule", "/audit", "/audit?kind=policy", "/false-alarms", "/false-alarms/b000000003",
    "/cases", "/cases?over=1", "/cases/register", f"/cases/year/{END.year}", "/cases/new", "/cases/{case}",
    "/requests", "/evidence", "/director", "/register", "/shadow", "/tools", "/tools/request", "/start", "/check", "/report",
    "/admin", "/admin/kit", "/admin/users", "/admin/feeds", "/admin/settings", "/admin/settings?all=yes", "/accessibility", "/notice",
    "/nothing-there",
]  # fmt: skip
"""Every page of the console."""


@dataclass(frozen=True, slots=True)
class Cost:
    """One page: milliseconds on the server, kilobytes on the wire."""

    milliseconds: float
    kilobytes: float


def measured(url: str) -> dict[str, Cost]:
    """What each page costs: the median of some requests, after one that is not counted."""
    with TemporaryDirectory(prefix="celnice-pages-") as folder:
        run = Path(folder)
        _counted(run)
        ca.load_or_create(run / CA_FOLDER)
        return asyncio.run(_measured(Settings.model_validate({"store": {"url": url}, "data": {"dir": run}}), run))


async def _measured(settings: Settings, run: Path) -> dict[str, Cost]:
    ports, close = console_ports(settings, run)
    found = {}
    try:
        transport = httpx.ASGITransport(create_app(ports, settings))
        headers = {"Authorization": f"Bearer {ports.token}", "Accept": "text/html"}
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8082", headers=headers) as client:
            case = next(reversed(ports.cases.breaches.cases())).id if ports.cases else ""
            assets: dict[str, int] = {}
            for path in (page.format(case=case) for page in PAGES):
                times = []
                for _ in range(TIMES + 1):
                    began = time.perf_counter()
                    answer = await client.get(path)
                    times.append((time.perf_counter() - began) * 1000)
                    assert answer.status_code == (404 if path == "/nothing-there" else 200), (path, answer.status_code)
                weight = answer.num_bytes_downloaded
                for name in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', answer.text)):
                    if name not in assets:
                        assets[name] = (await client.get(name)).num_bytes_downloaded
                    weight += assets[name]
                found[path] = Cost(median(times), weight / 1000)
    finally:
        await close()
    return found


def _counted(run: Path) -> None:
    """Counters of several processes, as ``/charts`` and ``/gateway`` add them up."""
    metrics.prepare(run / METRICS_FOLDER)
    meter = metrics.Metrics(run / METRICS_FOLDER, [f"tool-{number}" for number in range(60)])
    for number in range(60):
        meter.request(f"tool-{number}", "block", "scanned")
        meter.stage("detect", 0.01)
    own = list((run / METRICS_FOLDER).glob("*.db"))
    for process in range(1, PROCESSES):
        for file in own:
            kind, _, _ = file.stem.rpartition("_")
            file.with_name(f"{kind}_{900_000 + process}.db").write_bytes(file.read_bytes())


@contextmanager
def private() -> Iterator[str]:
    """A cluster of our own, gone at the end."""
    from support.postgresql import Cluster  # noqa: PLC0415

    cluster = Cluster.start_new()
    try:
        yield cluster.url(cluster.database())
    finally:
        cluster.remove()


def report(url: str = "", count: int = EVENTS, *, keep: bool = False) -> list[Target]:
    """Fills, measures and prints."""
    sys.path[:0] = [str(Path(__file__).parents[1] / "tests")]
    if not url:
        with private() as own:
            return report(own, count)
    if not keep:
        began = time.perf_counter()
        fill(url, count)
        print(f"{count:,} events made in {time.perf_counter() - began:.0f} s")
    found = measured(url)
    for path, cost in found.items():
        print(f"  {cost.milliseconds:8.1f} ms {cost.kilobytes:8.1f} kB  {path}")
    return targets(found)


def targets(found: Mapping[str, Cost]) -> list[Target]:
    """The slowest and the heaviest."""
    slowest = max(found, key=lambda path: found[path].milliseconds)
    heaviest = max(found, key=lambda path: found[path].kilobytes)
    return [
        Target(f"slowest page of the console ({slowest})", found[slowest].milliseconds, MUST, at_least=False, unit="ms"),
        Target(f"heaviest page of the console ({heaviest})", found[heaviest].kilobytes, HEAVIEST, at_least=False, unit="kB"),
    ]


def main() -> int:
    """1 when a page takes too long or weighs too much."""
    parser = argparse.ArgumentParser(prog="bench.pages", description=__doc__)
    parser.add_argument("--url", help="an empty PostgreSQL database (default: a private cluster)")
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument("--keep", action="store_true", help="the database is filled already")
    arguments = parser.parse_args()
    made = report(arguments.url or "", arguments.events, keep=arguments.keep)
    for target in made:
        print(target.line())
    return 0 if all(target.met for target in made) else 1


if __name__ == "__main__":
    sys.exit(main())
