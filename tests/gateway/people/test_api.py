"""What passes between the ways."""

from __future__ import annotations

from gateway.people.api import Account, Asked, Broken, Leg, Wrong
from gateway.proxy.identity import WORDS


def test_headers_have_no_case() -> None:
    """All values of a header, in order."""
    asked = Asked("", (("X-A", "1"), ("x-a", "2"), ("x-b", "3")))
    assert (asked.values("X-a"), asked.values("x-c")) == (("1", "2"), ())


def test_nothing_is_shown() -> None:
    """No address, name, header, certificate or token stands in a repr."""
    asked = Asked("secret", (("secret", "secret"),), (b"secret",), session={"secret": "secret"})
    assert "secret" not in repr([asked, Account("secret"), Leg("secret")])


def test_every_outcome_has_its_words() -> None:
    """Whoever is refused reads why, in Czech and English."""
    assert set(WORDS) == {None, *Wrong, *Broken}
    assert all(" / " in words for words in WORDS.values())
