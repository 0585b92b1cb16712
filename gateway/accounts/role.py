"""What a person is in the office, as far as the console is concerned."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """What a person is in the office. A person may hold several."""

    EMPLOYEE = "employee"
    HEAD = "head"  # of a department: files requests for tools (the directive on AI tools, section 4), and is told what employees report
    IT_SECURITY = "it_security"
    DPO = "dpo"
    WORKING_GROUP = "working_group"
    DIRECTOR = "director"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"  # reads everything but sealed data, and changes nothing


def roles_of(names: Iterable[str]) -> frozenset[Role]:
    """The roles behind their names. What no longer is a role is left out: it must not keep somebody from signing in."""
    known = {role.value for role in Role}
    return frozenset(Role(name) for name in names if name in known)
