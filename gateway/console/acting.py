"""Who acts, and in which part. There is one token for the console, so a form says it; once people sign in by themselves, this is
the one place that changes.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from allowlist.workflow.machine import WorkflowError
from allowlist.workflow.step import Part
from gateway.console.forms import Form, one

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Acting:
    """Whose step it is."""

    who: str = field(repr=False)
    part: Part


def acting(form: Form, parts: Collection[Part]) -> Acting:
    """The person and part of a form. Raises WorkflowError: ``who``, ``part``."""
    who = " ".join(one(form, "who").split())
    if not who or len(who) > LONGEST_NAME:
        raise WorkflowError("who", "a step names who did it")
    try:
        part = Part(one(form, "part")) if "part" in form else next(iter(parts), Part.EMPLOYEE)
    except ValueError:
        raise WorkflowError("part", "there is no such part") from None
    return Acting(who, part)
