"""What the canary sends: for each operation that has a wire format, each of the format's examples; and the address of each tool."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from allowlist.loader import Catalogue
from allowlist.service import Operation, Service
from gateway.coverage import filled, fitting
from gateway.extract.examples.api import Example
from gateway.extract.registry import sockets
from gateway.extract.uploads.api import Finish, Part
from gateway.extract.uploads.registry import protocols
from gateway.model import RequestHead

CANARY = "Žádá paní s r. č. 715319/2743 z Brna"
"""A made-up person's birth number, valid by its check digit."""


@dataclass(frozen=True, slots=True)
class Case:
    """One request, or one message of a WebSocket."""

    tool: str
    operation: str
    format: str
    head: RequestHead = field(repr=False)
    example: Example = field(repr=False)

    @property
    def socket(self) -> bool:
        """Whether it is a message of a WebSocket."""
        return self.format in sockets()

    @property
    def target(self) -> str:
        """Path and query."""
        return f"{self.head.path}?{self.head.query}" if self.head.query else self.head.path


def cases(catalogue: Catalogue, tools: Iterable[str], text: str = CANARY) -> Iterator[Case]:
    """All of these tools' cases, in the order of the catalogue."""
    for tool in tools:
        service = catalogue.services[tool]
        hosts = _hosts(service)
        for operation in service.operations:
            if operation.format and operation.group in hosts:
                yield from _operation(tool, operation, hosts[operation.group], text)
        yield _address(tool, next(iter(hosts.values())), text)


def _operation(tool: str, operation: Operation, host: tuple[str, int], text: str) -> Iterator[Case]:
    name = operation.format or ""
    path = filled(operation.path)
    for example in fitting(name, operation.path, text):
        headers = (("content-type", example.content_type),) if example.content_type else ()
        head = RequestHead("https", host[0], host[1], operation.methods[0], path, "", headers, host[0])
        if any(isinstance(protocol.step(head), Part | Finish) for protocol in protocols().values()):
            continue  # a piece is held until the whole is there, and the end of nothing is refused: nothing to see in either
        yield Case(tool, operation.name, name, head, example)


def _address(tool: str, host: tuple[str, int], text: str) -> Case:
    """A page whose address holds the text."""
    head = RequestHead("https", host[0], host[1], "GET", "/", f"q={quote(text)}", (), host[0])
    return Case(tool, "(address)", "", head, Example("address", b"", ""))


def _hosts(service: Service) -> dict[str, tuple[str, int]]:
    """A name and a port for each group of hosts."""
    return {group.name: (group.names[0].replace("*.", "www.", 1), group.ports[0]) for group in service.hosts}
