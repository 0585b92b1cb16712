"""Settings of the ports that one alone cannot be wrong about; those of all listeners: test_settings.py."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.settings import Proxy


@pytest.mark.parametrize(
    ("values", "words", "reason"),
    [
        ({"proxy_protocol": True}, "set front_proxies", "anybody could say who he is"),
        ({"front_proxies": ("10.0.0.1/8",)}, "host bits", "no network"),
        ({"max_connections": 0}, "greater", "a proxy that serves nobody"),
    ],
)
def test_what_is_refused(values: dict[str, Any], words: str, reason: str) -> None:
    """At start, with what to do."""
    with pytest.raises(ValueError, match=words):
        Proxy(**values)
        pytest.fail(reason)


@pytest.mark.parametrize(
    ("peer", "expected", "reason"),
    [
        ("10.0.0.7", True, "the address"),
        ("10.1.2.3", True, "in the network"),
        ("::ffff:10.0.0.7", True, "over a dual socket"),
        ("10.0.0.8", False, "another"),
        ("", False, "a local socket"),
    ],
)
def test_front_proxies(peer: str, expected: bool, reason: str) -> None:
    """Addresses and networks."""
    assert Proxy(front_proxies=("10.0.0.7", "10.1.0.0/16")).is_front(peer) is expected, reason
