"""An entry is the account only by its very name."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.people.entry_name import is_named, names_in, own_name, subject_of


def test_the_attributes_of_a_filter() -> None:
    """Those that hold the whole name, and no others."""
    assert names_in("(&(objectClass=person)(|(uid={account})(mail={account})))") == ["uid", "mail"]
    assert names_in("(cn=*{account}*)") == []


@pytest.mark.parametrize(
    ("found", "asked", "is_it", "why"),
    [
        ({"uid": ["jana.vzorova"]}, "jana.vzorova", True, "the name"),
        ({"uid": "Jana.Vzorova"}, "jana.vzorova", True, "a single value, in capitals"),
        ({"uid": ["jana.vzorová"]}, "jana.vzorova", False, "an accent more"),
        ({}, "jana.vzorova", False, "no such attribute"),
    ],
)
def test_an_entry(found: dict[str, object], asked: str, *, is_it: bool, why: str) -> None:
    """Canonically the same, not what a directory holds for the same."""
    assert is_named({"attributes": found}, ["uid"], asked, ()) is is_it, why
    assert is_named({"attributes": found}, [], asked, ()), "a filter that compares something else"


@pytest.mark.parametrize(
    ("entry", "attributes", "account", "why"),
    [
        ({"uid": ["jana"], "mail": ["jana.novakova@urad.cz"]}, ["uid", "mail"], "jana", "the first that the filter compares"),
        ({"mail": ["Jana.Novakova@urad.cz"]}, ["uid", "mail"], "jana.novakova", "the next where that is not there"),
        ({"uid": ["b", "a"]}, ["uid"], "a", "of several values the first by the alphabet, in whatever order they come"),
        ({"sAMAccountName": "jana"}, ["sAMAccountName"], "jana", "one value"),
        ({"uid": []}, ["uid"], None, "no name at all"),
    ],
)
def test_own_name(entry: dict[str, Any], attributes: list[str], account: str | None, why: str) -> None:
    """One entry is one account."""
    assert own_name({"attributes": entry}, attributes, ["urad.cz"]) == account, why


UUID, OTHER = b"597ae2f6-16a6-1027-98f4-d28b5365dc14", b"597ae2f6-16a6-1027-98f4-d28b5365dc15"
DN = "uid=jana,ou=people,dc=urad,dc=test"


@pytest.mark.parametrize(
    ("one", "other", "same", "why"),
    [
        ((DN, {"entryUUID": [UUID]}), ("uid=hana,ou=x,dc=urad", {"entryUUID": [UUID]}), True, "renamed and moved"),
        ((DN, {"entryUUID": [UUID]}), (DN, {"entryUUID": [OTHER]}), False, "a new colleague of the same name"),
        ((DN, {"objectGUID": [b"\x01" * 16]}), (DN, {"objectGUID": [b"\x02" * 16]}), False, "in Active Directory"),
        ((DN, {}), (DN.upper(), {"entryUUID": []}), True, "only its place is known"),
        ((DN, {}), ("uid=jana,ou=other,dc=urad,dc=test", {}), False, "moved, and only its place is known"),
        ((DN, {}), (DN, {"entryUUID": [UUID]}), False, "the directory tells more than before: another way to know her"),
    ],
)
def test_who_an_entry_is(one: tuple[str, Any], other: tuple[str, Any], *, same: bool, why: str) -> None:
    """By its lasting id, of which a digest is kept; by its place where there is none."""
    first, second = (subject_of({"dn": dn, "raw_attributes": raw}) for dn, raw in (one, other))
    assert (first == second) is same, why
    assert "jana" not in first
    assert first.partition(":")[0] == ("ldap" if any(one[1].values()) else "ldap-dn")
