"""Which language an answer speaks."""

import pytest

from gateway.act.language import language
from support.wire import head


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "cs"),
        ("", "cs"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("cs-CZ,cs;q=0.9,en;q=0.8", "cs"),
        ("en;q=0.8, cs;q=0.9", "cs"),
        ("en-US, cs;q=0.5", "en"),
        ("cs, en", "cs"),  # equal: Czech
        ("sk-SK, en;q=0.7", "cs"),
        ("de-DE", "cs"),
        ("*", "cs"),
        ("en;q=0", "cs"),
        ("en;q=2", "cs"),  # not a weight
        ("\x00, en", "en"),
    ],
)
def test_language(header, expected):
    """Czech, and English for those who prefer it."""
    assert language(head(*([("Accept-Language", header)] if header is not None else []))) == expected


def test_two_headers():
    """Several headers are one list (RFC 9110, 5.3)."""
    assert language(head(("accept-language", "en;q=0.5"), ("accept-language", "cs"))) == "cs"
