"""The policy that this node follows: its rules are sound, and what was decided in the console has arrived here."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime

from allowlist import prague
from gateway.confirmed import with_confirmed
from gateway.doctor.api import Check, Result, fault, ok, warning
from gateway.doctor.around import Around
from gateway.doctor.checks.ports import node_runs
from gateway.errors import UserError
from gateway.policy import policy_of
from gateway.settings import Settings
from gateway.store import confirming, opening, paths
from gateway.store.errors import StoreUnavailable
from gateway.store.policy_steps import PolicyStepStore
from gateway.store.proposals import ProposalStore
from gateway.store.url import store_url

ARRIVES = 5.0
"""Seconds; the writer looks every two (gateway/parts/writer.py)."""


def run(around: Around) -> Iterator[Result]:
    """The rules as a start would read them; then the store against this node's files."""
    settings = around.settings
    try:
        rules = with_confirmed(settings.policy, paths.confirmed_rules(settings.data.dir))
        version = policy_of(settings.model_copy(update={"policy": rules}), around.register.catalogue.services).version
    except UserError as error:
        yield fault(f"{error}", "celnice config check; after a start with this everything found is stopped")
        return
    yield ok(f"version {version}, {len(rules.rules)} rules, {len(rules.rules) - len(settings.policy.rules)} of them decided in the console")
    try:
        behind = _behind(settings, around.now())
        if behind and node_runs(settings.data.dir):
            time.sleep(ARRIVES)  # it may have been decided just now
            behind = _behind(settings, around.now())
    except (UserError, StoreUnavailable):
        return  # the check `store` says so, once
    if behind:
        todo = "see what the check `store` says, and the log for `duty decided in the console`"
        yield warning(
            "what was decided in the console has not arrived on this node", todo if node_runs(settings.data.dir) else "start celnice run"
        )


def _behind(settings: Settings, now: datetime) -> bool:
    url = store_url(settings)
    opening.existing(url).close()
    with closing(ProposalStore(url)) as proposals, closing(PolicyStepStore(url)) as steps:
        return confirming.behind(proposals, steps, settings.data.dir, prague.day(now))


CHECK = Check("policy", 85, run)
