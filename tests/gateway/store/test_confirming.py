"""Confirmed reliefs as files of a node."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from detectors.public.entry import read
from gateway.confirmed import with_confirmed
from gateway.policy_settings import Policy
from gateway.record.policy_step import Step
from gateway.record.proposal import Proposal, Signer, State, What
from gateway.store import confirming, paths
from gateway.store.policy_steps import PolicyStepStore
from gateway.store.proposals import ProposalStore
from support.stores import sqlite_url

AT = datetime(2027, 3, 14, 8, tzinfo=UTC)
ONE = Proposal("p1", "e1", What.PERSON, AT, "Petr", "starosta", date(2027, 9, 1), ("PERSON",), "openai", ids=("account:petr",))
ENTRY = '[[public]]\nperson = "Jana Vzorová"\nwhy = "starostka"\nwho = "pověřenec"\nuntil = 2027-09-01'
RULE = '[[policy.rules]]\nname = "openai e2"\naction = "warn"\nkinds = ["PERSON"]\ntools = ["openai"]\nuntil = 2027-09-01'


def test_the_files_say_what_holds(tmp_path: Path) -> None:
    """What was confirmed, until its last day; written only when it is another."""
    today = AT.date()
    url = sqlite_url(tmp_path)
    with closing(ProposalStore(url)) as store, closing(PolicyStepStore(url)) as steps:
        assert confirming.write(store, steps, tmp_path, today), "that there is no rule is known from now on"
        assert not paths.confirmed_public(tmp_path).exists(), "nothing was confirmed: no file"
        store.add(ONE)
        store.add(replace(ONE, id="p2", event="e2", what=What.RULE, action="warn"))
        assert not confirming.write(store, steps, tmp_path, today), "what waits does not hold"
        store.decide("p1", State.CONFIRMED, Signer("Jana", ("account:jana",)), ENTRY, AT)
        store.decide("p2", State.CONFIRMED, Signer("Jana", ("account:jana",)), RULE, AT)
        assert confirming.write(store, steps, tmp_path, today)
        assert not confirming.write(store, steps, tmp_path, today)
        assert [one.what for one in read(paths.confirmed_public(tmp_path).read_text(encoding="utf-8"))] == ["Jana Vzorová"]
        assert [rule.name for rule in with_confirmed(Policy(), paths.confirmed_rules(tmp_path)).rules] == ["openai e2"]
        assert confirming.write(store, steps, tmp_path, ONE.until + timedelta(days=1))
        assert read(paths.confirmed_public(tmp_path).read_text(encoding="utf-8")) == ()
        assert with_confirmed(Policy(), paths.confirmed_rules(tmp_path)).rules == ()


def test_a_node_that_never_read_the_store(tmp_path: Path) -> None:
    """It stops everything found until the store has answered once; one that knows what held goes on with that."""
    rules = paths.confirmed_rules(tmp_path)
    assert confirming.unknown(tmp_path)
    (rule,) = with_confirmed(Policy(), rules).rules
    assert (rule.action, rule.kinds, rule.tools, rule.groups, rule.until) == ("block", (), (), (), None)
    assert confirming.unknown(tmp_path), "until the store has answered"
    url = sqlite_url(tmp_path)
    with closing(ProposalStore(url)) as store, closing(PolicyStepStore(url)) as steps:
        assert confirming.write(store, steps, tmp_path, AT.date())
    assert with_confirmed(Policy(), rules).rules == ()
    assert not confirming.unknown(tmp_path)
    assert with_confirmed(Policy(), rules).rules == ()


@pytest.mark.parametrize(
    ("url", "strict", "why"),
    [
        ("postgresql+psycopg://celnice@127.0.0.1:9/celnice", True, "other nodes may have decided there"),
        ("sqlite:///{folder}/store.sqlite3", True, "a store without this node's folder"),
        ("sqlite:///{folder}/new.sqlite3", False, "nobody has decided in a store that is not there"),
    ],
)
def test_before_anything_is_served(tmp_path: Path, url: str, strict: bool, why: str) -> None:
    """What the store may hold and this node has not read is thought to be strict; what it has read is left as it is."""
    sqlite_url(tmp_path)
    confirming.begin(url.format(folder=tmp_path), tmp_path)
    assert paths.confirmed_rules(tmp_path).exists() is strict, why
    paths.confirmed_rules(tmp_path).write_text(confirming.NONE, encoding="utf-8")
    confirming.begin(url.format(folder=tmp_path), tmp_path)
    assert with_confirmed(Policy(), paths.confirmed_rules(tmp_path)).rules == ()


def test_two_who_decide_at_once(tmp_path: Path) -> None:
    """They are threads of one process: each writes a whole file, and neither takes the other's draft away."""
    url, inside, most = sqlite_url(tmp_path), list[int](), list[int]()
    with closing(ProposalStore(url)) as store, closing(PolicyStepStore(url)) as steps:
        store.add(replace(ONE, what=What.RULE, action="warn"))
        store.decide("p1", State.CONFIRMED, Signer("Jana", ("account:jana",)), RULE, AT)
        listed = steps.steps

        def slowly() -> tuple[Step, ...]:
            inside.append(1)
            most.append(len(inside))
            try:
                return listed()
            finally:
                inside.pop()

        with ThreadPoolExecutor(4) as threads, patch.object(steps, "steps", slowly):
            days = [AT.date() + timedelta(days=shift) for shift in (0, 400) * 40]
            assert any(threads.map(lambda day: confirming.write(store, steps, tmp_path, day), days))
        assert max(most) == 1, "what one reads is not put over what another has read later"
        confirming.write(store, steps, tmp_path, AT.date())
        assert [rule.name for rule in with_confirmed(Policy(), paths.confirmed_rules(tmp_path)).rules] == ["openai e2"]
