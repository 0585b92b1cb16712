"""Which choices a stopped request leaves to the employee: policy is asked what it would say after each of them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detectors.finding import Finding
from gateway.decide.choice import Choice
from gateway.decide.policy import Policy, decide
from gateway.decide.rules import Situation
from gateway.decide.unread import UNREAD
from gateway.decide.verdict import Block, Verdict, Warn
from gateway.model import OpaqueReason, Unscanned


def offered(
    verdict: Verdict,
    acted_on: Sequence[Finding],
    policy: Policy,
    situation: Situation,
    unscanned: Sequence[Unscanned] = (),
    unread: Sequence[OpaqueReason] = (),
) -> tuple[Choice, ...]:
    """In the order of :class:`Choice`. A choice that was made already, or after which it would still be stopped, is not offered.

    ``unscanned`` and ``unread`` as :func:`~gateway.decide.policy.decide` takes them.
    """
    if situation.chosen is not None or not isinstance(verdict, (Block, Warn)):
        return ()
    if verdict.reason != UNREAD and (verdict.reason != "personal_data" or not acted_on):
        return ()
    wanted = tuple(Choice) if isinstance(verdict, Warn) else (Choice.PSEUDONYMISE,)
    after = (replace(situation, chosen=choice) for choice in wanted)
    decided = (decide(acted_on, unscanned, policy, one, unread=unread) for one in after)
    return tuple(choice for choice, then in zip(wanted, decided, strict=True) if not isinstance(then, (Block, Warn)))
