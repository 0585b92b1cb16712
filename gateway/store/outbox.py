"""How far each feed has come, whose turn it is, and the dead letters: the store's side of :mod:`gateway.feeds.outbox`."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text, update

from gateway.feeds.api import Entry, Portion, Status
from gateway.feeds.cases import case_event
from gateway.feeds.heads import heads_event
from gateway.feeds.outbound import outbound
from gateway.record.breach.case import Case
from gateway.record.breach.history import take
from gateway.record.breach.plain import from_plain
from gateway.record.chain import milliseconds, moment
from gateway.store import cursor, steps
from gateway.store.engine import make_engine, reading, writing
from gateway.store.events import EventStore
from gateway.store.models import Base, CursorRecord, EventRecord, FeedCaseRecord, FeedLetterRecord, FeedRecord
from gateway.store.rows import Filters

_STEPS = Base.metadata.tables["breach_steps"]

BEGUN = "begun"


@dataclass(frozen=True, slots=True)
class Wants:
    """What a feed carries, from its settings."""

    contents: tuple[str, ...] = ("events", "cases", "heads")
    types: tuple[str, ...] = ()
    only_left: bool = False
    from_start: bool = False
    routes: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    tools: Collection[str] = field(default=(), repr=False)
    """Ids of the catalogue: what people wrote as a tool is sent only if it is one."""
    link: str = ""
    superiors: bool = False
    """Only first reports that an employee made, with the superior's account; never for a feed that leaves as data."""

    def take(self, case: Case, event: Mapping[str, Any]) -> bool:
        """Whether a step of a case is carried."""
        if self.superiors and (event["type"] != "breach.suspected" or case.facts.get("route") != "superior"):
            return False
        if self.only_left and not event["left"]:
            return False
        if self.routes and case.facts.get("route") not in self.routes:
            return False
        return not self.departments or case.facts.get("department") in self.departments


@dataclass(frozen=True, slots=True)
class Letter:
    """A dead letter: ``reference`` names the event, the step or the day; ``event`` is what it says today, None once that is erased."""

    content: str
    reference: str
    at: datetime
    reason: str


