"""Which choices a stopped request leaves to the employee: policy is asked what it would say after each of them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detectors.finding import Finding
from gateway.decide.choice import Choice
from gateway.decide.policy import Policy, decide
from gateway.decide.rules import Situation
from gateway.decide.verdict import Block, Verdict, Warn


def offered(verdict: Verdict, acted_on: Sequence[Finding], policy: Policy, situation: Situation) -> tuple[Choice, ...]:
    """In the order of :class:`Choice`. A choice that was made already, or after which it would still be stopped, is not offered."""
    if situation.chosen is not None or not isinstance(verdict, (Block, Warn)) or verdict.reason != "personal_data" or not acted_on:
        return ()
    wanted = tuple(Choice) if isinstance(verdict, Warn) else (Choice.PSEUDONYMISE,)
    return tuple(choice for choice in wanted if _helps(choice, acted_on, policy, situation))


def _helps(choice: Choice, acted_on: Sequence[Finding], policy: Policy, situation: Situation) -> bool:
    return not isinstance(decide(acted_on, (), policy, replace(situation, chosen=choice)), (Block, Warn))
