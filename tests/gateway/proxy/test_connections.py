"""What is known of client connections."""

from __future__ import annotations

import gc

from mitmproxy.connection import Client, ConnectionState

from allowlist.person import Person
from gateway.people.pseudonym import Known
from gateway.proxy.connections import Peers, Way


def client() -> Client:
    return Client(peername=("127.0.0.1", 1), sockname=("127.0.0.1", 2), timestamp_start=0.0, state=ConnectionState.OPEN)


def test_a_connection_is_known_while_it_lives() -> None:
    """Arrived, found, left; a connection nobody noted is unknown, and unknown is refused."""
    peers, one = Peers(), client()
    assert peers.of(one) is None
    peer = peers.arrived(one, Way.PROXY)
    assert peers.of(one) is peer
    peers.left(one)
    assert peers.of(one) is None


def test_whose_connection_it_is() -> None:
    """Nobody's until somebody is known."""
    peer = Peers().arrived(client(), Way.PROXY)
    assert peer.person is None
    peer.known = Known(Person("2026-Q4.x"), "r", "local")
    assert peer.person == Person("2026-Q4.x")


def test_a_lost_connection_is_forgotten() -> None:
    """No entry outlives its connection."""
    peers, one = Peers(), client()
    peers.arrived(one, Way.PROXY)
    del one
    gc.collect()
    assert len(peers) == 0