class FeedLedger:
    """A ledger (:class:`gateway.feeds.api.Ledger`). ``holder`` names the process and differs between any two."""

    def __init__(self, url: str, name: str, wants: Wants, holder: str) -> None:
        self._engine = make_engine(url)
        self._events = EventStore(url)
        self._name, self._wants, self._holder = name, wants, holder

    def close(self) -> None:
        """Closes the connections."""
        self._events.close()
        self._engine.dispose()

    def begin(self) -> None:
        """Sets the cursors of a new feed, or of a content that it did not carry before."""
        with writing(self._engine) as connection:
            if _feed(connection, self._name) is None:
                row = {"holder": "", "until_ms": 0, "item": "", "since_ms": 0, "attempts": 0, "next_ms": 0, "reason": "", "sent_ms": 0}
                connection.execute(insert(FeedRecord), [{"name": self._name, **row}])
            for content in self._wants.contents:
                if _cursor(connection, self._key(content)) is None:
                    self._begin(connection, content)

    def _begin(self, connection: Connection, content: str) -> None:
        start = BEGUN
        if content == "events":
            newest = connection.execute(select(func.coalesce(func.max(EventRecord.position), 0))).scalar_one()
            start = cursor.encode(0 if self._wants.from_start else newest)
        elif content == "cases" and not self._wants.from_start:
            connection.execute(delete(FeedCaseRecord).where(FeedCaseRecord.feed == self._name))
            last = connection.execute(select(_STEPS.c.case, func.max(_STEPS.c.number)).group_by(_STEPS.c.case)).all()
            if last:
                connection.execute(insert(FeedCaseRecord), [{"feed": self._name, "case": case, "number": number} for case, number in last])
        connection.execute(insert(CursorRecord), [{"name": self._key(content), "cursor": start}])

    def status(self) -> Status:
        """How it goes."""
        with reading(self._engine) as connection:
            row = _feed(connection, self._name)
            if row is None:
                return Status()
            held = bool(row.holder) and row.until_ms > _now(connection)
        return Status(row.item, _at(row.since_ms), row.attempts, _at(row.next_ms), row.reason, _at(row.sent_ms), held)

    def portion(self, content: str, limit: int) -> Portion:
        """What comes next."""
        if content == "events":
            return self._event_portion(limit)
        return self._case_portion(limit) if content == "cases" else self._head_portion()

    def _event_portion(self, limit: int) -> Portion:
        with reading(self._engine) as connection:
            before = _cursor(connection, self._key("events"))
        page = self._events.page(before, limit, Filters(types=self._wants.types))
        return Portion("events", tuple(Entry(row.cursor, outbound(row.public())) for row in page.rows), page.next)

    def _case_portion(self, limit: int) -> Portion:
        with reading(self._engine) as connection:
            waiting = _waiting_steps(connection, self._name, limit)
            histories = {case: steps.read(connection, _STEPS, case) for case in {case for case, _ in waiting}}
        said = {(case, number): event for case, history in histories.items() for number, event in self._said(case, history)}
        entries = tuple(Entry(f"{case}/{number}", said[case, number]) for case, number in waiting)
        return Portion("cases", entries, entries[-1].cursor if entries else "")

    def _said(self, case: str, history: Iterable[dict[str, Any]]) -> Iterable[tuple[int, dict[str, Any] | None]]:
        before = Case(case)
        for plain in history:
            step = from_plain(plain)
            after = take(before, step)
            event = case_event(before, step, after, self._wants.tools, self._wants.link)
            if event is not None and self._wants.superiors:
                link = f"{self._wants.link}/start#reports" if self._wants.link else ""
                event |= {"superior": str(after.facts.get("superior", "")), "link": link}
            yield step.number, event if event is not None and self._wants.take(after, event) else None
            before = after

    def _head_portion(self) -> Portion:
        today = datetime.now(UTC).date()
        with reading(self._engine) as connection:
            before = _cursor(connection, self._key("heads"))
        if before == today.isoformat() or not (entry := self._head_entry(today)):
            return Portion("heads")
        return Portion("heads", (entry,), entry.cursor)

    def _head_entry(self, day: date) -> Entry | None:
        heads = self._events.heads()
        return Entry(day.isoformat(), heads_event(day, heads, datetime.now(UTC))) if heads else None

    def lease(self, seconds: float) -> bool:
        """Takes the turn, or keeps it."""
        with writing(self._engine) as connection:
            now = _now(connection)
            mine = update(FeedRecord).where(
                FeedRecord.name == self._name,
                (FeedRecord.holder == "") | (FeedRecord.holder == self._holder) | (FeedRecord.until_ms <= now),
            )
            return bool(connection.execute(mine.values(holder=self._holder, until_ms=now + int(seconds * 1000))).rowcount)

    def release(self) -> None:
        """Gives the turn back."""
        with writing(self._engine) as connection:
            self._update(connection, holder="", until_ms=0)

    def delivered(self, portion: Portion, entries: int, sent: datetime | None, *, keep: bool) -> bool:
        """Moves the cursor over the first entries. The state of failure is forgotten with the first success."""
        with writing(self._engine) as connection:
            values: dict[str, Any] = {} if keep else {"holder": "", "until_ms": 0}
            if sent is not None:
                values |= {"sent_ms": milliseconds(sent), "item": "", "since_ms": 0, "attempts": 0, "next_ms": 0, "reason": ""}
            if not self._update(connection, **(values or {"name": self._name})):
                return False
            self._move(connection, portion, entries)
        return True

    def failed(self, status: Status) -> None:
        """Writes down what went wrong, and gives the turn back."""
        at = {name: milliseconds(value) if value else 0 for name, value in (("since_ms", status.since), ("next_ms", status.next))}
        with writing(self._engine) as connection:
            self._update(connection, holder="", until_ms=0, item=status.item, attempts=status.attempts, reason=status.reason, **at)

    def bury(self, portion: Portion, entry: int, reason: str) -> bool:
        """Makes a dead letter and moves on."""
        with writing(self._engine) as connection:
            if not self._update(connection, holder="", until_ms=0, item="", since_ms=0, attempts=0, next_ms=0, reason=""):
                return False
            key = {"feed": self._name, "content": portion.content, "reference": portion.entries[entry].cursor}
            if portion.content == "events":  # a cursor says nothing to people
                key["reference"] = (portion.entries[entry].event or {})["id"]
            _forget(connection, key)
            connection.execute(insert(FeedLetterRecord), [{**key, "at_ms": milliseconds(datetime.now(UTC)), "reason": reason}])
            self._move(connection, portion, entry + 1)
        return True

    def waiting(self) -> int:
        """How many events stand behind the cursor."""
        if "events" not in self._wants.contents:
            return 0
        with reading(self._engine) as connection:
            before = _cursor(connection, self._key("events"))
            newest = connection.execute(select(func.coalesce(func.max(EventRecord.position), 0))).scalar_one()
        return max(0, newest - cursor.decode(before)) if before else 0

    def letters(self) -> int:
        """How many dead letters there are."""
        return len(self.dead())

    def dead(self) -> Sequence[Letter]:
        """The dead letters, oldest first."""
        query = select(FeedLetterRecord.__table__).where(FeedLetterRecord.feed == self._name).order_by(FeedLetterRecord.at_ms)
        with reading(self._engine) as connection:
            return [Letter(row.content, row.reference, moment(row.at_ms), row.reason) for row in connection.execute(query)]

    def event_of(self, letter: Letter) -> dict[str, Any] | None:
        """What a dead letter says today; None when its event is gone."""
        if letter.content == "events":
            row = self._events.get(letter.reference)
            return outbound(row.public()) if row else None
        if letter.content == "heads":
            entry = self._head_entry(date.fromisoformat(letter.reference))
            return dict(entry.event or {}) if entry else None
        case, _, number = letter.reference.partition("/")
        with reading(self._engine) as connection:
            history = steps.read(connection, _STEPS, case)
        return next((event for at, event in self._said(case, history) if at == int(number)), None)

    def forget(self, letter: Letter) -> None:
        """Drops a dead letter: it was sent after all, or nobody wants it."""
        with writing(self._engine) as connection:
            _forget(connection, {"feed": self._name, "content": letter.content, "reference": letter.reference})

    def _update(self, connection: Connection, **values: Any) -> bool:
        mine = update(FeedRecord).where(FeedRecord.name == self._name, FeedRecord.holder == self._holder)
        return bool(connection.execute(mine.values(**values)).rowcount)

    def _move(self, connection: Connection, portion: Portion, entries: int) -> None:
        passed = portion.entries[:entries]
        if not passed:
            return
        if portion.content == "cases":
            newest = {case: int(number) for case, _, number in (entry.cursor.partition("/") for entry in passed)}
            connection.execute(delete(FeedCaseRecord).where(FeedCaseRecord.feed == self._name, FeedCaseRecord.case.in_(newest)))
            connection.execute(insert(FeedCaseRecord), [{"feed": self._name, "case": case, "number": at} for case, at in newest.items()])
            return
        place = portion.end if entries == len(portion.entries) else passed[-1].cursor
        connection.execute(update(CursorRecord).where(CursorRecord.name == self._key(portion.content)).values(cursor=place))

    def _key(self, content: str) -> str:
        return f"feed:{self._name}:{content}"


