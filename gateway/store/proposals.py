"""Proposed reliefs in the store: each step is one transaction with its event."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from gateway.record import chain, proposal
from gateway.record.canonical import canonical
from gateway.record.chain import milliseconds, moment
from gateway.record.proposal import Proposal, ProposalError, Signer, State, What
from gateway.reference import new_reference
from gateway.store import appending
from gateway.store.auditing import WRITER
from gateway.store.engine import make_engine, reading, writing
from gateway.store.models import Base

_TABLE = Base.metadata.tables["proposals"]
MOST = 1_000
"""Proposals of one listing."""


class ProposalStore:
    """The proposals behind a URL. Every method may raise StoreUnavailable."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()

    def add(self, one: Proposal) -> None:
        """Keeps a proposal. Raises ProposalError ``twice`` when one of its event waits."""
        row = {"id": one.id, "event": one.event, "what": one.what.value, "at_ms": milliseconds(one.at), "facts": json.dumps(one.facts())}
        with writing(self._engine) as connection:
            waits = select(_TABLE.c.id).where(_TABLE.c.event == one.event, _TABLE.c.state == State.WAITS.value)
            if connection.scalar(waits) is not None:
                raise ProposalError("twice")
            connection.execute(insert(_TABLE), {**row, "state": State.WAITS.value, "decided_ms": None, "decided_by": "", "lines": ""})
            _tell(connection, one)

    def decide(self, identity: str, state: State, who: Signer, lines: str, now: datetime) -> Proposal:
        """Confirms or refuses. Raises ProposalError ``gone`` when it does not wait, ``same`` for whoever proposed it, ``unsigned`` for
        confirming what no account proposed.
        """
        with writing(self._engine) as connection:
            row = connection.execute(select(_TABLE).where(_TABLE.c.id == identity)).one_or_none()
            if row is None or row.state != State.WAITS.value:
                raise ProposalError("gone")
            waiting = _proposal(row)
            if state is State.CONFIRMED and not waiting.ids:
                raise ProposalError("unsigned")
            if waiting.of(who):
                raise ProposalError("same")
            done = replace(waiting, state=state, decided=now, decided_by=who.name, decided_ids=who.ids, lines=lines)
            values = {"state": state.value, "decided_ms": milliseconds(now), "decided_by": who.name, "lines": lines}
            connection.execute(update(_TABLE).where(_TABLE.c.id == identity).values(values))
            _tell(connection, done)
        return done

    def get(self, identity: str) -> Proposal | None:
        """One proposal."""
        with reading(self._engine) as connection:
            row = connection.execute(select(_TABLE).where(_TABLE.c.id == identity)).one_or_none()
        return None if row is None else _proposal(row)

    def of_event(self, event: str) -> tuple[Proposal, ...]:
        """The proposals out of one report, newest first."""
        return self._listed(_TABLE.c.event == event)

    def waiting(self) -> tuple[Proposal, ...]:
        """Those that wait for the officer, newest first."""
        return self._listed(_TABLE.c.state == State.WAITS.value)

    def in_force(self, *whats: What) -> tuple[Proposal, ...]:
        """Those that were confirmed, newest first; each says itself until when it holds."""
        return self._listed(_TABLE.c.state == State.CONFIRMED.value, _TABLE.c.what.in_([what.value for what in whats]))

    def _listed(self, *conditions: Any) -> tuple[Proposal, ...]:
        query = select(_TABLE).where(*conditions).order_by(_TABLE.c.at_ms.desc(), _TABLE.c.id).limit(MOST)
        with reading(self._engine) as connection:
            rows: Sequence[Row[Any]] = connection.execute(query).all()
        return tuple(map(_proposal, rows))


def _proposal(row: Row[Any]) -> Proposal:
    decided = None if row.decided_ms is None else moment(row.decided_ms)
    waiting = proposal.from_facts(row.id, row.event, row.what, moment(row.at_ms), json.loads(row.facts))
    return replace(waiting, state=State(row.state), decided=decided, decided_by=row.decided_by, lines=row.lines)


def _tell(connection: Connection, one: Proposal) -> None:
    appending.append(connection, [chain.draft(canonical(proposal.payload(one, new_reference())))], WRITER)
