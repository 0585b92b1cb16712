"""The register's history in the store: steps are added, each checked against the state machine inside the transaction that adds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection

from allowlist.workflow.case import Case, replay, take
from allowlist.workflow.export import from_plain, to_plain
from allowlist.workflow.machine import WorkflowError
from allowlist.workflow.risk import Method
from allowlist.workflow.step import Step
from gateway.store import entering, steps
from gateway.store.engine import make_engine, reading, writing
from gateway.store.models import Base

_TABLE = Base.metadata.tables["register_steps"]

Made = Callable[[Case], Step]
"""Makes the next step from the case as it stands now."""


class RegisterStore:
    """The register behind a URL. Every method may raise StoreUnavailable."""

    def __init__(self, url: str, method: Method | None = None) -> None:
        self._engine = make_engine(url)
        self._method = method

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()

    def act(self, tool: str, make: Made, *, version: int | None = None) -> Case:
        """Adds the step that ``make`` makes; returns the case after it.

        ``version`` is the number of the last step that whoever acts has seen. Raises WorkflowError, and adds nothing, when somebody was
        faster (``number``) or the step may not be taken.
        """
        with writing(self._engine) as connection:
            case = replay(tool, _steps(connection, tool), self._method)
            if version is not None and version != case.version:
                raise WorkflowError("number", "somebody else acted meanwhile; read the case and try again")
            step = make(case)
            after = take(case, step, self._method)
            _insert(connection, [step])
            entering.tell(connection, step)
        return after

    def case(self, tool: str) -> Case:
        """One tool as it stands; state ``none`` when nobody has asked for it."""
        return replay(tool, self.history(tool), self._method)

    def history(self, tool: str) -> tuple[Step, ...]:
        """Every step of one tool, oldest first."""
        with reading(self._engine) as connection:
            return _steps(connection, tool)

    def cases(self) -> dict[str, Case]:
        """Every tool that has a history, by id."""
        by_tool: dict[str, list[Step]] = {}
        for step in self.steps():
            by_tool.setdefault(step.tool, []).append(step)
        return {tool: replay(tool, steps, self._method) for tool, steps in by_tool.items()}

    def steps(self) -> tuple[Step, ...]:
        """The whole history, by tool and number."""
        with reading(self._engine) as connection:
            return _steps(connection, None)

    def mark(self) -> tuple[int, int]:
        """Changes whenever a step is added, and costs one small query: how many steps there are, and the time of the newest."""
        with reading(self._engine) as connection:
            return steps.mark(connection, _TABLE)

    def take_over(self, given: Iterable[Step]) -> int:
        """Adds the steps of an import that are not here yet; returns how many.

        Raises WorkflowError(``history``) when the two histories of a tool differ in a step that both have: nothing is overwritten.
        """
        by_tool: dict[str, list[Step]] = {}
        for step in sorted(given, key=lambda step: (step.tool, step.number)):
            by_tool.setdefault(step.tool, []).append(step)
        added = 0
        with writing(self._engine) as connection:
            for tool, theirs in by_tool.items():
                known = _steps(connection, tool)
                if [to_plain(step) for step in theirs[: len(known)]] != [to_plain(step) for step in known[: len(theirs)]]:
                    raise WorkflowError("history", f"the history of {tool} here and in the file differ in a step; nothing was taken over")
                fresh = theirs[len(known) :]
                replay(tool, (*known, *fresh), self._method)
                _insert(connection, fresh)
                added += len(fresh)
        return added


def _steps(connection: Connection, tool: str | None) -> tuple[Step, ...]:
    return tuple(from_plain(one) for one in steps.read(connection, _TABLE, tool))


def _insert(connection: Connection, fresh: Sequence[Step]) -> None:
    steps.add(connection, _TABLE, [to_plain(step) for step in fresh])
