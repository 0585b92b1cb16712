"""What can be a password."""

from __future__ import annotations

import pytest

from detectors.secret_value import LONGEST, entropy, is_password, is_placeholder, is_token


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Jaro2024!", True),
        ("slunicko1", True),
        ("slunicko", False),  # a word
        ("12345678", False),  # digits alone
        ("a1b2", False),  # too short
        ("aaaaaaa1", False),  # no entropy
        ("request.form", False),  # code
        ("2024-01-01", False),
        ("2025-01-01-preview", False),  # a version
        ("x1" * LONGEST, False),
    ],
)
def test_is_password(value: str, *, expected: bool) -> None:
    """Letters with digits or signs, six and more."""
    assert is_password(value) is expected


@pytest.mark.parametrize(
    "value", ["****", "<heslo>", "${X}", "{{ x }}", "your-key", "changeme1", "password", "f(x)", "sk-...", "%s", "@heslo"]
)
def test_placeholders(value: str) -> None:
    """What only shows where a secret would stand."""
    assert is_placeholder(value)
    assert not is_token(value)


def test_entropy() -> None:
    """None in nothing and in repetition."""
    assert entropy("") == entropy("aaaa") == 0.0
    assert entropy("abcdefgh") == 3.0
