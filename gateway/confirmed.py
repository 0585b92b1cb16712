"""What was decided in the console, as two files of the data folder: public values and persons, and rules of the policy.

The gateway writes them from its store and follows them as it follows ``celnice.toml``.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import ValidationError

from gateway.errors import UserError
from gateway.policy import policy_of
from gateway.policy_settings import Policy, PolicyRule
from gateway.settings import Settings

PUBLIC = "confirmed-public.toml"
"""Entries of a public list (:mod:`detectors.public.entry`)."""
RULES = "confirmed-rules.toml"
"""``[[policy.rules]]``; they come before those of the settings, and the first one that fits decides."""


def with_confirmed(policy: Policy, file: Path) -> Policy:
    """The policy with the rules of the file, if there is one. Raises UserError for one that cannot be used."""
    try:
        given = tomllib.loads(_whole(file))
        confirmed = Policy.model_validate({"rules": given.get("policy", {}).get("rules", [])}).rules
    except FileNotFoundError:
        return policy
    except (OSError, ValueError, AttributeError, ValidationError) as error:
        raise UserError(
            f"{file.name}: the confirmed rules cannot be used ({type(error).__name__}); remove the file: it is written anew"
        ) from None
    return policy.model_copy(update={"rules": (*confirmed, *policy.rules)}) if confirmed else policy


def _whole(file: Path) -> str:
    """What the gateway writes begins with a comment; of an empty file the disk has lost what was in it. Raises OSError, ValueError."""
    text = file.read_text(encoding="utf-8")
    if not text.strip():
        raise ValueError
    return text


def rule_of(lines: str) -> PolicyRule:
    """The one rule of some lines. Raises UserError."""
    try:
        (rule,) = Policy.model_validate(tomllib.loads(lines)["policy"]).rules
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(f"not a rule ({type(error).__name__})") from None
    return rule


def with_rule(settings: Settings, lines: str) -> None:
    """Proves the lines of one rule against the settings. Raises UserError."""
    policy_of(
        settings.model_copy(update={"policy": settings.policy.model_copy(update={"rules": (rule_of(lines), *settings.policy.rules)})})
    )


def strictest(policy: Policy) -> Policy:
    """What holds while the rules of the console cannot be read, of which some may be stricter than the file's: what is found is stopped."""
    return policy.model_copy(update={"rules": (), "pseudonymise": {}})
