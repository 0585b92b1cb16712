"""Which wire formats there are. One format is one module of this folder that has a ``FORMAT``; nothing else needs to know of it.

Every module of the folder is imported, so one that fails to load stops the start: a broken format must not go unnoticed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any

import gateway.extract
from gateway.extract.api import SocketFormat, WireFormat


@cache
def formats() -> Mapping[str, WireFormat]:
    """The formats by name, in alphabetical order of their modules. Raises what a module raises, and ValueError for a name taken twice."""
    found: Mapping[str, WireFormat] = _named("FORMAT")
    return found


@cache
def sockets() -> Mapping[str, SocketFormat]:
    """The formats of WebSocket messages by name (a module's ``SOCKET``), found and checked in the same way."""
    found: Mapping[str, SocketFormat] = _named("SOCKET")
    return found


def _named(attribute: str) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for module in sorted(iter_modules(gateway.extract.__path__), key=lambda module: module.name):
        if module.ispkg:
            continue  # documents/ has a registry of its own
        one = getattr(import_module(f"gateway.extract.{module.name}"), attribute, None)
        if one is None:
            continue
        if one.name in found:
            raise ValueError(f"two wire formats are called {one.name!r}; the second is gateway/extract/{module.name}.py")
        found[one.name] = one
    return MappingProxyType(found)
