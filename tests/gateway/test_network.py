"""Addresses of peers."""

from __future__ import annotations

import pytest

from gateway.network import address_of, one_peer, within


@pytest.mark.parametrize(
    ("host", "expected", "reason"),
    [
        ("198.51.100.1", "198.51.100.1", "IPv4"),
        ("::ffff:198.51.100.1", "198.51.100.1", "IPv4 through an IPv6 socket"),
        ("2001:db8::1", "2001:db8::/64", "IPv6"),
        ("fe80::1%eth0", "fe80::/64", "with a zone"),
        ("", "", "a local socket has no address"),
    ],
)
def test_what_counts_as_one_peer(host: str, expected: str, reason: str) -> None:
    """An address, or the network that one client has for itself."""
    assert one_peer(host) == expected, reason


@pytest.mark.parametrize(
    ("host", "networks", "inside", "reason"),
    [
        ("10.1.2.3", ("10.1.2.0/24",), True, "in the network"),
        ("10.1.2.3", ("10.1.2.3",), True, "an address is a network of one"),
        ("10.1.3.3", ("10.1.2.0/24", "10.9.0.0/16"), False, "in none"),
        ("::ffff:10.1.2.3", ("10.1.2.0/24",), True, "IPv4 through an IPv6 socket"),
        ("2001:db8::1", ("10.0.0.0/8",), False, "another version"),
        ("proxy.example", ("0.0.0.0/0",), False, "a name is no address"),
        ("10.1.2.3", (), False, "none listed"),
    ],
)
def test_within(host: str, networks: tuple[str, ...], inside: bool, reason: str) -> None:
    """Whether an address lies in one of the listed networks."""
    assert within(host, networks) is inside, reason


def test_what_is_no_address() -> None:
    """A name, or nothing."""
    assert address_of("proxy.example") is None
    assert address_of("") is None
