"""Who acts on a case by API: the account that signed in, in a part of its own; only behind the token does the body say it.

Two signatures are of two persons (the directive, art. VII para. 5): so nobody who is known may name somebody else, or take another's part.
"""

from __future__ import annotations

from collections.abc import Mapping

from gateway.console.access import Role
from gateway.console.request_bodies import Taken
from gateway.console.step_body import Acting
from gateway.console.visitor import Visitor
from gateway.record.breach.machine import CaseError
from gateway.record.breach.step import Part
from gateway.record.request.case import RequestError

PARTS: Mapping[Role, Part] = {Role.DPO: Part.DPO, Role.DIRECTOR: Part.DIRECTOR, Role.IT_SECURITY: Part.IT}
"""The part that goes with a role, the gravest first."""

STAFF_PARTS = (Part.EMPLOYEE, Part.HEAD)
"""Parts of everybody: an office's head of department is an employee to the console, and signs by name."""


def held(visitor: Visitor) -> tuple[Part, ...]:
    """The parts of somebody who signed in; none for the auditor alone."""
    own = tuple(part for role, part in PARTS.items() if role in visitor.roles)
    return (*own, *STAFF_PARTS) if visitor.roles - {Role.AUDITOR} else ()


def acting[A: Acting](given: A, visitor: Visitor | None) -> A:
    """The body with who acts in which part. Raises CaseError: ``who``, ``part``."""
    if visitor is None or visitor.token:
        if given.who is None:
            raise CaseError("who", "a step names who did it: say who")
        return given.by_token()
    parts = held(visitor)
    part = given.acts_as if given.part is not None or given.usual in parts else next(iter(parts), given.usual)
    if part not in parts:
        raise CaseError("part", f"the account has no part of {part.value}")
    return given.by(visitor.name or visitor.account, part, visitor.ids)


def taken[T: Taken](given: T, visitor: Visitor | None) -> T:
    """The same of a data subject's request. Raises RequestError: ``who``."""
    if visitor is None or visitor.token:
        if given.who is None:
            raise RequestError("who", "a step names who did it: say who")
        return given
    return given.model_copy(update={"who": visitor.name or visitor.account})
