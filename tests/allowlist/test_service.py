"""Categories are a closed set that people can read."""

from __future__ import annotations

from allowlist.answers import Role
from allowlist.service import CATEGORY_NAMES, SUBSTITUTES, Category, HostGroup


def test_every_category_has_names() -> None:
    """Each category has a Czech and an English name."""
    assert set(CATEGORY_NAMES) == set(Category)
    assert all(cs and en for cs, en in CATEGORY_NAMES.values())


def test_substitutes_are_other_categories() -> None:
    """What stands in for a category is another one, and nothing ever stands in for, or is, what law forbids."""
    assert all(one not in others and others for one, others in SUBSTITUTES.items())
    named = set(SUBSTITUTES) | {other for others in SUBSTITUTES.values() for other in others}
    assert named.isdisjoint({Category.FACE, Category.EMOTION, Category.COMPANION, Category.DEMO})


def test_a_group_listens_on_443() -> None:
    """A group of hosts that says nothing of ports is reached at 443 only."""
    assert HostGroup("api", Role.PROMPT, ("a.example",)).ports == (443,)
