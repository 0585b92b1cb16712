"""Who asks."""

from __future__ import annotations

import pytest

from gateway.console.access import Role
from gateway.console.visitor import Visitor, let_in, may_open, visitor_of

EMPLOYEE, DPO, TOKEN = Visitor(frozenset({Role.EMPLOYEE})), Visitor(frozenset({Role.EMPLOYEE, Role.DPO})), Visitor(token=True)


@pytest.mark.parametrize(
    ("visitor", "method", "path", "passes", "reason"),
    [
        (EMPLOYEE, "GET", "/tools", True, "open to all"),
        (EMPLOYEE, "POST", "/tools/ask", True, "every employee's"),
        (EMPLOYEE, "GET", "/register", False, "another role's"),
        (DPO, "GET", "/register/openai", True, "one of several roles is enough"),
        (DPO, "POST", "/api/v1/people/addresses", False, "for machines"),
        (TOKEN, "POST", "/api/v1/people/addresses", True, "the token passes every line"),
        (TOKEN, "GET", "/nothing", False, "there is nothing to open"),
        (None, "GET", "/tools", True, "open to all"),
        (None, "GET", "/register", False, "nobody known"),
    ],
)
def test_what_a_page_offers_is_what_the_door_lets_in(visitor: Visitor | None, method: str, path: str, passes: bool, reason: str) -> None:
    """Menus and buttons ask the same table."""
    assert may_open(visitor, method, path) is passes, reason


def test_only_doors_say_who_asks() -> None:
    """Without them nobody is known, and what else stands in a scope is no visitor."""
    scope: dict[str, object] = {"type": "http"}
    assert visitor_of(scope) is None
    let_in(scope, EMPLOYEE)
    assert visitor_of(scope) is EMPLOYEE


def test_the_repr_names_nobody() -> None:
    """Visitors may land in a log."""
    assert "novakova" not in repr(Visitor(account="novakova", name="Jana Novakova", csrf="novakova"))
