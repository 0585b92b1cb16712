"""Yearly reports that were handed in, in the store: each entry is one transaction with its event."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import func, insert, select

from gateway.record import chain, hand_in
from gateway.record.canonical import canonical
from gateway.record.chain import milliseconds, moment
from gateway.record.hand_in import HandIn
from gateway.reference import new_reference
from gateway.store import appending
from gateway.store.auditing import WRITER
from gateway.store.engine import make_engine, reading, writing
from gateway.store.models import Base

_TABLE = Base.metadata.tables["hand_ins"]


class HandInStore:
    """The entries behind a URL. Every method may raise StoreUnavailable."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()

    def add(self, one: HandIn) -> HandIn:
        """Keeps an entry as the next of its year; returns it with its number. What it says was checked (:func:`hand_in.check`)."""
        with writing(self._engine) as connection:
            appending.append(connection, [chain.draft(canonical(hand_in.payload(one, new_reference())))], WRITER)
            last = connection.scalar(select(func.max(_TABLE.c.number)).where(_TABLE.c.year == one.year)) or 0
            kept = replace(one, number=last + 1)
            row = {
                "day": one.day.isoformat(),
                "at_ms": milliseconds(one.at),
                "handed_by": one.by,
                "handed_to": one.to,
                "digest": one.digest,
            }
            connection.execute(insert(_TABLE), {"year": one.year, "number": kept.number, **row, "ids": json.dumps(one.ids)})
        return kept

    def listed(self) -> Sequence[HandIn]:
        """Every entry, the newest year first, and in a year the first one first."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(_TABLE).order_by(_TABLE.c.year.desc(), _TABLE.c.number)).all()
        return tuple(
            HandIn(
                row.year,
                date.fromisoformat(row.day),
                moment(row.at_ms),
                row.handed_by,
                row.handed_to,
                row.digest,
                tuple(json.loads(row.ids)),
                row.number,
            )
            for row in rows
        )
