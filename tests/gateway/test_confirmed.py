"""Confirmed rules beside those of the settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.confirmed import RULES, with_confirmed, with_rule
from gateway.errors import UserError
from gateway.policy_settings import Policy, PolicyRule
from gateway.settings import Settings

RULE = '[[policy.rules]]\nname = "openai e1"\naction = "{action}"\nkinds = ["{kind}"]\ntools = ["openai"]\nuntil = 2030-12-31\n'
OWN = Policy(rules=(PolicyRule(name="own", action="block"),))


def test_confirmed_rules_come_first(tmp_path: Path) -> None:
    """The first rule that fits decides; without a file the policy is that of the settings."""
    file = tmp_path / RULES
    assert with_confirmed(OWN, file) is OWN
    file.write_text("# none\n", encoding="utf-8")
    assert with_confirmed(OWN, file) is OWN
    file.write_text(RULE.format(action="warn", kind="PERSON"), encoding="utf-8")
    assert [rule.name for rule in with_confirmed(OWN, file).rules] == ["openai e1", "own"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("policy = [", "no TOML"),
        ('[[policy.rules]]\nname = "x"\n', "no action"),
        ("policy = 1\n", "no section"),
        ("\udcff", "no UTF-8"),
        ("", "lost"),
        ("\n", "lost"),
    ],
)
def test_a_bad_file_is_said_and_not_quoted(tmp_path: Path, content: str, why: str) -> None:
    """By its name, and nothing of it."""
    (tmp_path / RULES).write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(UserError, match="confirmed-rules.toml: the confirmed rules cannot be used") as refused:
        with_confirmed(OWN, tmp_path / RULES)
    assert "name" not in str(refused.value), why


@pytest.mark.parametrize(
    ("lines", "good", "why"),
    [
        (RULE.format(action="warn", kind="PERSON"), True, "a rule"),
        (RULE.format(action="ignore", kind="CZ_BIRTH_NUMBER"), False, "never below pseudonymised"),
        (RULE.format(action="warn", kind="NOTHING"), False, "no kind"),
        ("x = 1", False, "no rule"),
    ],
)
def test_a_rule_is_proved_before_it_is_kept(lines: str, good: bool, why: str) -> None:
    """As the settings' own."""
    if good:
        with_rule(Settings(), lines)
    else:
        with pytest.raises(UserError):
            with_rule(Settings(), lines)
            pytest.fail(why)
