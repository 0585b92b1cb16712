"""Roles."""

from __future__ import annotations

from gateway.accounts.role import Role, roles_of


def test_a_name_that_is_no_role_any_more_is_left_out() -> None:
    """A row of a newer or older version keeps nobody from signing in, and gives nothing."""
    assert roles_of(["dpo", "king", "auditor", ""]) == {Role.DPO, Role.AUDITOR}
