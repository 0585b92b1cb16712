"""The settings of people."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from gateway.people_settings import People
from gateway.settings import Settings

LDAP = {"servers": ["ldaps://dc1"], "bind_dn": "cn=x", "bind_password_file": "/x", "base": "dc=x"}
WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"order": ["local", "local"]}, "twice", "a way twice"),
    ({"order": ["ldap"]}, r"no \[people.ldap\]", "a way without its settings"),
    ({"order": ["guess"]}, "order", "no such way"),
    ({"notice_required": True}, "who asks", "a duty of nobody"),
    ({"training_required": True}, "who asks", "a duty of nobody"),
    ({"ldap": {**LDAP, "servers": ["http://dc1"]}}, "ldaps://", "another protocol"),
    ({"ldap": {**LDAP, "servers": []}}, "servers", "no server"),
    ({"ldap": {**LDAP, "user_filter": "(uid=jana)"}}, "{account}", "a filter that always finds the same"),
    ({"ldap": {**LDAP, "group_filter": "(cn=a)"}}, "{dn}", "a filter that does not ask for the person"),
    ({"header": {"name": "X", "proxies": []}}, "proxies", "a header that anybody could send"),
    ({"header": {"name": "X", "proxies": ["proxy.urad.cz"]}}, "proxies|address", "a name in place of an address"),
]


@pytest.mark.parametrize(("given", "says", "why"), WRONG, ids=[row[2] for row in WRONG])
def test_wrong_settings(given: dict[str, Any], says: str, why: str) -> None:
    """What could let in somebody else, or nobody, refuses to start."""
    with pytest.raises(ValidationError, match=says):
        People.model_validate(given)


def test_by_itself_nobody_is_asked() -> None:
    """Without settings nobody is known."""
    assert Settings().people.order == ()
    assert People.model_validate({"order": ["ldap", "keys"], "ldap": LDAP}).order == ("ldap", "keys")
