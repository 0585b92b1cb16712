"""``celnice allowlist shadow``: which services were tried without an approval, by department and day, without persons."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from allowlist import prague
from gateway.errors import UserError
from gateway.papers import papers, shadow
from gateway.papers.template import WrongTemplate
from gateway.record.attempts import month
from gateway.record.shadow import Row
from gateway.settings import Settings
from gateway.store.events import EventStore
from gateway.store.migrate import migrate
from gateway.store.refusals import of_month
from gateway.store.url import store_url

NAME = "shadow"


def configure(actions: Any) -> None:
    """Adds the action to ``celnice allowlist``."""
    one = actions.add_parser(NAME, help="attempts at services that are not approved, by department and day, without persons")
    one.add_argument("--month", help="such as 2026-11 (default: this month)")
    one.add_argument("--json", action="store_true", help="answer in JSON")
    one.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the monthly report; ends with .pdf or .docx")


def run(arguments: argparse.Namespace, settings: Settings, name: Callable[[str], str], now: datetime | None = None) -> int:
    """Exit code 0. Raises UserError for what is no month, or a file that cannot be written."""
    at = now or datetime.now(UTC)
    wanted = arguments.month or f"{prague.day(at):%Y-%m}"
    try:
        first, _ = month(wanted)
    except ValueError:
        raise UserError("--month is written as 2026-11") from None
    url = store_url(settings)
    migrate(url)
    with closing(EventStore(url)) as events:
        rows = of_month(events, wanted)
    if arguments.output is not None:
        writer = papers.WRITERS.get(arguments.output.suffix.removeprefix("."))
        if writer is None:
            raise UserError(f"{arguments.output.name}: write to a file that ends with .pdf or .docx")
        try:
            arguments.output.write_bytes(writer(shadow.monthly(rows, first, settings.office, at, name)))
        except WrongTemplate as error:
            raise UserError(str(error)) from None
        except OSError as error:
            raise UserError(f"{arguments.output}: cannot be written ({error.strerror})") from None
        return 0
    if arguments.json:
        print(json.dumps({"month": wanted, "services": [_plain(row) for row in rows]}, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        print(f"{row.attempts:>6}  {name(row.service)}")
        for department, count in row.departments.items():
            print(f"        {count:>6}  {shadow.department(department)}")
    if not rows:
        print(f"{wanted}: no attempts")
    return 0


def _plain(row: Row) -> dict[str, Any]:
    return {
        "service": row.service,
        "attempts": row.attempts,
        "days": {day.isoformat(): count for day, count in row.days.items()},
        "departments": dict(row.departments),
    }
