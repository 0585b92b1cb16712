"""Why a service is closed, read from the register."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from allowlist.closure import Cause, Closure
from allowlist.register import Register
from support.register import NOW, entry

UNTIL = date(2027, 10, 31)
AFTER = datetime(2027, 11, 2, tzinfo=UTC)
BEFORE = datetime(2026, 10, 1, tzinfo=UTC)


def known(service: str, cause: Cause, day: date | None = None) -> Closure:
    return Closure(service, cause, day, "sdělení")


@pytest.mark.parametrize(
    ("service", "entries", "closures", "now", "cause", "day", "why"),
    [
        ("mistral", [], [], NOW, Cause.NOT_ASKED, None, "nobody asked"),
        ("mistral", [], [known("mistral", Cause.REQUESTED)], NOW, Cause.REQUESTED, None, "the store knows of a request"),
        ("mistral", [], [known("openai", Cause.RETIRED)], NOW, Cause.NOT_ASKED, None, "another tool's closure"),
        ("openai", ["openai"], [], BEFORE, Cause.NOT_YET, date(2026, 11, 1), "its first day is to come"),
        ("openai", ["openai"], [], AFTER, Cause.EXPIRED, UNTIL, "the approval ended"),
        ("openai", ["openai"], [known("openai", Cause.CONTRACT, UNTIL)], AFTER, Cause.CONTRACT, UNTIL, "the contract ended that day"),
        ("openai", ["openai"], [known("openai", Cause.CONTRACT, date(2028, 1, 1))], AFTER, Cause.EXPIRED, UNTIL, "the contract did not"),
        ("openai", ["openai"], [], NOW, Cause.GROUP, None, "approved, so it is this person"),
        ("deepseek", [], [], NOW, Cause.FORBIDDEN, date(2025, 7, 9), "the law says since when"),
        ("deepseek", [], [known("deepseek", Cause.REQUESTED)], NOW, Cause.FORBIDDEN, date(2025, 7, 9), "the law stands first"),
    ],
)
def test_why(service, entries, closures, now, cause, day, why):
    """The register's own dates say first; what the store knows of the case says the rest."""
    register = Register.from_entries([entry(one) for one in entries], closures=closures)
    found = register.closure(service, now)
    assert (found.service, found.cause, found.day) == (service, cause, day), why
