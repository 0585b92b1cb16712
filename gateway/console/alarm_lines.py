"""Ready lines of TOML that mend a false alarm: an entry of the office's public list, and a milder rule of the policy."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Literal

from detectors.public.entry import read

type What = Literal["value", "person"]


def public_entry(what: What, value: str, why: str, who: str, until: date) -> str:
    """One ``[[public]]`` entry, proved by reading it as the gateway does. Raises :class:`detectors.public.entry.BadList`."""
    lines = ("[[public]]", f"{what} = {_quoted(value)}", f"why = {_quoted(why)}", f"who = {_quoted(who)}", f"until = {until.isoformat()}")
    entry = "\n".join(lines)
    read(entry)
    return entry


def policy_rule(name: str, action: str, kinds: Sequence[str], tools: Sequence[str], until: date | None, groups: Sequence[str] = ()) -> str:
    """One ``[[policy.rules]]``. What is empty is left out: it means every kind, every tool, everybody, for ever."""
    lines = [
        "[[policy.rules]]",
        f"name = {_quoted(name)}",
        f"action = {_quoted(action)}",
        *(
            f"{key} = [{', '.join(map(_quoted, given))}]"
            for key, given in (("kinds", kinds), ("tools", tools), ("groups", groups))
            if given
        ),
    ]
    return "\n".join(lines if until is None else [*lines, f"until = {until.isoformat()}"])


def _quoted(words: str) -> str:
    """A basic string of TOML 1.0, whose escapes are JSON's; JSON leaves one control sign as it is."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
