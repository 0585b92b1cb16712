"""What could not be read: a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.finding import Finding
from gateway.decide.action import FLOOR, Action
from gateway.decide.choice import Choice
from gateway.decide.offers import offered
from gateway.decide.policy import Policy, decide
from gateway.decide.rules import Monitor, Period, Permission, Rule, Situation, Unread
from gateway.decide.unread import NOT_SCANNED, TOLERABLE, UNREAD, opaque, stopped
from gateway.decide.verdict import Block, Pass, PassRecorded, Verdict, Warn
from gateway.model import OpaqueReason, Unscanned

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RUNNING = Period(NOW - timedelta(days=1), NOW + timedelta(days=1))
HERE = Situation("openai", "chat", frozenset({"IT"}), NOW)
CONFIRMED = replace(HERE, chosen=Choice.CONFIRM)
MAY = Unread("záznamy", frozenset({OpaqueReason.MEDIA, NOT_SCANNED}), True, frozenset({"openai"}), approved_by="WG", period=RUNNING)
WARN = Rule("jména", Action.WARN, frozenset({"PERSON"}))
MEDIA, LATE = [OpaqueReason.MEDIA], [Unscanned("deadline")]
OPAQUE = Block("opaque_body", "media")


def finding(kind: str) -> Finding:
    return Finding(kind, 0, 5, 0.9, "test")


@pytest.mark.parametrize(
    ("entries", "kinds", "unscanned", "unread", "situation", "verdict", "why"),
    [
        ((), [], [], MEDIA, HERE, OPAQUE, "the default: stopped"),
        ((), [], [], MEDIA, CONFIRMED, OPAQUE, "nothing was left to confirm"),
        ((MAY,), [], [], MEDIA, HERE, Warn(UNREAD, "media"), "listed: asked about"),
        ((MAY,), [], [], MEDIA, CONFIRMED, PassRecorded(UNREAD), "confirmed: it leaves, recorded"),
        ((MAY,), [], [], [], HERE, Pass(), "everything was read"),
        ((MAY,), [], [], [OpaqueReason.ENCRYPTED], CONFIRMED, Block("opaque_body", "encrypted"), "encrypted is stopped unless listed"),
        ((MAY,), [], [], [*MEDIA, OpaqueReason.ENCRYPTED], CONFIRMED, Block("opaque_body", "encrypted"), "one of two files is not listed"),
        ((MAY,), [], LATE, [], HERE, Warn(UNREAD, "deadline"), "a text that the detectors gave up on"),
        ((MAY,), [], LATE, [], CONFIRMED, PassRecorded(UNREAD), "the same, confirmed"),
        ((MAY,), [], LATE, [OpaqueReason.ENCRYPTED], CONFIRMED, Block("opaque_body", "encrypted"), "the file beside it is not listed"),
        ((replace(MAY, tools=frozenset({"claude"})),), [], [], MEDIA, CONFIRMED, OPAQUE, "another tool's"),
        ((replace(MAY, groups=frozenset({"HR"})),), [], [], MEDIA, CONFIRMED, OPAQUE, "another group's"),
        ((replace(MAY, groups=frozenset({"IT"})),), [], [], MEDIA, HERE, Warn(UNREAD, "media"), "this group's"),
        ((replace(MAY, operations=frozenset({"files"})),), [], [], MEDIA, HERE, OPAQUE, "another operation's"),
        ((replace(MAY, period=Period(NOW - timedelta(2), NOW)),), [], [], MEDIA, CONFIRMED, OPAQUE, "it has ended"),
        ((replace(MAY, warns=False), MAY), [], [], MEDIA, CONFIRMED, OPAQUE, "the first entry that fits says block"),
        ((MAY,), ["CZ_BIRTH_NUMBER"], [], MEDIA, CONFIRMED, Block("personal_data"), "a floor beside it"),
        ((MAY,), ["VIN"], [], MEDIA, CONFIRMED, Block("personal_data"), "a finding that blocks beside it"),
        ((MAY,), ["PERSON"], [], MEDIA, HERE, Warn(UNREAD, "media"), "a name that is warned of: one question"),
        ((MAY,), ["PERSON"], [], MEDIA, CONFIRMED, PassRecorded("confirmed"), "and one answer; what was found left in full"),
        ((MAY,), ["AGE"], [], MEDIA, CONFIRMED, OPAQUE, "tokens promise that no value leaves, and here nobody knows"),
    ],
)
def test_decide(
    entries: tuple[Unread, ...],
    kinds: list[str],
    unscanned: list[Unscanned],
    unread: list[OpaqueReason],
    situation: Situation,
    verdict: Verdict,
    why: str,
) -> None:
    """What could not be read is stopped, or confirmed where an entry says so; it never passes by itself."""
    rules = (WARN, Rule("věk", Action.PSEUDONYMISE, frozenset({"AGE"})))
    policy = Policy(rules=rules, unread=entries, permissions={"openai": Permission("openai", "WG", RUNNING)})
    found = [finding(kind) for kind in kinds]
    assert decide(found, unscanned, policy, situation, unread=unread) == verdict, why
    offers = offered(verdict, found, policy, situation, unscanned, unread)
    assert (Choice.CONFIRM in offers) is isinstance(verdict, Warn), why
    assert Choice.PSEUDONYMISE not in offers, why


@given(
    st.sets(st.sampled_from(sorted(TOLERABLE))),
    st.sampled_from([None, *Choice]),
    st.lists(st.sampled_from(sorted(OpaqueReason)), min_size=1, max_size=3),
    st.sampled_from(["", *sorted(FLOOR)]),
    st.booleans(),
)
def test_no_policy_lets_it_pass_by_itself(
    reasons: set[str], chosen: Choice | None, unread: list[OpaqueReason], kind: str, trial: bool
) -> None:
    """Whatever is listed and in any trial: without a confirmation nothing unread leaves, and beside a floor kind it never does."""
    monitors = {"openai": Monitor("openai", "WG", "DPO", RUNNING)} if trial else {}
    policy = Policy(unread=(replace(MAY, reasons=frozenset(reasons)),), monitors=monitors)
    found = [finding(kind)] if kind else []
    verdict = decide(found, [], policy, replace(HERE, chosen=chosen), unread=unread)
    if chosen is not Choice.CONFIRM or kind or not set(unread) <= reasons:
        assert isinstance(verdict, (Block, Warn))
    else:
        assert verdict == PassRecorded(UNREAD)


def test_only_files_and_unscanned_texts_can_be_confirmed() -> None:
    """A body whose own shape is in doubt, or that is over a limit, is in no list: what leaves would not be what was looked at."""
    never = set(OpaqueReason) - TOLERABLE
    assert never >= {OpaqueReason.TOO_LARGE, OpaqueReason.TRAILING_BYTES, OpaqueReason.AMBIGUOUS_HEADERS, OpaqueReason.INVALID_JSON}
    assert never >= {OpaqueReason.LIMIT_TEXT, OpaqueReason.MISSING_PIECES, OpaqueReason.TOKENS, OpaqueReason.UNKNOWN_FILE}


@pytest.mark.parametrize(
    ("detail", "block", "why"),
    [
        ("media", Block("opaque_body", "media"), "a file"),
        ("too_large", Block("too_large", "too_large"), "over the gateway's limit"),
        ("limit_text", Block("policy_limit", "limit_text"), "over the office's"),
        ("deadline", Block("not_scanned", "deadline"), "a text that was not scanned"),
    ],
)
def test_stopped(detail: str, block: Block, why: str) -> None:
    """A warning that nobody can confirm is the block that it would have been."""
    assert stopped(detail) == block, why
    if detail in set(OpaqueReason):
        assert opaque(OpaqueReason(detail)) == block


def test_an_entry_makes_another_policy() -> None:
    """Each part of an entry changes the policy's version."""
    policies = [
        Policy(),
        Policy(unread=(MAY,)),
        Policy(unread=(replace(MAY, warns=False),)),
        Policy(unread=(replace(MAY, approved_by="X"),)),
    ]
    assert len({policy.version for policy in policies}) == len(policies)
