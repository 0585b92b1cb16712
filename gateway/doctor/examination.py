"""Runs the checks. One that fails is itself a fault, and the others still run."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gateway.doctor.api import Check, Result, State, fault
from gateway.doctor.around import Around
from gateway.errors import UserError
from gateway.logs import where


def examine(around: Around, checks: Collection[Check]) -> Iterator[tuple[Check, Result]]:
    """Every result as it comes. Checks that ask other machines are left out offline."""
    for check in checks:
        if around.offline and check.network:
            continue
        try:
            results = tuple(check.run(around))
        except UserError as error:
            results = (fault(str(error), "mend what the line names, and run celnice doctor again"),)
        except Exception as error:  # noqa: BLE001  # a check that breaks is a fault to show; its text may quote anything, so it is withheld
            place = where(type(error), error.__traceback__)
            results = (fault(f"this check broke: {place}", "report it with this line; the other checks stand"),)
        for result in results:
            yield check, result


def worst(results: Collection[Result]) -> State:
    """The state of the whole."""
    return max((result.state for result in results), default=State.OK)
