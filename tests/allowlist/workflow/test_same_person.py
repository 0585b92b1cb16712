"""One person, or two."""

from __future__ import annotations

import pytest

from allowlist.workflow.same_person import same_person


@pytest.mark.parametrize(
    ("one", "other", "same", "why"),
    [
        (("A", ["account:a"]), ("B", ["account:a"]), True, "a name can be changed"),
        (("A", ["account:a"]), ("A", ["account:b"]), False, "two persons may have one name"),
        (("A", ["account:a", "oidc:1"]), ("B", ["account:b", "oidc:1"]), True, "an account's name can be changed at the provider, too"),
        (("A", []), ("A", ["account:a"]), True, "one has only a name"),
        (("A", []), ("a", []), False, "letter by letter, as older histories were checked"),
        (("A", []), ("B", []), False, "two names"),
    ],
)
def test_same_person(one: tuple[str, list[str]], other: tuple[str, list[str]], same: bool, why: str) -> None:
    """What both have decides, in either order."""
    assert same_person(*one, *other) is same_person(*other, *one) is same, why
