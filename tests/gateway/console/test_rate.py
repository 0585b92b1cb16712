"""How often somebody may be wrong."""

from __future__ import annotations

from gateway.console.rate import IN_ALL, MAX_PEERS, PER_PEER, WINDOW_SECONDS, Attempts


class Clock:
    now = 0.0


def test_a_peer_waits_after_its_failures_and_then_may_again() -> None:
    """Ten wrong tokens, then the oldest must leave the window."""
    clock = Clock()
    attempts = Attempts(lambda: clock.now)
    for _ in range(PER_PEER):
        assert attempts.wait("10.0.0.1") == 0
        attempts.failed("10.0.0.1")
    assert attempts.wait("10.0.0.1") > 0
    assert attempts.wait("10.0.0.2") == 0, "another address is not punished"
    clock.now = WINDOW_SECONDS
    assert attempts.wait("10.0.0.1") == 0


def test_many_addresses_help_no_one() -> None:
    """All failures together have a limit, and the memory for addresses too."""
    attempts = Attempts(lambda: 0.0)
    for number in range(max(IN_ALL, MAX_PEERS + 1)):
        attempts.failed(str(number))
    assert attempts.wait("fresh") > 0
    assert len(attempts._of) <= MAX_PEERS
