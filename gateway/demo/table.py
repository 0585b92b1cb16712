"""The demo's table, in Czech and English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gateway.demo.outcome import Outcome, Result

VERDICTS = {Result.ANSWERED: "prošlo / passed", Result.STOPPED: "zastaveno / blocked", Result.BROKEN: "CHYBA / ERROR"}
HEADINGS = ("č.", "dotaz / prompt", "klient / client", "verdikt / verdict", "poskytovatel dostal / provider received", "ms")


@dataclass(frozen=True, slots=True)
class Row:
    """One prompt's fate. ``requests`` and ``received`` (bytes) are what the provider saw while it ran."""

    czech: str
    english: str
    client: str
    outcome: Outcome
    expected: Result
    requests: int
    received: int
    milliseconds: float

    @property
    def good(self) -> bool:
        """Whether it went as it should: a stopped prompt left nothing at the provider, an answered one came there once."""
        arrived = (self.requests, self.received) == (0, 0) if self.expected is Result.STOPPED else self.requests == 1
        return self.outcome.result is self.expected and arrived


def _cells(number: int, row: Row) -> tuple[str, ...]:
    verdict = VERDICTS[row.outcome.result]
    if not row.good:
        verdict = f"✗ {verdict}" + (f" ({row.outcome.note})" if row.outcome.note else "")
    received = f"{row.requests} dotaz / request, {row.received} B" if row.received or row.requests else "nic / nothing"
    return str(number), f"{row.czech} / {row.english}", row.client, verdict, received, f"{row.milliseconds:.0f}"


def render(rows: Sequence[Row]) -> str:
    """The table as text, columns aligned."""
    cells = [HEADINGS, *(_cells(number, row) for number, row in enumerate(rows, 1))]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADINGS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    rule = "  ".join("─" * width for width in widths)
    return "\n".join([lines[0], rule, *lines[1:]])
