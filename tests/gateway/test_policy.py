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


SOURCES = """
[[sources]]
name = "spisová služba"
sources = ["https://mcp.urad.example:8443/spisy", "gs://urad-spisy"]
tools = ["openai"]
groups = ["IT"]
approved_by = "PS 8/2026"
since = 2026-11-01
until = 2026-11-30
"""
NAMES = frozenset({"https://mcp.urad.example:8443/spisy", "gs://urad-spisy"})
IT = frozenset({"IT"})


@pytest.mark.parametrize(
    ("tool", "groups", "now", "approved", "why"),
    [
        ("openai", IT, datetime(2026, 11, 1, tzinfo=UTC), NAMES, "the first day in Prague has begun"),
        ("openai", IT, datetime(2026, 11, 30, 22, 59, tzinfo=UTC), NAMES, "the last minute"),
        ("openai", IT, datetime(2026, 11, 30, 23, tzinfo=UTC), frozenset(), "the day after"),
        ("openai", IT, datetime(2026, 10, 31, 22, 59, tzinfo=UTC), frozenset(), "the day before"),
        ("claude", IT, datetime(2026, 11, 2, tzinfo=UTC), frozenset(), "another tool"),
        ("openai", frozenset({"HR"}), datetime(2026, 11, 2, tzinfo=UTC), frozenset(), "another group"),
    ],
)
def test_approved_sources(tool, groups, now, approved, why):
    """For their tools, people and days alone."""
    assert read(SOURCES).approved_sources(Situation(tool, "chat", groups, now)) == approved, why


def source(entry="connector:connector_gmail", tool="openai", until="2026-11-30", by="PS"):
    return f'[[sources]]\nname="x"\nsources=["{entry}"]\ntools=["{tool}"]\napproved_by="{by}"\nsince=2026-11-01\nuntil={until}'


WRONG = [
    (source("http://mcp.urad.example/"), "sources\\[0\\].sources\\[0\\]: is no source; there are https", "a server without TLS"),
    (source("https://mcp.urad.example/%2e%2e/x"), "is no plain address", "a server's address with percent signs"),
    (source("https://jana@mcp.urad.example/"), "no user, no query", "a user before the host"),
    (source("https://mcp.úřad.example/"), "in ASCII", "a host that is not ASCII"),
    (source("connector_gmail"), "there are .*connector:ID", "an id without what it is of"),
    (source("gs://urad-spisy/a"), "its name alone", "one object of a bucket"),
    (source(tool="opnai"), "sources\\[0\\].tools: .*did you mean openai", "a tool of sources misspelt"),
    (source(until="2026-10-01"), "lies before", "sources that end before they begin"),
    (source(by=" "), "approved_by: .*write who", "sources approved by a space"),
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
