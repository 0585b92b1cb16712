"""The register's rules and risk method of the settings."""

from __future__ import annotations

import pytest

from gateway.approval import method_of, rules_of
from gateway.errors import UserError
from gateway.settings import Settings


def test_the_defaults():
    """What ships: a month of grace and of warning, three reports in ninety days, the packaged method."""
    rules = rules_of(Settings())
    assert (rules.review_grace_days, rules.warn_days, rules.reports_threshold, rules.reports_days) == (30, 30, 3, 90)
    assert method_of(Settings()).version


@pytest.mark.parametrize(
    "text", [None, "version = 1", "[", 'version = "1"\nquestions = []\n[limits]\nmedium = 1\nhigh = 2\nunacceptable = 3']
)
def test_a_wrong_method(tmp_path, text):
    """A file that is missing, is no TOML, or is no method is said with its key."""
    path = tmp_path / "method.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match="approval.method"):
        method_of(Settings.model_validate({"approval": {"method": path}}))
