"""How many connections one process serves."""

from __future__ import annotations

from gateway.proxy.crowd import Crowd


def test_the_whole_process() -> None:
    """Above the limit nobody enters; who leaves makes room."""
    crowd = Crowd(2)
    assert [crowd.enters("192.0.2.1"), crowd.enters("192.0.2.1"), crowd.enters("192.0.2.2")] == ["", "", "too_many"]
    crowd.leaves("192.0.2.1")
    assert crowd.enters("192.0.2.2") == ""


def test_one_address() -> None:
    """One address does not take all places; of IPv6 a client's whole network is one."""
    crowd = Crowd(10, 1)
    assert crowd.enters("2001:db8::1") == ""
    assert crowd.enters("2001:db8::2") == "too_many_of_address"
    assert crowd.enters("2001:db8:0:1::1") == ""
    crowd.leaves("2001:db8::1")
    assert crowd.enters("2001:db8::2") == ""


def test_no_limit_of_one_address() -> None:
    """0: a whole office behind one address."""
    crowd = Crowd(1000)
    assert all(crowd.enters("192.0.2.1") == "" for _ in range(1000))
