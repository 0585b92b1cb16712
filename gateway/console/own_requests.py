"""Whose requests a head of department sees in the register: the own department's, as the directory names it, and those they acted in."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from allowlist.workflow.case import Case
from allowlist.workflow.same_person import same_person
from allowlist.workflow.step import Step
from gateway.console.access import GOVERNANCE
from gateway.console.visitor import Visitor


def sees_all(visitor: Visitor | None) -> bool:
    """Whether the whole register is theirs to read."""
    return visitor is not None and (visitor.token or not visitor.roles.isdisjoint(GOVERNANCE))


def own(visitor: Visitor | None, department: str, case: Case, history: Callable[[str], Sequence[Step]]) -> bool:
    """Whether a head may see this case. ``department`` is the directory's word, "" where it has none; ``history`` blocks."""
    if sees_all(visitor):
        return True
    if visitor is None:
        return False
    if department and _plain(department) == _plain(case.facts.department):
        return True
    return any(same_person(step.who, step.ids, visitor.name, visitor.ids) for step in history(case.tool))


def _plain(name: str) -> str:
    """A department as people and directories write it: ``Odbor informatiky``, ``odbor-informatiky``, ``informatiky``."""
    letters = "".join(one for one in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(one))
    return " ".join(letters.replace("-", " ").replace("_", " ").split()).removeprefix("odbor ")
