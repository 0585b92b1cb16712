"""The menu."""

from __future__ import annotations

import pytest

from gateway.console.access import Role
from gateway.console.navigation import BEGINS, MENU, begins, menu
from gateway.console.texts import text
from gateway.console.visitor import Visitor, may_open


@pytest.mark.parametrize("role", Role)
def test_every_role_begins_somewhere_it_may_be(role: Role) -> None:
    """The first page of a role opens for it, and the menu offers nothing that would be refused."""
    visitor = Visitor(frozenset({role}))
    assert role in dict(BEGINS)
    assert visitor.may("GET", begins(visitor))
    assert all(may_open(visitor, "GET", entry.path) for entry in menu(visitor))


def test_the_strongest_role_says_where_to_begin() -> None:
    """Who is an employee, too, begins with the work of the other role."""
    assert begins(Visitor(frozenset({Role.EMPLOYEE, Role.WORKING_GROUP}))) == "/register"
    assert begins(Visitor()) == begins(None) == "/tools", "nobody's first page is open to all"


def test_every_entry_has_its_word() -> None:
    """In both languages."""
    for entry in MENU:
        assert text("cs", f"nav.{entry.key}")
        assert text("en", f"nav.{entry.key}")
