"""One proxy process: mitmproxy embedded with only the addons it needs, two ports, until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from mitmproxy.addons.proxyserver import Proxyserver
from mitmproxy.master import Master
from mitmproxy.options import Options

from gateway.listening import Sockets, listen_proxy
from gateway.proxy.addon import CustomsAddon
from gateway.proxy.budget import Budget
from gateway.proxy.ca import Authority
from gateway.proxy.connections import Peers, Way
from gateway.proxy.crowd import Crowd
from gateway.proxy.customs import Customs
from gateway.proxy.dialling import Dialler
from gateway.proxy.identity import Identity
from gateway.proxy.lean import leave_out_type_checks
from gateway.proxy.listener import House, Port
from gateway.proxy.pinning import Pinning
from gateway.proxy.ports import Meter, Register
from gateway.proxy.resolving import resolver
from gateway.proxy.routing import Routing
from gateway.proxy.tls import OfficeTls, chain_file
from gateway.proxy.transparent import Transparent
from gateway.proxy.uploads import Uploads
from gateway.proxy.websocket_addon import SocketAddon
from gateway.register import STAND_IN_HOST
from gateway.settings import Behind, Settings
from gateway.uploads.limits import Limits

GRACE_SECONDS = 3.0
"""How long open answers may go on after a stop."""

OPTIONS: dict[str, Any] = {
    "connection_strategy": "lazy",  # eager would dial the provider before the verdict
    "rawtcp": False,  # anything but HTTP would go through unseen
    "websocket": False,  # mitmproxy's layer would let messages through unseen; ours is in layers.py
    "http2": True,
    "http3": False,
    "keep_host_header": True,
    "ssl_insecure": False,
    "upstream_cert": False,
    "validate_inbound_headers": True,  # refuses what servers read in two ways (request smuggling)
    "stream_large_bodies": None,
    "body_size_limit": None,
    "store_streamed_bodies": False,
}


async def serve(
    settings: Settings,
    *,
    authority: Authority,
    customs: Customs,
    register: Register,
    meter: Meter,
    trust: Path,
    ready: Callable[[], None],
    stop: asyncio.Event,
    limits: Limits | None = None,
    identity: Identity | None = None,
    sockets: Sockets | None = None,
    drain: asyncio.Event | None = None,
) -> None:
    """Runs the ports until ``stop`` is set, or ``drain`` is and nothing is under way any more. Unfinished uploads lie beside ``trust``.

    Without ``identity`` nobody is known; without ``sockets`` it opens its own. Raises OSError when a port cannot be had.
    """
    leave_out_type_checks()
    master = Master(Options(), asyncio.get_running_loop())
    master._legacy_log_events.uninstall()  # noqa: SLF001  # it would format every log record a second time
    peers = Peers()
    limit = settings.proxy.max_request_bytes
    budget = Budget(limit)
    asked, chain = "certificate" in settings.people.order, chain_file(trust.parent, authority)
    office_tls = OfficeTls(authority, peers, register.canonical, meter, ask_for_certificate=asked, chain=chain)
    for way, listener in ((Way.PROXY, settings.proxy), (Way.ENTRANCE, settings.entrance)):
        if listener.tls_certificate and listener.tls_key:
            office_tls.serve_own(way, listener.tls_certificate, listener.tls_key)
    local = frozenset({STAND_IN_HOST}) if settings.runs_stand_in else frozenset[str]()
    dialler = Dialler(settings.outbound, resolver(settings.outbound.dns_servers), local=local)
    uploads = Uploads(customs, register, run=trust.parent, trust=trust, limits=limits or Limits(limit), dialler=dialler)
    outside, own_hosts = settings.proxy.outside, _own_hosts(settings)
    addon = CustomsAddon(customs, register, peers, uploads, limit=limit, outside=outside, own_hosts=own_hosts, identity=identity)
    transparent = Transparent(register, meter, addon.way_of, addon.arrive)
    options = Proxyserver()
    master.addons.add(
        options,
        office_tls,
        Routing(peers, register, office_tls, meter, limit=limit, budget=budget, transparent=transparent),
        addon,
        SocketAddon(customs, limit=limit, still=(identity or Identity(register)).still),
        Pinning(register, meter),
    )
    master.options.update(**OPTIONS, ssl_verify_upstream_trusted_ca=str(trust))
    # mitmproxy's server addon was there for its options alone. It never listens here (listener.py does), and every hook would ask it.
    master.addons.remove(options)
    crowd = Crowd(settings.proxy.max_connections, settings.proxy.max_connections_per_address)
    house = House(master, peers, meter, budget, dialler, crowd, settings.proxy.slowest_body)
    given = sockets or listen_proxy(settings)
    ways = {Way.PROXY: settings.proxy, Way.ENTRANCE: settings.entrance, Way.TRANSPARENT: Behind()}
    ports = [Port(house, way, listener, given.get(way.value, ())) for way, listener in ways.items()]
    for port in ports:
        port.open()
    gc.collect()
    gc.freeze()  # what is loaded stays; the collector looks at what requests make
    ready()
    tending = asyncio.create_task(uploads.tend())
    await _until(stop, drain)
    if not stop.is_set():
        drained = asyncio.gather(*(port.drain(settings.proxy.drain_seconds) for port in ports))
        await _first(stop.wait(), drained)
    tending.cancel()
    await asyncio.gather(*(port.close(GRACE_SECONDS) for port in ports))
    uploads.close()


async def _until(stop: asyncio.Event, drain: asyncio.Event | None) -> None:
    await _first(stop.wait(), *([drain.wait()] if drain else []))


async def _first(*waits: Awaitable[object]) -> None:
    tasks = [asyncio.ensure_future(one) for one in waits]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


def _own_hosts(settings: Settings) -> frozenset[str]:
    """What a Host header may say at the entrance: anything else is another site's name that resolves to us."""
    port = settings.entrance.port
    names = {settings.entrance.host, "localhost", "127.0.0.1", "[::1]"}
    return frozenset(f"{name}:{port}".lower() for name in names) | frozenset(name.lower() for name in names if port in {80, 443})
