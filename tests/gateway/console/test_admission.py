"""What comes of trying to sign in."""

from __future__ import annotations

import pytest

from gateway.accounts.session import Stage
from gateway.console.admission import Admitted, Refusal
from gateway.console.language import LANGUAGES
from gateway.console.texts import text


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_has_its_words(refusal: Refusal) -> None:
    """In both languages."""
    for language in LANGUAGES:
        assert text(language, f"sign_in.{refusal.value}")


def test_the_repr_shows_no_cookie() -> None:
    """It may land in a log."""
    assert "secret" not in repr(Admitted("secret", Stage.FULL))
