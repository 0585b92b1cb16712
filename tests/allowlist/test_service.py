"""Categories are a closed set that people can read."""

from __future__ import annotations

from allowlist.answers import Role
from allowlist.service import CATEGORY_NAMES, Category, HostGroup


def test_every_category_has_names() -> None:
    """Each category has a Czech and an English name."""
    assert set(CATEGORY_NAMES) == set(Category)
    assert all(cs and en for cs, en in CATEGORY_NAMES.values())


def test_a_group_listens_on_443() -> None:
    """A group of hosts that says nothing of ports is reached at 443 only."""
    assert HostGroup("api", Role.PROMPT, ("a.example",)).ports == (443,)
