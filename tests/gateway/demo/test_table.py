"""The demo's table."""

import pytest

from gateway.demo.outcome import Outcome, Result
from gateway.demo.table import Row, render


def row(result: Result, expected: Result, requests: int, received: int) -> Row:
    return Row("rodné číslo", "birth number", "curl", Outcome(result, "403"), expected, requests, received, 12.3)


TABLE = [
    (Result.STOPPED, Result.STOPPED, 0, 0, True, "stopped before a byte left"),
    (Result.STOPPED, Result.STOPPED, 0, 400, False, "stopped, but bytes had left"),
    (Result.ANSWERED, Result.STOPPED, 1, 400, False, "a leak"),
    (Result.ANSWERED, Result.ANSWERED, 1, 400, True, "answered"),
    (Result.ANSWERED, Result.ANSWERED, 2, 800, False, "sent twice"),
    (Result.STOPPED, Result.ANSWERED, 0, 0, False, "a clean prompt stopped"),
]


@pytest.mark.parametrize(("result", "expected", "requests", "received", "good"), [r[:5] for r in TABLE], ids=[r[5] for r in TABLE])
def test_good(result: Result, expected: Result, requests: int, received: int, good: bool) -> None:
    """A row is good when the client saw what it should and the provider received what it should."""
    assert row(result, expected, requests, received).good is good


def test_columns_stand_under_each_other() -> None:
    """Every line of the table has its columns at the same places, and a wrong row is marked."""
    text = render([row(Result.STOPPED, Result.STOPPED, 0, 0), row(Result.ANSWERED, Result.STOPPED, 1, 400)]).splitlines()
    assert len({line.index(mark) for line, mark in zip([text[0], *text[2:]], ["klient", "curl", "curl"], strict=True)}) == 1
    assert "✗" not in text[2]
    assert "✗ prošlo / passed" in text[3]
    assert "nic / nothing" in text[2]
