"""A step says when and who."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from allowlist.workflow.step import Action, Part, Step


def test_a_step_has_a_zone():
    """A time without its zone is no time."""
    with pytest.raises(ValueError, match="zone"):
        Step("mistral", 1, datetime(2026, 1, 1), "A", Part.HEAD, Action.DRAFT)  # noqa: DTZ001


def test_a_step_names_somebody():
    """Nobody acts without a name."""
    with pytest.raises(ValueError, match="who"):
        Step("mistral", 1, datetime(2026, 1, 1, tzinfo=UTC), "  ", Part.HEAD, Action.DRAFT)


def test_its_repr_holds_no_words():
    """Names and reasons stay out of logs."""
    assert "tajné" not in repr(
        Step("mistral", 1, datetime(2026, 1, 1, tzinfo=UTC), "tajné", Part.HEAD, Action.DRAFT, "tajné", {"a": "tajné"})
    )
