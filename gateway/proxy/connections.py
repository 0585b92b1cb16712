"""What is known of each client connection: where its CONNECT went, and what the register said of that host."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from weakref import WeakKeyDictionary

from mitmproxy.connection import Client

from allowlist.person import Person
from gateway.people.pseudonym import Known


class Way(StrEnum):
    """Where a connection came in, and so what may come on it."""

    PROXY = "proxy"  # to the forward proxy's port, before any CONNECT
    INSPECT = "inspect"  # CONNECT to a catalogued host: TLS ends here
    TUNNEL = "tunnel"  # CONNECT to a host outside the catalogue, passed on undecrypted
    ENTRANCE = "entrance"  # to the base-URL entrance
    TRANSPARENT = "transparent"  # redirected by the network, before its ClientHello


@dataclass(slots=True)
class Peer:
    """One client connection."""

    way: Way
    host: str = ""
    """Canonical host of the CONNECT."""
    port: int = 0
    spoke: bool = False
    """A whole request head came, or a tunnel stands; until then the connection has a deadline."""
    reported: bool = False
    """A refused service is reported once per connection: a page asks for a hundred things."""
    known: Known | None = None
    """Who opened it, from its CONNECT on."""
    session: dict[str, object] = field(default_factory=dict, repr=False)
    """What a way to know people keeps between the legs of a CONNECT."""

    @property
    def person(self) -> Person | None:
        """Who opened it, as the rest of the gateway sees them."""
        return self.known.person if self.known else None


class Peers:
    """The live client connections."""

    def __init__(self) -> None:
        self._peers: WeakKeyDictionary[Client, Peer] = WeakKeyDictionary()

    def arrived(self, client: Client, way: Way) -> Peer:
        """Notes a new connection."""
        peer = Peer(way)
        self._peers[client] = peer
        return peer

    def of(self, client: Client) -> Peer | None:
        """The connection's entry; None is a fault of ours, and the caller refuses."""
        return self._peers.get(client)

    def left(self, client: Client) -> None:
        """Forgets a connection."""
        self._peers.pop(client, None)

    def __len__(self) -> int:
        return len(self._peers)
