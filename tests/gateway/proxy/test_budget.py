"""Bytes of unfinished requests are bounded by connection and in all."""

from __future__ import annotations

from mitmproxy.connection import Client, ConnectionState

from gateway.proxy.budget import BODIES_PER_CONNECTION, Budget


def client() -> Client:
    return Client(peername=("127.0.0.1", 1), sockname=("127.0.0.1", 2), timestamp_start=0.0, state=ConnectionState.OPEN)


def test_one_connection_is_bounded() -> None:
    """A hundred streams of one connection share a few bodies' worth; another connection has its own."""
    budget, one, other = Budget(100, 10_000), client(), client()
    assert [budget.take(one, 100) for _ in range(BODIES_PER_CONNECTION + 1)] == [True] * BODIES_PER_CONNECTION + [False]
    assert budget.take(other, 100)


def test_the_process_is_bounded() -> None:
    """Many connections together hold no more than the process may."""
    budget = Budget(100, 500)
    assert [budget.take(client_, 100) for client_ in [client() for _ in range(6)]] == [True] * 5 + [False]


def test_what_is_given_back_can_be_taken_again() -> None:
    """Nothing is counted twice, neither by a stream nor by its connection's end."""
    budget, one = Budget(100, 500), client()
    budget.take(one, 60)
    budget.give_back(one, 100)
    assert budget.total == 0
    budget.take(one, 60)
    budget.left(one)
    budget.give_back(one, 60)
    assert budget.total == 0
