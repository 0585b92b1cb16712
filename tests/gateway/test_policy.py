"""The policy of the settings."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime

import pytest

from gateway.decide.action import Action
from gateway.decide.rules import Situation
from gateway.errors import UserError
from gateway.policy import policy_of
from gateway.settings import Settings

SERVICES = ("openai", "claude")


def read(text: str):
    return policy_of(Settings.model_validate({"policy": tomllib.loads(text)}), SERVICES)


WHOLE = """
threshold = 0.6
[[rules]]
name = "jména v překladech"
action = "pseudonymise"
kinds = ["PERSON"]
tools = ["openai"]
until = 2026-12-31
[[rules]]
name = "adresy strojů"
action = "ignore"
kinds = ["IP_ADDRESS"]
groups = ["IT"]
[pseudonymise.openai]
approved_by = "PS 7/2026"
since = 2026-11-01
until = 2026-12-31
[monitor.claude]
group_approver = "A. Zkoušková"
dpo_approver = "B. Vzorová"
since = 2026-11-01
until = 2026-11-30
"""


def test_a_whole_policy():
    """Rules, permissions and trials with their days."""
    policy = read(WHOLE)
    now = datetime(2026, 11, 22, tzinfo=UTC)
    assert [rule.action for rule in policy.rules] == [Action.PSEUDONYMISE, Action.IGNORE]
    assert policy.may_pseudonymise(Situation("openai", "", frozenset(), now))
    assert policy.monitored(Situation("claude", "", frozenset(), now))
    assert not policy.unknown_files_pass
    assert read('unknown_files = "record"').unknown_files_pass
    assert not policy.monitored(Situation("claude", "", frozenset(), datetime(2026, 12, 1, tzinfo=UTC)))


WRONG = [
    ('[[rules]]\nname="x"\naction="ignore"\nkinds=["OSOBA"]', "policy.rules\\[0\\].kinds", "no entity"),
    ('[[rules]]\nname="x"\naction="ignore"\nkinds=["person"]', "did you mean PERSON", "a kind in lower case"),
    ('[[rules]]\nname="x"\naction="warn"\nkinds=["HEALTH"]', "never set below", "a floor"),
    ('[[rules]]\nname="x"\naction="warn"\ntools=["opnai"]', "did you mean openai", "a tool misspelt"),
    ('[[rules]]\nname="x"\naction="warn"\nsince=2026-02-01\nuntil=2026-01-01', "lies before", "ends before it begins"),
    ('[monitor.claude]\ngroup_approver="A"\ndpo_approver="B"\nsince=2026-11-01\nuntil=2026-12-01', "30 days", "too long a trial"),
    ('[monitor.claude]\ngroup_approver="A"\ndpo_approver="a "\nsince=2026-11-01\nuntil=2026-11-02', "two different", "one approver"),
    ('[pseudonymise.nobody]\napproved_by="A"\nsince=2026-11-01\nuntil=2026-11-02', "no service", "an unknown tool"),
]


@pytest.mark.parametrize(("text", "said", "why"), WRONG, ids=[row[2] for row in WRONG])
def test_a_wrong_policy(text, said, why):
    """Refused with its key and the fix."""
    with pytest.raises(UserError, match=said):
        read(text)
