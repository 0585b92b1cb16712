"""A step that the token or the command line put in for somebody, in the chain of officials' acts: one transaction with the step."""

from __future__ import annotations

from sqlalchemy import Connection

from allowlist.workflow.entered import Entered
from allowlist.workflow.step import Step as RegisterStep
from gateway.record import chain
from gateway.record.breach.step import Step as BreachStep
from gateway.record.canonical import canonical
from gateway.record.event import EventType
from gateway.record.official import official
from gateway.reference import new_reference
from gateway.store import appending
from gateway.store.auditing import WRITER


def tell(connection: Connection, step: BreachStep | RegisterStep) -> None:
    """Says so of a step that was entered; nothing of one that its person took."""
    if step.entered is not None:
        about = step.case if isinstance(step, BreachStep) else step.tool
        payload = _payload(step, about, step.entered)
        appending.append(connection, [chain.draft(canonical(payload))], WRITER)


def _payload(step: BreachStep | RegisterStep, about: str, entered: Entered) -> dict[str, object]:
    event = official(new_reference(), EventType.STEP_ENTERED, step.at, reason=entered.way.value, detail=about)
    said = {"who": step.who, "about": about, "step": step.action.value, "part": step.part.value, **entered.plain()}
    return {**event.payload(), "console": said}
