"""Decisions as a table."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.finding import Finding
from gateway.decide.action import FLOOR, Action
from gateway.decide.bounds import Limits
from gateway.decide.policy import Policy, Ruling, decide, decide_opaque
from gateway.decide.rules import Approval, Bounds, Monitor, Period, Permission, Rule, Situation
from gateway.decide.verdict import Block, Pass, PassRecorded, Pseudonymise, Verdict, Warn
from gateway.model import OpaqueReason, SegmentKind, Unscanned


def finding(score: float = 0.9, public: str | None = None) -> Finding:
    return Finding("CZ_BIRTH_NUMBER", 0, 11, score, "test", public=public)


TABLE = [
    ([], [], Pass(), "nothing found, everything scanned"),
    ([finding()], [], Block("personal_data"), "personal data blocks, everywhere"),
    ([finding(0.5)], [], Block("personal_data"), "the threshold itself counts"),
    ([finding(0.49)], [], Pass(), "below the threshold"),
    ([finding(public="holder of public office")], [], Pass(), "a public person with nothing else"),
    ([finding(public="historical"), finding()], [], Block("personal_data"), "a public person beside somebody's number"),
    ([], [Unscanned("deadline")], Block("not_scanned", "deadline"), "not scanned is never clean"),
    ([finding(0.2)], [Unscanned("queue_full")], Block("not_scanned", "queue_full"), "a weak finding does not hide a failed scan"),
    ([finding()], [Unscanned("deadline")], Block("personal_data"), "the finding explains more than the failure"),
]


@pytest.mark.parametrize(("findings", "unscanned", "verdict", "why"), TABLE, ids=[row[3] for row in TABLE])
def test_decide(findings: list[Finding], unscanned: list[Unscanned], verdict: object, why: str) -> None:
    """A verdict follows from findings and failures alone."""
    acted_on = [one for one in findings if Policy().acts_on(one)]
    assert decide(acted_on, unscanned) == verdict, why


@pytest.mark.parametrize(
    ("findings", "unscanned", "passes", "verdict", "why"),
    [
        ([], [], False, Block("opaque_body", "unknown_file"), "nobody saw what is in it"),
        ([], [], True, PassRecorded("unknown_file"), "an office may let it pass, recorded"),
        ([finding()], [], True, Block("personal_data"), "what is found stops it all the same"),
        ([finding()], [], False, Block("personal_data"), "the finding explains more"),
        ([], [Unscanned("deadline")], True, Block("not_scanned", "deadline"), "not scanned is never clean"),
    ],
)
def test_unknown_files(findings: list[Finding], unscanned: list[Unscanned], passes: bool, verdict: object, why: str) -> None:
    """A file at the provider that was not scanned here is opaque; the policy may say otherwise, and is another one then."""
    policy = Policy(unknown_files_pass=passes)
    assert decide(findings, unscanned, policy, unknown_file=True) == verdict, why
    assert (policy.version == Policy().version) is not passes


@pytest.mark.parametrize("reason", OpaqueReason)
def test_opaque_blocks(reason: OpaqueReason) -> None:
    """Whatever the reason, a body that cannot be read does not leave."""
    verdict = decide_opaque(reason)
    assert isinstance(verdict, Block)
    assert verdict.detail == reason.value


def test_version_follows_the_policy() -> None:
    """Another policy has another version, the same policy the same."""
    assert Policy(0.5).version == Policy().version
    assert Policy(0.6).version != Policy().version


def test_names_are_not_looked_for_in_headers() -> None:
    """Programs write headers: a name there is noise, an identifier is not."""
    person = Finding("PERSON", 0, 3, 0.9, "test")
    assert not Policy().acts_on(person, SegmentKind.HEADER)
    assert Policy().acts_on(person, SegmentKind.KEY)
    assert Policy().acts_on(finding(), SegmentKind.HEADER)


NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HERE = Situation("openai", "chat.completions", frozenset({"IT"}), NOW)
RUNNING = Period(NOW - timedelta(days=1), NOW + timedelta(days=1))
ENDED = Period(NOW - timedelta(days=2), NOW)


def of(entity: str, score: float = 0.9) -> Finding:
    return Finding(entity, 0, 3, score, "test")


def permitted(period: Period = RUNNING) -> dict[str, Permission]:
    return {"openai": Permission("openai", "WG", period)}


RULED = [
    (Policy(), "PERSON", Block("personal_data"), "the default"),
    (Policy(rules=(Rule("r", Action.IGNORE, frozenset({"PERSON"})),)), "PERSON", Pass(), "ignored"),
    (Policy(rules=(Rule("r", Action.IGNORE, frozenset({"VIN"})),)), "PERSON", Block("personal_data"), "another kind"),
    (Policy(rules=(Rule("r", Action.IGNORE, tools=frozenset({"claude"})),)), "PERSON", Block("personal_data"), "another tool"),
    (Policy(rules=(Rule("r", Action.IGNORE, groups=frozenset({"IT"})),)), "PERSON", Pass(), "one of the person's groups"),
    (
        Policy(rules=(Rule("r", Action.IGNORE, groups=frozenset({"HR"})),)),
        "PERSON",
        Block("personal_data"),
        "not one of the person's groups",
    ),
    (Policy(rules=(Rule("r", Action.IGNORE, operations=frozenset({"files"})),)), "PERSON", Block("personal_data"), "another operation"),
    (Policy(rules=(Rule("r", Action.IGNORE, below=0.9),)), "PERSON", Block("personal_data"), "too sure for the rule"),
    (Policy(rules=(Rule("r", Action.IGNORE, period=ENDED),)), "PERSON", Block("personal_data"), "the rule has ended"),
    (Policy(rules=(Rule("a", Action.WARN), Rule("b", Action.IGNORE))), "PERSON", Warn("personal_data"), "the first rule that fits"),
    (Policy(rules=(Rule("r", Action.PSEUDONYMISE),)), "PERSON", Block("personal_data"), "pseudonymise without permission"),
    (
        Policy(rules=(Rule("r", Action.PSEUDONYMISE),), permissions=permitted(ENDED)),
        "PERSON",
        Block("personal_data"),
        "permission has ended",
    ),
    (Policy(rules=(Rule("r", Action.PSEUDONYMISE),), permissions=permitted()), "PERSON", Pseudonymise("personal_data"), "permitted"),
    (
        Policy(rules=(Rule("r", Action.PSEUDONYMISE),), permissions=permitted()),
        "HEALTH",
        Pseudonymise("personal_data"),
        "a floor may be so",
    ),
    (Policy(rules=(Rule("r", Action.WARN),)), "HEALTH", Block("personal_data"), "a floor is never only warned of"),
    (Policy(rules=(Rule("r", Action.IGNORE),)), "CZ_BIRTH_NUMBER", Block("personal_data"), "nor ignored"),
    (
        Policy(monitors={"openai": Monitor("openai", "WG", "DPO", RUNNING)}),
        "PERSON",
        PassRecorded("monitored"),
        "a trial lets through, recorded",
    ),
    (
        Policy(monitors={"openai": Monitor("openai", "WG", "DPO", RUNNING)}),
        "HEALTH",
        Block("personal_data"),
        "floors block in a trial, too",
    ),
    (Policy(monitors={"openai": Monitor("openai", "WG", "DPO", ENDED)}), "PERSON", Block("personal_data"), "a trial that has ended"),
    (Policy(monitors={"claude": Monitor("claude", "WG", "DPO", RUNNING)}), "PERSON", Block("personal_data"), "another tool's trial"),
]


@pytest.mark.parametrize(("policy", "entity", "verdict", "why"), RULED, ids=[row[3] for row in RULED])
def test_rules(policy: Policy, entity: str, verdict: Verdict, why: str) -> None:
    """Rules, permissions, trials and floors."""
    assert decide([of(entity)], [], policy, HERE) == verdict, why


def test_the_strictest_decides() -> None:
    """Of several findings the strictest action; a failed scan blocks whatever the findings were allowed."""
    policy = Policy(rules=(Rule("w", Action.WARN, frozenset({"PERSON"})), Rule("i", Action.IGNORE, frozenset({"VIN"}))))
    assert decide([of("VIN"), of("PERSON")], [], policy, HERE) == Warn("personal_data")
    assert decide([of("VIN"), of("PERSON"), of("AGE")], [], policy, HERE) == Block("personal_data")
    assert decide([of("PERSON")], [Unscanned("deadline")], policy, HERE) == Block("not_scanned", "deadline")


def test_public_values_may_count() -> None:
    """An office may switch off that public persons pass."""
    person = Finding("PERSON", 0, 3, 0.9, "test", public="historical")
    assert not Policy().acts_on(person)
    assert Policy(public_values_pass=False).acts_on(person)


@given(
    st.lists(
        st.builds(
            Rule, st.just("r"), st.sampled_from(Action), st.sets(st.sampled_from(["HEALTH", "PERSON", "CZ_BIRTH_NUMBER"])).map(frozenset)
        )
    ),
    st.booleans(),
    st.sampled_from(sorted(FLOOR)),
)
def test_no_policy_lets_a_floor_kind_out(rules: list[Rule], trial: bool, entity: str) -> None:
    """Whatever the rules and trials say, a floor kind is blocked or pseudonymised."""
    monitors = {"openai": Monitor("openai", "WG", "DPO", RUNNING)} if trial else {}
    policy = Policy(rules=tuple(rules), permissions=permitted(), monitors=monitors)
    assert policy.ruling(of(entity), HERE).action >= Action.PSEUDONYMISE


def test_without_a_situation() -> None:
    """Nothing but the default holds where the tool and the time are not known."""
    assert Policy(rules=(Rule("r", Action.IGNORE),)).ruling(of("PERSON"), None) == Ruling(Action.BLOCK, "default")


def test_versions_tell_rules_apart() -> None:
    """Each part of a policy changes its version, and the order of a set does not."""
    policies = [
        Policy(),
        Policy(public_values_pass=False),
        Policy(rules=(Rule("r", Action.WARN),)),
        Policy(rules=(Rule("r", Action.WARN, frozenset({"VIN", "AGE"})),)),
        Policy(bounds=(Bounds("b", threshold=0.6),)),
        Policy(bounds=(Bounds("b", threshold=0.7),)),
        Policy(sources=(Approval("s", frozenset({"connector:a"}), frozenset({"openai"})),)),
        Policy(sources=(Approval("s", frozenset({"connector:b"}), frozenset({"openai"})),)),
        Policy(permissions=permitted()),
        Policy(monitors={"openai": Monitor("openai", "WG", "DPO", RUNNING)}),
    ]
    assert len({policy.version for policy in policies}) == len(policies)


@pytest.mark.parametrize(
    ("entity", "score", "own", "counts", "why"),
    [
        ("PERSON", 0.6, None, True, "the policy's own threshold"),
        ("PERSON", 0.6, 0.7, False, "a tool where only sure findings count"),
        ("PERSON", 0.4, 0.3, True, "a tool where weak ones count, too"),
        ("HEALTH", 0.6, 0.7, True, "of a floor kind the lower threshold counts"),
        ("HEALTH", 0.4, 0.3, True, "a stricter one holds for floor kinds, too"),
    ],
)
def test_thresholds_of_a_tool_and_group(entity: str, score: float, own: float | None, counts: bool, why: str) -> None:
    """An entry may set another threshold; for floor kinds only a stricter one."""
    held = Policy(bounds=(Bounds("b", groups=frozenset({"IT"}), threshold=own),)).limits(HERE)
    assert Policy().acts_on(of(entity, score), held=held) is counts, why
    assert Policy().limits(HERE) == Limits()
