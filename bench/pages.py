"""``python -m bench.pages``: how long the console's pages take over a million events in PostgreSQL. Server time, one request after another.

Without ``--url`` it starts the private cluster that the tests use. The events are made by the database itself (no chain: pages read none),
two years of an office with sixty tools, forty departments and two thousand people.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import psycopg

from bench.report import Target
from gateway.console.app import create_app
from gateway.console.ports import Analysis, Ports, Publication
from gateway.console.reader_ports import Employee
from gateway.decide.policy import Policy
from gateway.metrics import Figures
from gateway.parts.precheck import Precheck
from gateway.parts.security import security
from gateway.settings import Settings
from gateway.store.events import EventStore
from gateway.store.migrate import migrate
from gateway.store.rows import Filters

EVENTS = 1_000_000
MUST = 100.0
"""Milliseconds of one page on the server (issue of the console)."""
TIMES = 9
END = datetime(2026, 12, 1, 12, tzinfo=UTC)
SPAN = timedelta(days=730)
TOKEN = "bench-token-0123456789-0123456789-0123456789"
SECONDS = int(SPAN.total_seconds())
FIRST_MS = int((END - SPAN).timestamp() * 1000)

KIND = "'KIND_' || (floor(20 * power(h(g, {salt}), 2)))::int"
FILL = [
    ("CREATE OR REPLACE FUNCTION h(g bigint, salt int) RETURNS float AS $$ SELECT (hashint8extended(g, salt) & 1048575) / 1048576.0 $$ "
    "LANGUAGE sql IMMUTABLE"),
    f"""INSERT INTO events SELECT g, 'b' || lpad(g::text, 9, '0'), 'node-1', g, '\\x00', '\\x00', '\\x00',
        {FIRST_MS} + (g::numeric * {SECONDS * 1000} / {{count}})::bigint, 'prompt.blocked',
        'tool-' || (floor(60 * power(h(g, 1), 3)))::int,
        (ARRAY['block', 'block', 'block', 'block', 'block', 'block', 'pseudonymise', 'refuse', 'warn'])[1 + floor(9 * h(g, 2))::int],
        'personal_data', 'none' FROM generate_series(1, {{count}}) g""",
    f"""INSERT INTO event_payloads SELECT 'b' || lpad(g::text, 9, '0'), '\\x00', format(
        '{{{{"schema":1,"id":"b%s","type":"prompt.blocked","at":"2026-01-01T00:00:00.000+00:00","tool":"tool-1","host":"api.example.org",'
        '"operation":"chat.completions","verdict":"block","reason":"personal_data","scan":"scanned","disclosed":"none","policy":"p",'
        '"detectors":"d","kinds":{{{{"%s":1}}}},"rules":{{{{"rule.one":1}}}},"places":["user"],"fingerprints":[{{{{"entity":"PERSON",'
        '"period":"2026-Q4","digest":"%s"}}}}],"person":"2026-Q4.%s","detail":"","entrance":"proxy","conversation":null,'
        '"department":"odbor %s"}}}}', lpad(g::text, 9, '0'), {KIND.format(salt=3)}, lpad((g / 3)::text, 64, '0'),
        (floor(2000 * h(g, 4)))::int, (floor(40 * h(g, 5)))::int) FROM generate_series(1, {{count}}) g""",
    f"""INSERT INTO event_facets SELECT 'kind', {KIND.format(salt=3)}, g FROM generate_series(1, {{count}}) g
        UNION SELECT 'kind', {KIND.format(salt=6)}, g FROM generate_series(1, {{count}}) g""",
    "INSERT INTO event_facets SELECT 'department', 'odbor ' || (floor(40 * h(g, 5)))::int, g FROM generate_series(1, {count}) g",
    "INSERT INTO event_facets SELECT 'person', '2026-Q4.' || (floor(2000 * h(g, 4)))::int, g FROM generate_series(1, {count}) g",
    "INSERT INTO event_facets SELECT 'fingerprint', 'PERSON:2026-Q4:' || lpad('', 32, '0'), g FROM generate_series(1, {count}, 50) g",
    """INSERT INTO tallies SELECT f.facet, to_char(to_timestamp(e.at_ms / 1000), 'YYYY-MM-DD'), f.value, count(*)
        FROM events e JOIN event_facets f ON f.position = e.position WHERE f.facet IN ('kind', 'department') GROUP BY 1, 2, 3""",
    """INSERT INTO tallies
        SELECT 'verdict', to_char(to_timestamp(at_ms / 1000), 'YYYY-MM-DD'), verdict, count(*) FROM events GROUP BY 2, 3""",
    """INSERT INTO tallies SELECT 'tool', to_char(to_timestamp(at_ms / 1000), 'YYYY-MM-DD'), tool, count(*) FROM events GROUP BY 2, 3""",
    """INSERT INTO tallies SELECT facet || '/week', to_char(date_trunc('week', day::date), 'YYYY-MM-DD'), value, sum(count) FROM tallies
        WHERE facet <> 'department' GROUP BY 1, 2, 3""",
    """INSERT INTO tallies SELECT 'people', m, 'odbor ' || d || chr(31) || p, 1 FROM generate_series(0, 39) d, generate_series(1, 50) p,
        (SELECT DISTINCT substr(day, 1, 7) m FROM tallies WHERE facet = 'verdict') months""",
    """INSERT INTO event_days
        SELECT to_char(to_timestamp(at_ms / 1000), 'YYYY-MM-DD'), min(position), max(position) FROM events GROUP BY 1""",
    "INSERT INTO cursors VALUES ('indexing', {count})",
    "VACUUM ANALYZE",
]  # fmt: skip

PAGES = [
    "/", "/?tool=tool-0", "/?tool=tool-59", "/?verdict=warn", "/?kind=KIND_0", "/?kind=KIND_19", "/?kind=KIND_19&tool=tool-59",
    "/?department=odbor+7", "/?department=odbor+7&kind=KIND_19&verdict=warn", "/?since=2025-06-01&until=2025-06-02",
    "/?kind=KIND_0&since=2025-06-01&until=2025-06-02", "/?tool=tool-59&until=2025-01-15", "/events/b000500000", "/events/b000000051",
    "/charts", "/charts?days=366", "/start",
]  # fmt: skip


def fill(url: str, count: int) -> None:
    """Makes so many events."""
    migrate(url)
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        for statement in FILL:
            connection.execute(statement.format(count=count))  # type: ignore[call-overload]


def measured(url: str) -> dict[str, float]:
    """Milliseconds of each page: the median of some requests after a first one."""
    events = EventStore(url)
    settings = Settings.model_validate({"store": {"url": url}})
    names = {f"tool-{number}": f"Tool {number}" for number in range(60)}

    async def nothing() -> list[str]:
        return []

    async def none(_payload: object) -> list[str]:
        return []

    own = events.latest(20, Filters(people=("2026-Q4.7",))).rows
    ports = Ports(
        token=TOKEN,
        events=events,
        filters=Filters,
        analysis=Analysis(none, nothing, nothing),
        publication=Publication(lambda: {"tools": [], "forbidden": [], "generated": END.isoformat()}, lambda: ""),
        certificate=lambda: b"",
        exposition=lambda: b"",
        figures=Figures,
        checks={},
        security=security(settings, events, Precheck(none, none, Policy, dict, lambda: END), lambda: names),  # type: ignore[arg-type]
        employee=Employee(lambda _account: own, lambda _make, _year: None, lambda: END),  # type: ignore[arg-type,return-value]
    )
    app = create_app(ports, settings)

    async def ask() -> dict[str, float]:
        found = {}
        headers = {"Authorization": f"Bearer {TOKEN}"}
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8082", headers=headers) as client:
            for path in PAGES:
                times = []
                for _ in range(TIMES + 1):
                    began = time.perf_counter()
                    answer = await client.get(path)
                    times.append((time.perf_counter() - began) * 1000)
                    assert answer.status_code == 200, (path, answer.status_code)
                found[path] = statistics.median(times[1:])
        return found

    return asyncio.run(ask())


@contextmanager
def private() -> Iterator[str]:
    """A cluster of our own, gone at the end."""
    sys.path[:0] = [str(Path(__file__).parents[1] / "tests")]
    from support.postgresql import Cluster  # noqa: PLC0415

    cluster = Cluster.start_new()
    try:
        yield cluster.url(cluster.database())
    finally:
        cluster.remove()


def report(url: str, count: int, *, keep: bool = False) -> list[Target]:
    """Fills, measures and prints."""
    if not keep:
        began = time.perf_counter()
        fill(url, count)
        print(f"{count:,} events made in {time.perf_counter() - began:.0f} s")
    found = measured(url)
    for path, milliseconds in found.items():
        print(f"  {milliseconds:8.1f} ms  {path}")
    return [Target("slowest page of the console", max(found.values()), MUST, at_least=False, unit="ms")]


def main() -> int:
    """1 when a page takes too long."""
    parser = argparse.ArgumentParser(prog="bench.pages", description=__doc__)
    parser.add_argument("--url", help="an empty PostgreSQL database (default: a private cluster)")
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument("--keep", action="store_true", help="the database is filled already")
    arguments = parser.parse_args()
    if arguments.url:
        targets = report(arguments.url, arguments.events, keep=arguments.keep)
    else:
        with private() as url:
            targets = report(url, arguments.events)
    for target in targets:
        print(target.line())
    return 0 if all(target.met for target in targets) else 1


if __name__ == "__main__":
    sys.exit(main())
