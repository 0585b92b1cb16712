"""What :mod:`bench.pages` looks at: a million events made by the database itself (no chain: pages read none), and an office's breach cases,
reports of false alarms, and decided tools, made by the stores.

Two years of an office with sixty tools, forty departments and two thousand people.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import cycle

import psycopg

from gateway.record.breach.case import Case
from gateway.record.breach.step import Action, Part, Step
from gateway.record.false_alarm import FalseAlarm, Outcome, Why
from gateway.store.breaches import BreachStore
from gateway.store.false_alarms import FalseAlarmStore
from gateway.store.migrate import migrate

END = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
SPAN = timedelta(days=730)
SECONDS = int(SPAN.total_seconds())
FIRST_MS = int((END - SPAN).timestamp() * 1000)
CASES = 600
"""Breach cases of two years: more than one for each working day, the newest open."""
OPEN = 30
"""Of them, the newest: not yet closed."""
ALARMS = 3_000
"""Reports of false alarms; the store lists the newest thousand."""

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


def fill(url: str, count: int) -> None:
    """Makes so many events, and an office's cases and reports."""
    migrate(url)
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        for statement in FILL:
            connection.execute(statement.format(count=count))  # type: ignore[call-overload]
    _reports(url)
    _cases(url)


def _reports(url: str) -> None:
    outcomes = tuple(Outcome)
    with closing(FalseAlarmStore(url)) as store:
        for number, why in zip(range(ALARMS), cycle(Why), strict=False):
            at = END - SPAN * (number / ALARMS)
            alarm = FalseAlarm(f"b{number:09d}", at, f"tool-{number % 60}", why, {"KIND_0": 1}, {"rule.one": 1})
            store.add(alarm)
            if number >= ALARMS // 100:
                store.end(alarm.event, outcomes[number % len(outcomes)], "bezpečnost", at + timedelta(hours=2))


def _cases(url: str) -> None:
    """Every case is walked to its end, but the newest, which stand open at each of their steps."""
    from support.breach import INCIDENT  # noqa: PLC0415  the tests' case; whoever measures has put them on the path

    with closing(BreachStore(url)) as store:
        for number in range(CASES):
            at = END - SPAN * ((CASES - number) / (CASES + 1))
            left = CASES - number
            upto = len(INCIDENT) if left > OPEN else left % len(INCIDENT) + 1
            name = ""
            for step, (action, part, why, facts) in enumerate(INCIDENT[:upto]):
                make = _made(at + timedelta(hours=step), action, part, why, dict(facts))
                name = (store.act(name, make) if name else store.report(make, at.year)).id


def _made(at: datetime, action: Action, part: Part, why: str, facts: dict[str, object]) -> Callable[[Case], Step]:
    return lambda case: Step(case.id, case.steps + 1, at, f"osoba v roli {part.value}", part, action, why, facts)
