"""A rule that somebody wants, as lines of TOML, or why it cannot be. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from gateway.act.tokens import names
from gateway.console.alarm_lines import policy_rule
from gateway.console.policy_ports import LONGEST_NAME, LONGEST_WHY, MOST_NAMES, Change
from gateway.decide.action import FLOOR, WORDS, Action
from gateway.decide.policy import RESERVED
from gateway.record.policy_step import StepError

LONGEST_DAYS = 366
"""For how long something milder than blocking may hold before somebody looks at it again."""
LONGEST_GROUP = 200


def lines_of(change: Change, today: date, tools: Collection[str]) -> str:
    """The lines. Raises StepError ``lines``, ``floor`` or ``until``."""
    name, action = change.name.strip(), WORDS.get(change.action)
    sets = (change.kinds, change.tools, change.groups)
    known = names().keys() >= set(change.kinds) and set(change.tools) <= set(tools)
    if action is None or not 0 < len(name) <= LONGEST_NAME or name in RESERVED or not known:
        raise StepError("lines")
    if any(len(one) > MOST_NAMES for one in sets) or not all(0 < len(group) <= LONGEST_GROUP for group in change.groups):
        raise StepError("lines")
    if action < Action.PSEUDONYMISE and FLOOR.intersection(change.kinds):
        raise StepError("floor")
    if change.until is not None and change.until < today:
        raise StepError("until")
    if action is not Action.BLOCK and (change.until is None or change.until > today + timedelta(days=LONGEST_DAYS)):
        raise StepError("until")
    return policy_rule(name, action.word, change.kinds, change.tools, change.until, change.groups)


def reason(why: str) -> str:
    """Why somebody does it. Raises StepError ``lines``."""
    said = " ".join(why.split())
    if not 0 < len(said) <= LONGEST_WHY:
        raise StepError("lines")
    return said
