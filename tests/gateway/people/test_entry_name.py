"""An entry is the account only by its very name."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.people.entry_name import is_named, names_in, own_name


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
