"""Czech first."""

from __future__ import annotations

import pytest

from gateway.console.language import LANGUAGES, language_of


@pytest.mark.parametrize(
    ("header", "language", "reason"),
    [
        (None, "cs", "nothing said"),
        ("en", "en", "English"),
        ("de", "cs", "neither of ours"),
        ("cs,en;q=0.9", "cs", "Czech before English"),
        ("en-GB,en;q=0.9,cs;q=0.8", "en", "English before Czech"),
        ("sk,en;q=0.9", "cs", "a Slovak reads Czech"),
        ("\x00;;q=,,", "cs", "nonsense"),
    ],
)
def test_the_browser_decides(header: str | None, language: str, reason: str) -> None:
    """The header's weights decide; in doubt Czech."""
    headers = [] if header is None else [(b"accept-language", header.encode())]
    assert language_of({"type": "http", "headers": headers}) == language, reason


def test_czech_is_first() -> None:
    """The first language is the default."""
    assert LANGUAGES == ("cs", "en")
