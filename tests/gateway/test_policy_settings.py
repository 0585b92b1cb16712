"""The settings of the policy."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from gateway.policy_settings import Policy

SOURCES = {
    "name": "x",
    "sources": ["connector:connector_gmail"],
    "tools": ["openai"],
    "approved_by": "PS",
    "since": date(2026, 12, 1),
    "until": date(2026, 12, 31),
}


def test_the_default_is_the_directive() -> None:
    """Nothing set: every finding blocks, nothing is limited, and what could not be read is stopped."""
    assert (Policy().rules, Policy().bounds, Policy().unread, Policy().sources, Policy().unknown_files) == ((), (), (), (), "block")


@pytest.mark.parametrize(
    ("key", "entry", "why"),
    [
        ("bounds", {"name": "x", "threshold": 0.95}, "so high a threshold finds nothing"),
        ("bounds", {"name": "x", "threshold": 0.01}, "so low a threshold finds everything"),
        ("bounds", {"name": "x", "max_files": -1}, "fewer than no files"),
        ("bounds", {"name": "x", "max_text_characters": 5}, "shorter than any question"),
        ("bounds", {"threshold": 0.5}, "an entry without a name"),
        ("unread", {"name": "x", "reasons": []}, "for no reason"),
        ("unread", {"name": "x"}, "reasons are not said"),
        ("unread", {"name": "x", "reasons": ["encrypted"], "answer": "pass"}, "nothing unread passes by itself"),
        ("unread", {"name": "x", "reasons": ["encrypted"], "answer": "ignore"}, "nor is it ignored"),
        ("sources", {**SOURCES, "sources": []}, "no source"),
        ("sources", {**SOURCES, "tools": []}, "for every tool at once"),
        ("sources", {**SOURCES, "approved_by": ""}, "nobody approved it"),
        ("sources", {key: value for key, value in SOURCES.items() if key != "since"}, "without a beginning"),
        ("sources", {key: value for key, value in SOURCES.items() if key != "until"}, "without an end"),
    ],
)
def test_what_cannot_be_set(key: str, entry: dict[str, Any], why: str) -> None:
    """A value outside its range or its closed set refuses the start."""
    with pytest.raises(ValidationError):
        Policy.model_validate({key: [entry]})
    assert why


def test_it_goes_through_the_file_that_processes_read() -> None:
    """What one process writes of a policy, another reads as the same."""
    unread = {"name": "x", "reasons": ["media"], "answer": "warn", "tools": ["openai"], "approved_by": "PS", "until": date(2026, 12, 31)}
    policy = Policy.model_validate({"bounds": [{"name": "y", "max_files": 0}], "unread": [unread], "sources": [SOURCES]})
    assert Policy.model_validate(policy.model_dump(mode="json")) == policy
