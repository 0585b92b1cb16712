"""Ready lines of TOML."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from detectors.public.entry import BadList, read
from gateway.console.alarm_lines import policy_rule, public_entry
from gateway.policy import policy_of
from gateway.settings import Settings

UNTIL = date(2027, 6, 30)
WORDS = some.text(some.characters(exclude_categories=("Cs",)), min_size=1, max_size=60).filter(str.strip)


@given(value=WORDS, why=WORDS, who=WORDS)
def test_an_entry_says_what_was_written(value: str, why: str, who: str) -> None:
    """Quotes, line ends and anything else come back as they were: nothing breaks out of its string."""
    (entry,) = read(public_entry("value", value, why, who, UNTIL))
    assert (entry.what, entry.why, entry.who, entry.until) == (value.strip(), why.strip(), who.strip(), UNTIL)


def test_an_entry_that_the_gateway_would_refuse_is_not_made() -> None:
    """A person needs two names, and nothing may be empty."""
    with pytest.raises(BadList):
        public_entry("person", "Jana", "hejtmanka", "pověřenec", UNTIL)
    with pytest.raises(BadList):
        public_entry("value", " ", "IČO úřadu", "pověřenec", UNTIL)


def test_a_rule_is_one_that_the_settings_take() -> None:
    """The lines are a policy as they stand."""
    lines = policy_rule('openai "evt-1"', "warn", ["PERSON", "EMAIL_ADDRESS"], ["openai"], UNTIL)
    policy = policy_of(Settings.model_validate(tomllib.loads(lines)), {"openai"})
    assert (policy.rules[0].kinds, policy.rules[0].tools) == ({"PERSON", "EMAIL_ADDRESS"}, {"openai"})
