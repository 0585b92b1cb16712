"""docs/settings.md is the settings, written out."""

from __future__ import annotations

from pathlib import Path

from gateway.settings_page import page


def test_the_page_in_the_repository_is_this_one() -> None:
    """Nobody edits the page by hand."""
    assert (Path(__file__).parents[2] / "docs" / "settings.md").read_text(encoding="utf-8") == page()
