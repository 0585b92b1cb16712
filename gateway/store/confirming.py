"""The duty of confirmed reliefs: writes what holds to two files of the node, which its processes follow. Any node does so for itself."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from gateway.record.proposal import Proposal, What
from gateway.store import paths
from gateway.store.proposals import ProposalStore

HEAD = "# Confirmed in the console. Written by the gateway from its store: changes made here are lost.\n"


def write(store: ProposalStore, data: Path, today: date) -> bool:
    """Brings both files up to date; whether one was another. Raises StoreUnavailable: then what held goes on holding, to its last day."""
    public = _put(paths.confirmed_public(data), store.in_force(What.VALUE, What.PERSON), today)
    return _put(paths.confirmed_rules(data), store.in_force(What.RULE), today) or public


def _put(path: Path, proposals: Iterable[Proposal], today: date) -> bool:
    lines = [one.lines for one in proposals if one.until >= today]
    wanted = "\n\n".join([HEAD, *lines]) + "\n" if lines else ""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if wanted == before:
        return False
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(wanted, encoding="utf-8")
    draft.replace(path)
    return True
