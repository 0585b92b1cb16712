"""The register's history in memory, with the state machine of the real one; and a workplace around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from allowlist.register import Register
from allowlist.workflow.case import Case, replay, take
from allowlist.workflow.machine import WorkflowError
from allowlist.workflow.risk import packaged
from allowlist.workflow.standing import Rules
from allowlist.workflow.step import Step
from gateway.console.ports import Workplace
from gateway.record.shadow import Row
from gateway.register import published, register
from gateway.settings import Settings

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


class MemoryDesk:
    """Steps in lists."""

    def __init__(self, steps: Iterable[Step] = ()) -> None:
        self.steps: dict[str, list[Step]] = {}
        for step in steps:
            self.steps.setdefault(step.tool, []).append(step)

    def cases(self) -> Mapping[str, Case]:
        return {tool: self.case(tool) for tool in self.steps}

    def case(self, tool: str) -> Case:
        return replay(tool, self.history(tool))

    def history(self, tool: str) -> Sequence[Step]:
        return tuple(self.steps.get(tool, ()))

    def act(self, tool: str, make: Callable[[Case], Step], *, version: int | None = None) -> Case:
        case = self.case(tool)
        if version is not None and version != case.version:
            raise WorkflowError("number", "somebody else acted meanwhile")
        step = make(case)
        after = take(case, step)
        self.steps.setdefault(tool, []).append(step)
        return after


def workplace(desk: MemoryDesk | None = None, now: Callable[[], datetime] = lambda: NOW, rows: Sequence[Row] = ()) -> Workplace:
    """A workplace over the real catalogue whose register is what the desk says."""
    known = desk or MemoryDesk()

    def shown(month: str) -> Sequence[Row]:
        if month == "0000-01":
            raise ValueError("no month")
        return rows

    def current() -> Register:
        return register(Settings(), published(known.cases().values(), Rules()))

    return Workplace(known, current, packaged(), Rules(), now, shown, lambda month: b"%PDF " + month.encode())
