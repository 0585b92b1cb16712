"""Delivery: at least once, in order, whatever the receiver does. With a ledger in memory; tests/gateway/store has the real one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.feeds.api import Entry, FeedUnavailable, Portion, Refused, Status
from gateway.feeds.outbox import REFUSALS, Hooks, Outbox
from support.feeds import NOW

START = datetime.fromisoformat(NOW)


def entry(number, **changes):
    return Entry(str(number), {"id": f"e{number}", "type": "prompt.blocked", "at": NOW, **changes})


@dataclass
class Memory:
    """One content, held in a list."""

    entries: list[Entry]
    at: int = 0
    state: Status = field(default_factory=Status)
    held: bool = False
    elsewhere: bool = False
    dead: list[str] = field(default_factory=list)

    def begin(self):
        return

    def status(self):
        return self.state

    def portion(self, content, limit):
        found = tuple(self.entries[self.at : self.at + limit]) if content == "events" else ()
        return Portion(content, found, "")

    def lease(self, seconds):
        assert seconds > 0
        self.held = not self.elsewhere
        return self.held

    def release(self):
        self.held = False

    def delivered(self, portion, entries, sent, *, keep):
        if not self.held:
            return False
        self.at += entries
        self.held = keep
        if sent:
            self.state = Status(sent=sent)
        return True

    def failed(self, status):
        self.held = False
        self.state = replace(status, sent=self.state.sent)

    def bury(self, portion, entry, reason):
        if not self.held:
            return False
        self.dead.append(portion.entries[entry].cursor)
        self.at += entry + 1
        self.held = False
        self.state = Status(sent=self.state.sent)
        return True

    def waiting(self):
        return len(self.entries) - self.at

    def letters(self):
        return len(self.dead)


@dataclass
class Receiver:
    """Takes events, or does what ``script`` says in turn."""

    name: str = "r"
    largest: int = 3
    script: list = field(default_factory=list)
    got: list[str] = field(default_factory=list)

    async def deliver(self, batch):
        what = self.script.pop(0) if self.script else None
        taken = len(batch) if what is None else what.taken
        self.got += [one.event["id"] for one in batch[:taken]]
        if what is not None:
            raise what


@dataclass
class Clock:
    now: datetime = START

    def __call__(self):
        return self.now


def outbox(ledger, receiver, clock=None, **more):
    return Outbox(receiver, ledger, ("events",), clock=clock or Clock(), chance=lambda: 1.0, **more)


def drain(box, clock=None, turns=200):
    for _ in range(turns):
        if not box.turn() and clock:
            clock.now += timedelta(hours=1)


def test_everything_once_and_in_order():
    """With a receiver that is well, each event goes out once."""
    ledger, receiver = Memory([entry(n) for n in range(10)]), Receiver()
    drain(outbox(ledger, receiver), turns=5)
    assert receiver.got == [f"e{n}" for n in range(10)]
    assert not ledger.held


FAILURES = st.one_of(
    st.none(),
    st.builds(FeedUnavailable, st.just("x"), taken=st.integers(0, 3), answered=st.booleans()),
    st.builds(Refused, st.just("x"), taken=st.integers(0, 3)),
)


@given(st.lists(FAILURES, max_size=30), st.integers(1, 12))
def test_nothing_is_lost_whatever_happens(script, count):
    """Every event arrives or is a dead letter; events arrive in order; what comes again comes from where it broke off."""
    ledger, receiver, clock = Memory([entry(n) for n in range(count)]), Receiver(script=list(script)), Clock()
    drain(outbox(ledger, receiver, clock), clock)
    firsts = list(dict.fromkeys(receiver.got))
    assert {*firsts, *(f"e{one}" for one in ledger.dead)} == {f"e{n}" for n in range(count)}
    assert firsts == sorted(firsts, key=lambda one: int(one[1:]))


def test_a_receiver_that_is_down_is_waited_for():
    """However long it is away, nothing becomes a dead letter; attempts grow rarer, and the reason is written down."""
    ledger, receiver, clock = Memory([entry(1)]), Receiver(script=[FeedUnavailable("connection refused") for _ in range(50)]), Clock()
    box = outbox(ledger, receiver, clock)
    waits = []
    for _ in range(50):
        box.turn()
        waits.append((ledger.state.next - clock.now).total_seconds())
        assert not box.turn(), "before its time it is not tried"
        clock.now = ledger.state.next
    assert waits[:9] == [1, 2, 4, 8, 16, 32, 64, 128, 256]
    assert set(waits[9:]) == {300}
    assert (ledger.state.reason, ledger.state.attempts, ledger.dead) == ("connection refused", 50, [])
    box.turn()
    assert receiver.got == ["e1"]


def test_a_poisonous_event_is_buried():
    """A receiver that is there and fails on one event for a day gets the next one."""
    ledger, clock = Memory([entry(n) for n in range(3)]), Clock()
    receiver = Receiver(
        script=[FeedUnavailable("HTTP 500", answered=True, taken=1), *(FeedUnavailable("HTTP 500", answered=True) for _ in range(30))]
    )
    box = outbox(ledger, receiver, clock)
    for _ in range(25):
        box.turn()
        clock.now += timedelta(hours=1)
    receiver.script.clear()
    drain(box, clock, 3)
    assert ledger.dead == ["1"]
    assert receiver.got == ["e0", "e2"]


def test_a_day_away_does_not_count_against_an_event():
    """The patience with an event begins when the receiver answers."""
    ledger, clock = Memory([entry(1)]), Clock()
    receiver = Receiver(script=[FeedUnavailable("connection refused"), FeedUnavailable("HTTP 500", answered=True)])
    box = outbox(ledger, receiver, clock)
    box.turn()
    clock.now += timedelta(hours=30)
    box.turn()
    assert not ledger.dead
    clock.now += timedelta(hours=1)
    box.turn()
    assert receiver.got == ["e1"]


def test_a_refusal_is_believed_the_third_time():
    """A receiver may say no by mistake."""
    away = [FeedUnavailable("connection refused") for _ in range(9)]
    refusals = [Refused("HTTP 422") for _ in range(REFUSALS)]
    ledger, receiver, clock = Memory([entry(1), entry(2)]), Receiver(script=away + refusals[1:]), Clock()
    drain(outbox(ledger, receiver, clock), clock, 30)
    assert not ledger.dead, "attempts at a receiver that was away are no refusals"
    ledger, receiver = Memory([entry(1), entry(2)]), Receiver(script=refusals)
    drain(outbox(ledger, receiver, clock), clock, 10)
    assert (ledger.dead, receiver.got) == (["1"], ["e2"])


def test_retry_after_is_kept():
    """What a receiver asks for is waited."""
    ledger, receiver = Memory([entry(1)]), Receiver(script=[FeedUnavailable("HTTP 503", retry_after=900.0)])
    outbox(ledger, receiver).turn()
    assert ledger.state.next == START + timedelta(seconds=900)


def test_only_one_delivers():
    """While another process has the turn nothing is sent; a turn that was lost moves no cursor."""
    ledger, receiver = Memory([entry(1)], elsewhere=True), Receiver()
    assert not outbox(ledger, receiver).turn()
    assert not receiver.got

    class Lost(Receiver):
        async def deliver(self, batch):
            ledger.held = False
            await super().deliver(batch)

    ledger, receiver = Memory([entry(1)]), Lost()
    assert not outbox(ledger, receiver).turn()
    assert (ledger.at, receiver.got) == (0, ["e1"])


def test_what_the_feed_does_not_carry():
    """Is passed over without a delivery, also between others, and failures point to the right event."""
    silent = [Entry(str(n), None) for n in range(3)]
    ledger, receiver, clock = Memory(silent), Receiver(script=[RuntimeError()]), Clock()
    outbox(ledger, receiver, clock).turn()
    assert (ledger.at, receiver.got) == (3, [])
    ledger = Memory([Entry("0", None), entry(1), Entry("2", None), entry(3)])
    receiver = Receiver(largest=4, script=[FeedUnavailable("x", taken=1)])
    box = outbox(ledger, receiver, clock)
    box.turn()
    assert (ledger.at, ledger.state.item) == (3, "e3")


def test_a_fault_of_ours_gives_the_turn_back():
    """Another node, or the next turn, can go on."""

    class Broken(Receiver):
        async def deliver(self, batch):
            raise ZeroDivisionError

    ledger = Memory([entry(1)])
    with pytest.raises(ZeroDivisionError):
        outbox(ledger, Broken()).turn()
    assert (ledger.held, ledger.at) == (False, 0)


def test_a_digest_waits_and_a_case_that_rings_does_not():
    """Before its boundary nothing goes out; what may have left goes at once; a digest that is due goes out whole."""
    ledger, receiver, clock = Memory([entry(n) for n in range(7)]), Receiver(), Clock()
    ledger.state = Status(sent=START)
    box = outbox(ledger, receiver, clock, digest="daily")
    assert not box.turn()
    assert not receiver.got
    clock.now = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    drain(box, turns=4)
    assert len(receiver.got) == 7
    ledger.entries.append(entry(7))
    drain(box, turns=2)
    assert len(receiver.got) == 7
    ledger.entries.append(entry(8, rings=True))
    drain(box, turns=2)
    assert receiver.got[-2:] == ["e7", "e8"]


def test_the_hooks_are_told():
    """Lag in seconds, what waits, dead letters, failures: what the metrics show."""
    told, failed, delivered = [], [], []
    ledger, receiver = Memory([entry(1), entry(2)]), Receiver(script=[FeedUnavailable("x", taken=1)])
    hooks = Hooks(lambda name, n: delivered.append((name, n)), failed.append, lambda *state: told.append(state))
    clock = Clock(START + timedelta(seconds=90))
    box = outbox(ledger, receiver, clock, hooks=hooks)
    box.turn()
    assert (told, failed, delivered) == ([("r", 90.0, 2, 0)], ["r"], [("r", 1)])
    box.turn()
    assert len(told) == 1, "it is not measured at every turn"
    clock.now += timedelta(seconds=10)
    box.turn()
    box.turn()
    clock.now += timedelta(seconds=10)
    box.turn()
    assert told[-1] == ("r", 0.0, 0, 0)
