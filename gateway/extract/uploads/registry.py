"""Which upload protocols there are: every module of this folder that has a ``PROTOCOL``. One that fails to load stops the start."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

import gateway.extract.uploads
from gateway.extract.uploads.api import UploadProtocol


@cache
def protocols() -> Mapping[str, UploadProtocol]:
    """The protocols by name, in alphabetical order of their modules. Raises what a module raises, ValueError for a name taken twice."""
    found: dict[str, UploadProtocol] = {}
    for module in sorted(iter_modules(gateway.extract.uploads.__path__), key=lambda module: module.name):
        one: UploadProtocol | None = getattr(import_module(f"gateway.extract.uploads.{module.name}"), "PROTOCOL", None)
        if one is None:
            continue
        if one.name in found:
            raise ValueError(f"two upload protocols are called {one.name!r}; the second is gateway/extract/uploads/{module.name}.py")
        found[one.name] = one
    return MappingProxyType(found)
