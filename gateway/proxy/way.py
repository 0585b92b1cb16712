"""Which way a connection takes, by what the register says of its host. The same for CONNECT and for redirected connections."""

from __future__ import annotations

from allowlist.answers import Forbidden, NotApproved, Unknown
from allowlist.match import HostMatch, ToolHost, tunnelable
from gateway.proxy.connections import Way


def way_of(match: HostMatch, *, leads: bool, tunnel: bool) -> Way | None:
    """None refuses. ``leads``: an answer to this client handed the address out; ``tunnel``: hosts outside the catalogue pass on."""
    match match:
        case Unknown() if leads:
            return Way.INSPECT
        case Unknown() as unknown if tunnel and tunnelable(unknown):
            return Way.TUNNEL
        case Unknown():
            return None
        case ToolHost() | NotApproved() | Forbidden():
            return Way.INSPECT
