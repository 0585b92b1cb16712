"""The catalogue: every known AI service, read from the package's own data files once at the start."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType

from allowlist import host_index, operations, schema
from allowlist.errors import CatalogueError
from allowlist.host_index import HostIndex
from allowlist.operations import OperationIndex
from allowlist.service import Service


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All services, and the indexes that matching needs."""

    services: Mapping[str, Service]
    hosts: HostIndex = field(repr=False)
    operations: Mapping[str, OperationIndex] = field(repr=False)

    def formats(self) -> frozenset[str]:
        """Every wire format a file names; the start checks that each has its module."""
        return frozenset(one.format for service in self.services.values() for one in service.operations if one.format is not None)


def load(files: Iterable[tuple[str, str]]) -> Catalogue:
    """The catalogue of (file name, TOML text) pairs. Raises :class:`CatalogueError`, which names the file and the key."""
    services: dict[str, Service] = {}
    for name, text in files:
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise CatalogueError(name, "(file)", f"is not TOML: {error}") from None
        made = schema.service(name, data)
        if made.id in services:
            raise CatalogueError(name, "id", "another file has it too")
        services[made.id] = made
    hosts = host_index.build(services.values())
    for service in services.values():
        for shared in service.shared:
            owner = hosts.find(shared.name)
            if owner is not None:
                raise CatalogueError(f"{service.id}.toml", "shared.name", f"{shared.name} is claimed as a host of {owner.service}")
    built = {service.id: operations.build(service.operations) for service in services.values()}
    return Catalogue(MappingProxyType(services), hosts, MappingProxyType(built))


@cache
def packaged() -> Catalogue:
    """The catalogue that ships with Celnice."""
    folder = resources.files("allowlist") / "catalogue"
    files = sorted((file.name, file.read_text("utf-8")) for file in folder.iterdir() if file.name.endswith(".toml"))
    if not files:
        raise CatalogueError("catalogue/", "(folder)", "holds no service; the package is not complete")
    return load(files)
