"""Who acts, and in which part: what the account and its roles say. Only where the token signed in, behind which no person stands, a form
says it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from allowlist.workflow.entered import Entered, Way
from allowlist.workflow.machine import WorkflowError
from allowlist.workflow.step import Part
from gateway.console.access import Role
from gateway.console.forms import Form, one
from gateway.console.visitor import Visitor

LONGEST_NAME = 120

PARTS: Mapping[Role, Part] = {
    Role.EMPLOYEE: Part.EMPLOYEE,
    Role.HEAD: Part.HEAD,
    Role.IT_SECURITY: Part.IT,
    Role.DPO: Part.DPO,
    Role.WORKING_GROUP: Part.GROUP,
    Role.DIRECTOR: Part.DIRECTOR,
    Role.ADMINISTRATOR: Part.ADMINISTRATOR,
}
"""The part that goes with a role. The auditor has none."""
STAFF_PARTS = frozenset({Part.EMPLOYEE, Part.HEAD})
"""Parts of everybody who has any: drafts are anybody's, and an official who heads a department signs by name. Who may do more than draft,
the doors say: heads by their role."""


@dataclass(frozen=True, slots=True)
class Acting:
    """Whose step it is."""

    who: str = field(repr=False)
    part: Part
    ids: tuple[str, ...] = field(default=(), repr=False)
    entered: Entered | None = None


def parts_of(visitor: Visitor | None) -> frozenset[Part]:
    """The parts in which somebody may act; with the token, in any."""
    if visitor is None:
        return frozenset()
    if visitor.token:
        return frozenset(Part)
    held = {PARTS[role] for role in visitor.roles if role in PARTS}
    return frozenset(held | STAFF_PARTS) if held else frozenset()


def acting(form: Form, parts: Collection[Part], visitor: Visitor | None) -> Acting:
    """The person and part of a form. ``parts`` are those that may take the step. Raises WorkflowError: ``who``, ``part``."""
    held = parts_of(visitor)
    who = visitor.name if visitor is not None and not visitor.token else " ".join(one(form, "who").split())
    if not who or len(who) > LONGEST_NAME:
        raise WorkflowError("who", "a step names who did it")
    mine = sorted(held.intersection(parts))
    try:
        part = Part(one(form, "part")) if "part" in form else next(iter(mine), Part.EMPLOYEE)
    except ValueError:
        raise WorkflowError("part", "there is no such part") from None
    if part not in held:
        raise WorkflowError("part", "this part is somebody else's")
    if visitor is None or visitor.token:
        return Acting(who, part, entered=Entered(Way.TOKEN, paper=one(form, "paper")))
    return Acting(who, part, visitor.ids)
