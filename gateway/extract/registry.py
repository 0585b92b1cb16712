"""Which wire formats there are. One format is one module of this folder that has a ``FORMAT``; nothing else needs to know of it.

Every module of the folder is imported, so one that fails to load stops the start: a broken format must not go unnoticed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

import gateway.extract
from gateway.extract.api import WireFormat


@cache
def formats() -> Mapping[str, WireFormat]:
    """The formats by name, in alphabetical order of their modules. Raises what a module raises, and ValueError for a name taken twice."""
    found: dict[str, WireFormat] = {}
    for module in sorted(iter_modules(gateway.extract.__path__), key=lambda module: module.name):
        if module.ispkg:
            continue  # documents/ has a registry of its own
        wire_format: WireFormat | None = getattr(import_module(f"gateway.extract.{module.name}"), "FORMAT", None)
        if wire_format is None:
            continue
        if wire_format.name in found:
            raise ValueError(f"two wire formats are called {wire_format.name!r}; the second is gateway/extract/{module.name}.py")
        found[wire_format.name] = wire_format
    return MappingProxyType(found)
