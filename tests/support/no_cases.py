"""The ports of cases over nothing: what routes and doors are tried on."""

from __future__ import annotations

from datetime import UTC, datetime

from gateway.console.case_ports import Cases, Papers
from gateway.record.breach.case import Case
from gateway.record.breach.machine import CaseError
from gateway.record.breach.step import Step
from gateway.record.hand_in import HandIn
from gateway.record.request.case import Request, RequestError
from gateway.record.request.step import Step as RequestStep


class NoBreaches:
    """No case: what routes and doors are tried on."""

    def cases(self) -> tuple[Case, ...]:
        return ()

    def case(self, case: str) -> Case:
        return Case(case)

    def history(self, _case: str) -> tuple[Step, ...]:
        return ()

    def report(self, _make: object, _year: int) -> Case:
        raise CaseError("case", "there is no store here")

    def act(self, _case: str, _make: object, *, version: int | None = None) -> Case:
        raise CaseError("case", f"there is no store here, at {version}")


class NoRequests:
    """No request."""

    def requests(self) -> tuple[Request, ...]:
        return ()

    def history(self, _request: str) -> tuple[RequestStep, ...]:
        return ()

    def new(self, _make: object, _year: int) -> Request:
        raise RequestError("request", "there is no store here")

    def act(self, _request: str, _make: object, *, version: int | None = None) -> Request:
        raise RequestError("request", f"there is no store here, at {version}")


class NoHandIns:
    """Nothing was handed in."""

    def add(self, one: HandIn) -> HandIn:
        return one

    def listed(self) -> tuple[HandIn, ...]:
        return ()


def no_cases() -> Cases:
    """The ports of cases over nothing."""

    def nothing(*_: object) -> bytes:
        return b""

    papers = Papers((), (), nothing, nothing, nothing, nothing, nothing, nothing)
    return Cases(NoBreaches(), NoRequests(), papers, lambda: datetime(2026, 12, 1, 9, tzinfo=UTC), NoHandIns())
