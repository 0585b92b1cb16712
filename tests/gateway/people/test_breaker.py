"""Leaving a server alone."""

from __future__ import annotations

from gateway.people.breaker import FAILURES, FIRST_PAUSE, LONGEST_PAUSE, Breaker


def test_it_opens_tries_and_closes() -> None:
    """After some failures nobody asks; after a pause one does; its success lets everybody ask again."""
    now, said = [0.0], list[bool]()
    breaker = Breaker(said.append, lambda: now[0])
    for _ in range(FAILURES):
        assert breaker.may()
        breaker.failed()
    assert not breaker.may()
    now[0] = FIRST_PAUSE
    assert breaker.may()
    assert not breaker.may(), "only one asks"
    breaker.failed()
    assert not breaker.may()
    now[0] += 2 * FIRST_PAUSE
    assert breaker.may()
    breaker.worked()
    assert breaker.may()
    assert said == [True, False]


def test_a_success_between_failures_counts() -> None:
    """Only failures in a row open it."""
    breaker = Breaker()
    for _ in range(5 * FAILURES):
        breaker.failed()
        breaker.worked()
    assert breaker.may()


def test_pauses_do_not_grow_without_end() -> None:
    """A directory that came back is used again within a minute."""
    now = [0.0]
    breaker = Breaker(clock=lambda: now[0])
    for _ in range(100):
        breaker.failed()
    now[0] = LONGEST_PAUSE
    assert breaker.may()
