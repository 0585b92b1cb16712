"""What every report makes longer: the ids of a case's events. They are gathered beside the case, so that a long one is read in linear time.

A program that tries the same again and again, or an office that knows nobody by name, has one case with a hundred thousand ids.
"""

from __future__ import annotations

import dataclasses
from types import MappingProxyType

from gateway.record.breach.case import Case
from gateway.record.breach.step import Action

LISTED = ("events", "choices")
"""Facts that are lists of ids and grow with each report."""


def unlisted(case: Case) -> Case:
    """The case without these ids: all that its state, its clock and its next step need, however long it is."""
    if not any(name in case.facts for name in LISTED):
        return case
    facts = {name: value for name, value in case.facts.items() if name not in LISTED}
    return dataclasses.replace(case, facts=MappingProxyType(facts))


class Gathered:
    """The ids of a case while its steps are read."""

    def __init__(self) -> None:
        self._ids: dict[str, dict[str, None]] = {}

    def apart(self, case: Case, action: Action) -> Case:
        """Takes over the ids that the last step added; the case without them. A report adds to them, anything else says them anew."""
        for name in LISTED:
            if name in case.facts:
                if action is not Action.REPORT:
                    self._ids.pop(name, None)
                self._ids.setdefault(name, {}).update(dict.fromkeys(case.facts[name]))
        return unlisted(case)

    def together(self, case: Case) -> Case:
        """The case with all of them."""
        if not self._ids:
            return case
        facts = {**case.facts, **{name: list(ids) for name, ids in self._ids.items()}}
        return dataclasses.replace(case, facts=MappingProxyType(facts))
