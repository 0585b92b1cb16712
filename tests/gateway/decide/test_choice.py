"""Choices."""

from gateway.decide.choice import Choice


def test_a_closed_set() -> None:
    """Links, events and forms name choices by these words; another word is another protocol."""
    assert [choice.value for choice in Choice] == ["confirm", "pseudonymise"]
