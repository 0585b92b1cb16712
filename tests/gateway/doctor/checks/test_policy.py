"""The policy of a node."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gateway.doctor.api import State
from gateway.doctor.checks import policy
from gateway.doctor.checks.policy import CHECK
from gateway.record.proposal import Proposal, Signer, What
from gateway.record.proposal import State as Decided
from gateway.store import confirming, paths
from gateway.store.migrate import migrate
from gateway.store.policy_steps import PolicyStepStore
from gateway.store.proposals import ProposalStore
from gateway.store.url import store_url
from support.doctor import around, states, worst

AT = datetime(2027, 3, 14, 8, tzinfo=UTC)
RULE = '[[policy.rules]]\nname = "openai e2"\naction = "warn"\nkinds = ["PERSON"]\ntools = ["openai"]\nuntil = 2027-09-01'


def test_a_node_of_its_own(tmp_path: Path) -> None:
    """No store, no console: the file's rules."""
    at = around(tmp_path, now=AT)
    at.settings.data.dir.mkdir()
    assert states(CHECK.run(at)) == ["OK"]


def test_what_the_console_decided_arrives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relief that was confirmed and is not in this node's file yet; then it is."""
    monkeypatch.setattr(policy, "ARRIVES", 0.0)
    at = around(tmp_path, now=AT)
    at.settings.data.dir.mkdir()
    url = store_url(at.settings)
    migrate(url)
    with closing(ProposalStore(url)) as proposals, closing(PolicyStepStore(url)) as steps:
        proposals.add(
            Proposal("p1", "e1", What.RULE, AT, "Petr", "r", date(2027, 9, 1), ("PERSON",), "openai", action="warn", ids=("account:petr",))
        )
        assert states(CHECK.run(at)) == ["OK"], "what waits does not hold anywhere"
        proposals.decide("p1", Decided.CONFIRMED, Signer("Jana", ("account:jana",)), RULE, AT)
        state, said = worst(CHECK, at)
        assert state is State.WARNING
        assert "has not arrived" in said
        assert confirming.write(proposals, steps, at.settings.data.dir, AT.date())
    assert states(CHECK.run(at)) == ["OK"]
    assert "1 of them decided in the console" in worst(CHECK, at)[1]


def test_rules_that_cannot_be_used(tmp_path: Path) -> None:
    """A node that starts with them stops everything found."""
    at = around(tmp_path, now=AT)
    at.settings.data.dir.mkdir()
    paths.confirmed_rules(at.settings.data.dir).write_text("[[policy.rules]]\naction = 5\n")
    state, said = worst(CHECK, at)
    assert state is State.FAULT
    assert "config check" in said
