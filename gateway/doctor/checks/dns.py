"""Names: whether this machine resolves the hosts of approved tools, and to addresses on the internet."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from gateway.doctor.api import Check, Result, fault, ok, warning
from gateway.doctor.around import AT_ONCE, Around

type Resolve = Callable[[str], Sequence[str]]


def run(around: Around) -> Iterator[Result]:
    """Every named host that is not pinned to an address."""
    yield from looked_up([host for host, pin in around.providers if pin is None], resolve)


def looked_up(hosts: Sequence[str], resolve: Resolve) -> Iterator[Result]:
    """What the resolver says of each host."""
    if not hosts:
        yield ok("no approved tool has a name to look up")
        return
    with ThreadPoolExecutor(AT_ONCE, "doctor") as threads:
        answers = list(threads.map(lambda host: _asked(host, resolve), hosts))
    unknown = [host for host, found in zip(hosts, answers, strict=True) if not found]
    private = [host for host, found in zip(hosts, answers, strict=True) if any(not ipaddress.ip_address(one).is_global for one in found)]
    if len(unknown) == len(hosts):
        yield fault(
            "no host of an approved tool can be resolved",
            "see /etc/resolv.conf, and let this machine reach the office's resolver (port 53)",
        )
        return
    for host in unknown:
        yield fault(f"{host} cannot be resolved", "ask the resolver's administrator; a filter may hold this name back")
    for host in private:
        yield warning(f"{host} resolves to an address that is not on the internet", "check the resolver: somebody answers for the provider")
    if not unknown and not private:
        yield ok(f"{len(hosts)} hosts of approved tools are resolved")


def resolve(host: str) -> Sequence[str]:
    """The system resolver's addresses. Raises OSError."""
    return sorted({str(answer[4][0]).partition("%")[0] for answer in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)})


def _asked(host: str, resolve: Resolve) -> Sequence[str]:
    try:
        return resolve(host)
    except (OSError, UnicodeError):
        return ()


CHECK = Check("dns", 110, run, network=True)
