"""Who asks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gateway.accounts.account import Account
from gateway.accounts.session import Session, Source, Stage
from gateway.console.access import Role
from gateway.console.visitor import Visitor, asker, let_in, may_open, of_session, visitor_of

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


@pytest.mark.parametrize(
    ("here", "there", "shown"),
    [
        ("Jana Vzorová", "Kdokoli Jiný", "Jana Vzorová"),
        ("", "Jana Vzorová", "Jana Vzorová"),
        (None, "Jana Vzorová", "Jana Vzorová"),
        (None, "", "jana"),
    ],
)
def test_nobody_signs_under_a_name_of_their_own_making(here: str | None, there: str, shown: str) -> None:
    """The name that was given here holds, whatever the provider says today."""
    at = datetime(2026, 12, 1, tzinfo=UTC)
    session = Session("s", "jana", there, frozenset({Role.DPO}), Source.PROVIDER, Stage.FULL, at, at)
    visitor = of_session(session, None if here is None else Account("jana", here, frozenset({Role.DIRECTOR})), "cookie")
    assert visitor.name == shown
    assert Role.DPO in visitor.roles


def test_only_doors_say_who_asks() -> None:
    """Without them nobody is known, and what else stands in a scope is no visitor."""
    scope: dict[str, object] = {"type": "http"}
    assert visitor_of(scope) is None
    let_in(scope, EMPLOYEE)
    assert visitor_of(scope) is EMPLOYEE


def test_the_repr_names_nobody() -> None:
    """Visitors may land in a log."""
    assert "novakova" not in repr(Visitor(account="novakova", name="Jana Novakova", csrf="novakova"))


@pytest.mark.parametrize(
    ("visitor", "said", "reason"),
    [
        (Visitor(account="jana", name="Jana Vzorová"), "Jana Vzorová (jana)", "two persons may have one name"),
        (TOKEN, "Mgr. Vzor (API token)", "behind the token stands no person: their word, marked as such"),
        (None, "Mgr. Vzor", "nobody known"),
    ],
)
def test_who_asks_is_said_with_the_account(visitor: Visitor | None, said: str, reason: str) -> None:
    """What stands in the chain leads to one person, whatever the form says."""
    scope: dict[str, object] = {}
    let_in(scope, visitor)
    assert asker(scope, "Mgr. Vzor") == said, reason
