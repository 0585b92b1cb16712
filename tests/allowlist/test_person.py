"""A person is a pseudonym and groups, and a repr shows no pseudonym."""

from __future__ import annotations

from allowlist.person import Person


def test_person() -> None:
    """Groups are visible for debugging, the pseudonym is not."""
    person = Person("p-7", frozenset({"sekretariat"}))
    assert "p-7" not in repr(person)
    assert person == Person("p-7", frozenset({"sekretariat"}))
