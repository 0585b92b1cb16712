"""Which examples there are: every module of this folder that has ``EXAMPLES``, put together. A test demands one of every format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

import gateway.extract.examples
from gateway.extract.examples.api import Example


@cache
def examples() -> Mapping[str, Callable[[str], tuple[Example, ...]]]:
    """By the format's name. Raises ValueError for a format that two modules have."""
    found: dict[str, Callable[[str], tuple[Example, ...]]] = {}
    for module in sorted(iter_modules(gateway.extract.examples.__path__), key=lambda module: module.name):
        own = getattr(import_module(f"gateway.extract.examples.{module.name}"), "EXAMPLES", {})
        if twice := own.keys() & found.keys():
            raise ValueError(f"two modules have examples of {', '.join(sorted(twice))}; the second is examples/{module.name}.py")
        found |= own
    return MappingProxyType(found)
