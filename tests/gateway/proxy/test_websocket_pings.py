"""Whose ping a pong answers, and what of it goes on."""

from __future__ import annotations

import pytest

from gateway.proxy.websocket_pings import KEPT, Pings


def test_a_pong_answers_the_latest_ping_and_all_before() -> None:
    """RFC 6455, 5.5.3; a pong that nobody asked for answers none."""
    pings = Pings()
    assert pings.answered() is None
    pings.sent(b"a")
    pings.sent(b"b")
    assert pings.answered() == b"b"
    assert pings.answered() is None


@pytest.mark.parametrize(
    ("why", "sent", "payload", "repeated"),
    [
        ("its own ping", [b"a"], b"a", b"a"),
        ("an older one", [b"a", b"b"], b"a", b"a"),
        ("another payload", [b"a"], b"710319/2745", b""),
        ("no ping", [], b"x", b""),
        ("an empty one", [b"a"], b"", b""),
    ],
)
def test_a_pong_repeats_only_what_was_sent(why: str, sent: list[bytes], payload: bytes, repeated: bytes) -> None:
    """A pong's payload goes on only when the other side had sent it itself."""
    pings = Pings()
    for ping in sent:
        pings.sent(ping)
    assert pings.repeated(payload) == repeated, why


def test_a_ping_is_answered_once() -> None:
    """What was answered, and what came before it, waits no longer."""
    pings = Pings()
    for ping in (b"a", b"b", b"c"):
        pings.sent(ping)
    assert [pings.repeated(payload) for payload in (b"b", b"b", b"a", b"c")] == [b"b", b"", b"", b"c"]


def test_pings_are_bounded() -> None:
    """Pings without an answer do not pile up."""
    pings = Pings()
    for number in range(10 * KEPT):
        pings.sent(str(number).encode())
    assert pings.repeated(b"0") == b""
    assert pings.repeated(str(10 * KEPT - 1).encode()) != b""