def _waiting_steps(connection: Connection, feed: str, limit: int) -> list[tuple[str, int]]:
    """Steps that the feed has not passed, by time; those of one case always by number, since a step is never older than the one before."""
    query = (
        select(_STEPS.c.case, _STEPS.c.number)
        .outerjoin(FeedCaseRecord, (FeedCaseRecord.feed == feed) & (FeedCaseRecord.case == _STEPS.c.case))
        .where(_STEPS.c.number > func.coalesce(FeedCaseRecord.number, 0))
        .order_by(_STEPS.c.at_us, _STEPS.c.case, _STEPS.c.number)
        .limit(limit)
    )
    return [(row.case, row.number) for row in connection.execute(query)]


def _feed(connection: Connection, name: str) -> Any:
    return connection.execute(select(FeedRecord.__table__).where(FeedRecord.name == name)).one_or_none()


def _cursor(connection: Connection, name: str) -> str | None:
    return connection.execute(select(CursorRecord.cursor).where(CursorRecord.name == name)).scalar_one_or_none()


def _forget(connection: Connection, key: dict[str, str]) -> None:
    connection.execute(delete(FeedLetterRecord).filter_by(**key))


def _now(connection: Connection) -> int:
    """Milliseconds on a clock that all nodes share: the server's, or this machine's, which is the only one on SQLite."""
    if connection.dialect.name == "postgresql":
        return int(connection.execute(text("SELECT extract(epoch FROM clock_timestamp()) * 1000")).scalar_one())
    return int(time.time() * 1000)


def _at(ms: int) -> datetime | None:
    return moment(ms) if ms else None
