"""Light or dark."""

from __future__ import annotations

import pytest

from gateway.console.theme import theme_of


@pytest.mark.parametrize(
    ("cookie", "theme"),
    [
        ("celnice_theme=dark", "dark"),
        ("a=b; celnice_theme=light", "light"),
        ("celnice_theme=system", ""),
        ('celnice_theme="><', ""),
        ("", ""),
    ],
)
def test_the_readers_choice(cookie: str, theme: str) -> None:
    """Nothing else than the two words comes out."""
    assert theme_of({"type": "http", "headers": [(b"cookie", cookie.encode())]}) == theme
