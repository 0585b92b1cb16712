"""What is said when a provider is not reached."""

from __future__ import annotations

import pytest

from gateway.metric_labels import UNREACHED
from gateway.proxy.dialling import Unreached
from gateway.proxy.unreached_words import BY_REASON, said


def test_each_reason_has_its_words() -> None:
    """None is left to the general sentence, and each is a label of the metric."""
    assert set(BY_REASON) == set(Unreached)
    assert {reason.value for reason in Unreached} == UNREACHED


@pytest.mark.parametrize(
    ("message", "status", "words", "reason"),
    [
        ("parent_credentials", 502, "outbound.parent_user", "what an administrator must mend is named"),
        ("certificate verify failed: hostname mismatch /secret", 502, "its certificate was refused", "mitmproxy's words are not repeated"),
        ("GET /?q=800412/3127", 400, "not well-formed", "the request is not repeated"),
        ("", None, "ended", "nothing is known"),
    ],
)
def test_words(message: str, status: int | None, words: str, reason: str) -> None:
    """Ours alone."""
    text = said(message, status)
    assert words in text, reason
    assert not message or message not in text
