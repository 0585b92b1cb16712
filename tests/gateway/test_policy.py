"""The policy of the settings."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime

import pytest

from gateway.decide.action import Action
from gateway.decide.bounds import Limits
from gateway.decide.policy import Ruling
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


def test_limits_and_what_could_not_be_read():
    """Each entry with its tools, groups and days; block needs no approval."""
    policy = read(
        """
        [[bounds]]
        name = "překlady"
        groups = ["Zahraničí"]
        threshold = 0.7
        max_text_characters = 5000
        max_file_bytes = 2048
        max_files = 0
        [[unread]]
        name = "hesla"
        reasons = ["encrypted"]
        [[unread]]
        name = "záznamy"
        reasons = ["media"]
        answer = "warn"
        tools = ["openai"]
        approved_by = "PS 7/2026"
        since = 2026-11-01
        until = 2026-11-30
        """
    )
    now = datetime(2026, 11, 30, 12, tzinfo=UTC)
    here = Situation("openai", "", frozenset({"Zahraničí"}), now)
    assert policy.limits(here) == Limits((0.7, "překlady"), (5000, "překlady"), (2048, "překlady"), (0, "překlady"))
    assert policy.limits(Situation("openai", "", frozenset(), now)) == Limits()
    assert policy.unread_ruling("encrypted", here) == Ruling(Action.BLOCK, "hesla")
    assert policy.unread_ruling("media", here) == Ruling(Action.WARN, "záznamy")
    assert policy.unread_ruling("media", Situation("openai", "", frozenset(), datetime(2026, 12, 1, tzinfo=UTC))).action is Action.BLOCK


WRONG = [
    ('[[rules]]\nname="x"\naction="ignore"\nkinds=["OSOBA"]', "policy.rules\\[0\\].kinds", "no entity"),
    ('[[rules]]\nname="x"\naction="ignore"\nkinds=["person"]', "did you mean PERSON", "a kind in lower case"),
    ('[[rules]]\nname="x"\naction="warn"\nkinds=["HEALTH"]', "never set below", "a floor"),
    ('[[rules]]\nname="x"\naction="warn"\ntools=["opnai"]', "did you mean openai", "a tool misspelt"),
    ('[[rules]]\nname="x"\naction="warn"\nsince=2026-02-01\nuntil=2026-01-01', "lies before", "ends before it begins"),
    ('[monitor.claude]\ngroup_approver="A"\ndpo_approver="B"\nsince=2026-11-01\nuntil=2026-12-01', "30 days", "too long a trial"),
    ('[monitor.claude]\ngroup_approver="A"\ndpo_approver="a "\nsince=2026-11-01\nuntil=2026-11-02', "two different", "one approver"),
    ('[[bounds]]\nname="x"\ntools=["openai"]', "limits nothing", "bounds without a limit"),
    ('[[bounds]]\nname="x"\nmax_file_bytes=999999999999', "documents.max_file_bytes", "more than the gateway reads"),
    ('[[bounds]]\nname="x"\nmax_files=1\ntools=["opnai"]', "did you mean openai", "a tool of bounds misspelt"),
    ('[[unread]]\nname="x"\nreasons=["invalid_json"]', "always stopped", "a body whose shape is in doubt"),
    ('[[unread]]\nname="x"\nreasons=["encripted"]', "did you mean encrypted", "a reason misspelt"),
    ('[[unread]]\nname="x"\nreasons=["media"]\nanswer="warn"', "unread\\[0\\].tools", "for every tool at once"),
    ('[[unread]]\nname="x"\nreasons=["media"]\nanswer="warn"\ntools=["openai"]', "unread\\[0\\].approved_by", "nobody approved it"),
    (
        '[[unread]]\nname="x"\nreasons=["media"]\nanswer="warn"\ntools=["openai"]\napproved_by="PS"\nsince=2026-11-01',
        "unread\\[0\\].until",
        "without an end",
    ),
    ('[[rules]]\nname="default"\naction="block"', "rules\\[0\\].name", "a name that says that no rule decided"),
    ('[pseudonymise.nobody]\napproved_by="A"\nsince=2026-11-01\nuntil=2026-11-02', "no service", "an unknown tool"),
]


@pytest.mark.parametrize(("text", "said", "why"), WRONG, ids=[row[2] for row in WRONG])
def test_a_wrong_policy(text, said, why):
    """Refused with its key and the fix."""
    with pytest.raises(UserError, match=said):
        read(text)
