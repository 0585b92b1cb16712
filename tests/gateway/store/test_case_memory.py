"""Cases that were read before are not read again, and never old."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, event

from gateway.record.breach.case import Case
from gateway.record.breach.history import replay
from gateway.record.breach.listed import unlisted
from gateway.record.breach.plain import to_plain
from gateway.record.breach.step import Action
from gateway.store import case_memory, steps
from gateway.store.case_memory import CaseMemory
from gateway.store.engine import make_engine, reading, writing
from gateway.store.models import Base
from support.breach import incident

TABLE = Base.metadata.tables["breach_steps"]
ENDS = (Action.REPORT, Action.CLASSIFY, Action.CLOSE)


@pytest.fixture
def engine(url):
    with closing(_Closing(url)) as opened:
        yield opened.engine


class _Closing:
    def __init__(self, url):
        self.engine = make_engine(url)

    def close(self):
        self.engine.dispose()


def put(engine, case, upto, after=0):
    """Adds the steps of a case from one to another; the case they make."""
    made, taken = incident(upto, case)
    with writing(engine) as connection:
        steps.add(connection, TABLE, [to_plain(one) for one in taken[after:]])
    return made


def ask(engine, memory):
    """(the cases, how many statements read steps)."""
    read = []

    def count(_connection, _cursor, statement, *_rest):
        read.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    try:
        with reading(engine) as connection:
            return memory.cases(connection), sum("breach_steps.step" in one for one in read)
    finally:
        event.remove(engine, "before_cursor_execute", count)


def test_only_what_has_changed_is_read(engine):
    """Cases are the same as replayed anew after each step of one of them, a new one, and one that is gone; what stays costs no reading."""
    memory = CaseMemory(TABLE)
    assert ask(engine, memory) == ((), 0)
    first, second = put(engine, "2026-0001", ENDS[0]), put(engine, "2026-0002", ENDS[2])
    assert ask(engine, memory) == ((first, second), 1)
    assert ask(engine, memory) == ((first, second), 0)
    first = put(engine, "2026-0001", ENDS[1], after=first.steps)
    assert ask(engine, memory) == ((first, second), 1)
    third = put(engine, "2025-0007", ENDS[2])
    assert ask(engine, memory) == ((third, first, second), 1), "by number"
    with writing(engine) as connection:
        connection.execute(delete(TABLE).where(TABLE.c.case == "2026-0002"))
    assert ask(engine, memory) == ((third, first), 0)
    put(engine, "2026-0002", ENDS[0])
    assert [case.steps for case in ask(engine, memory)[0]] == [third.steps, first.steps, 1], "a number that comes again is another case"


def test_one_case(engine):
    """One case is as it is replayed, whatever happened to it; unchanged it is not read, and grown only what was added since is."""
    memory = CaseMemory(TABLE)
    assert one(engine, memory) == (Case("2026-0001"), 0)
    for end, rows in ((ENDS[0], 1), (ENDS[1], 3), (ENDS[2], 13)):
        known = len(taken(engine))
        case = put(engine, "2026-0001", end, after=known)
        assert one(engine, memory) == (case, rows), "the last step that was known, and those after it"
        assert one(engine, memory) == (case, 0)
        assert ask(engine, memory) == ((case,), 0), "both look into the same memory"
    with writing(engine) as connection:
        connection.execute(delete(TABLE))
    case = put(engine, "2026-0001", ENDS[1])
    assert one(engine, memory) == (case, 3), "a number that comes again is another case"
    with writing(engine) as connection:
        connection.execute(delete(TABLE))
    other = incident(ENDS[2])[1]
    later = [replace(one, case="2026-0001", at=one.at + timedelta(days=1)) for one in other]
    with writing(engine) as connection:
        steps.add(connection, TABLE, [to_plain(one) for one in later])
    assert one(engine, memory) == (replay("2026-0001", later), 13 + len(later)), (
        "also a longer one: its third step is not the one that was known"
    )


def test_what_is_kept(engine):
    """A memory that keeps a part of each case gives that part, and goes on from it."""
    memory = CaseMemory(TABLE, unlisted)
    case = put(engine, "2026-0001", ENDS[0])
    assert ask(engine, memory)[0] == (unlisted(case),) != (case,)
    case = put(engine, "2026-0001", ENDS[2], after=case.steps)
    assert ask(engine, memory)[0] == (unlisted(case),) == (one(engine, memory)[0],)


def taken(engine):
    """The steps that are there."""
    with reading(engine) as connection:
        return steps.read(connection, TABLE)


def one(engine, memory):
    """(the case, how many steps were read for it)."""
    read = []
    from_plain = case_memory.from_plain

    def counted(plain):
        read.append(plain)
        return from_plain(plain)

    with pytest.MonkeyPatch.context() as patch, reading(engine) as connection:
        patch.setattr(case_memory, "from_plain", counted)
        return memory.case(connection, "2026-0001"), len(read)


def test_what_an_older_view_saw_does_no_harm(engine):
    """A transaction that began before a step was added sees the case without it, also when the memory knows it already."""
    memory = CaseMemory(TABLE)
    before = put(engine, "2026-0001", ENDS[0])
    with reading(engine) as old:
        assert memory.cases(old) == (before,)
        after = put(engine, "2026-0001", ENDS[1], after=before.steps)
        assert ask(engine, memory)[0] == (after,)
        assert memory.cases(old) == (before,)
    assert ask(engine, memory)[0] == (after,)
