"""Metrics that pages and texts name."""

from __future__ import annotations

import re

import pytest

from support.deployed import DEPLOY, series

ROOT = DEPLOY.parent
NO_METRIC = {"celnice_names", "celnice_node", "celnice_"}
"""The package of the names model, a table of nftables, and the prefix itself."""
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md"), *DEPLOY.glob("**/*.md"), *ROOT.glob("gateway/console/**/*.toml")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_metric_that_is_named_is_there(page: object) -> None:
    """Who copies a name out of a page into a rule of their own must not wait for a series that never comes."""
    named = set(re.findall(r"\bcelnice_[a-z_]*\b", page.read_text(encoding="utf-8")))  # type: ignore[attr-defined]
    assert named - NO_METRIC <= series()
