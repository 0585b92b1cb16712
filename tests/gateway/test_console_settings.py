"""Settings of people at the console."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from gateway.accounts.role import Role
from gateway.console_settings import ConsoleRoles, Oidc


def test_every_role_can_be_given_by_groups() -> None:
    """A new role has its key."""
    assert set(ConsoleRoles.model_fields) == {role.value for role in Role}


def test_groups_give_roles() -> None:
    """Letter case does not matter; a part of a name is no name."""
    roles = ConsoleRoles(dpo=("CN-Poverenec",), auditor=("kontrola", "audit"))
    assert roles.of(["cn-poverenec", "Audit"]) == {Role.DPO, Role.AUDITOR, Role.EMPLOYEE}
    assert roles.of(["cn-poverenec-2", ""]) == {Role.EMPLOYEE}
    assert roles.of(["audit"]) == {Role.AUDITOR}, "who audits only does nothing of an employee's"
    assert ConsoleRoles(employee=("urad",)).of(["jinde"]) == frozenset(), "where employees are a group, others are none"


@pytest.mark.parametrize(
    ("changes", "good"),
    [
        ({}, True),
        ({"issuer": "http://127.0.0.1:9000"}, True),
        ({"issuer": "http://idp.urad.cz"}, False),
        ({"issuer": "idp.urad.cz"}, False),
        ({"scopes": ("profile",)}, False),
    ],
)
def test_a_provider_is_reached_over_tls(changes: dict[str, object], good: bool) -> None:
    """Plain http is for this machine alone, and without openid there is no ID token."""
    given = {"issuer": "https://login.example/t/v2.0", "client_id": "celnice"} | changes
    if good:
        Oidc.model_validate(given)
    else:
        with pytest.raises(ValidationError):
            Oidc.model_validate(given)
