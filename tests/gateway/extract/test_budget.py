"""What reading one body may cost."""

from __future__ import annotations

import pytest

from gateway.extract.budget import MAX_LEAVES, Budget, weight
from gateway.model import Place
from support.wire import opaque


def test_a_budget_is_spent_once() -> None:
    """Charges add up, and the one that passes the limit is opaque."""
    budget = Budget()
    assert opaque(budget.take, MAX_LEAVES) is None
    assert opaque(budget.take) == "too_many_leaves"


@pytest.mark.parametrize(("place", "cost"), [((), 1), (("a",) * 7, 1), (("a",) * 8, 2), ((0,) * 64, 9)])
def test_weight(place: Place, cost: int) -> None:
    """A leaf deep down costs more: its place is longer."""
    assert weight(place) == cost
